import type { StartError } from './runtime';

/** Why no process starts beside a container's: containerd passes on what runc says. */
export function execFailure(exec: string, { code, reason }: { code: number; reason: string }): StartError {
  const message = `failed to exec in container: failed to start exec "${exec}": OCI runtime exec failed: exec failed: unable to start container process: ${reason}: unknown`;
  return { code, message };
}
