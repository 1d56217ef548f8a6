/** Further options of the machine's side that moby looks at before it makes a container, in its words. */
import type { ContainerCreate } from '../containerRequests';

type Host = ContainerCreate['HostConfig'];

const RUNTIMES = ['', 'runc', 'io.containerd.runc.v2'];

/** What a request can't be decoded with. */
export function requestProblem(host: Host): string | undefined {
  const { Isolation: isolation = '' } = host;
  if (!/^(default)?$/i.test(isolation)) return `invalid isolation (${isolation}): linux only supports 'default'`;
  return undefined;
}

/** What no container may have. */
export function hostProblem(host: Host): string | undefined {
  const { OomScoreAdj: adjustment = 0, Runtime: runtime = '' } = host;
  if ('' in (host.Annotations ?? {}))
    return 'invalid Annotations: the empty string is not permitted as an annotation key';
  if (!/^(|none|private|shareable|host|container:.*)$/.test(host.IpcMode)) return `invalid IPC mode: ${host.IpcMode}`;
  if (adjustment < -1000 || adjustment > 1000) {
    return `Invalid value ${adjustment}, range for oom score adj is [-1000, 1000]`;
  }
  if (adjustment !== 0) return '--oom-score-adj is not simulated here';
  if (!RUNTIMES.includes(runtime)) return `unknown or invalid runtime name: ${runtime}`;
  const [storage] = Object.keys(host.StorageOptions ?? {});
  if (storage === 'size') return "--storage-opt is supported only for overlay over xfs with 'pquota' mount option";
  return storage === undefined ? undefined : `Unknown option ${storage}`;
}

/** What is seen of its options for security once its image was found. */
export function securityProblem(host: Host): string | undefined {
  const option = (host.SecurityOpt ?? []).find((text) => !isSecurityOption(text));
  return option === undefined ? undefined : `invalid --security-opt 2: ${JSON.stringify(option)}`;
}

/** `no-new-privileges`, `seccomp=unconfined`; the client has looked at those without a value. */
function isSecurityOption(text: string): boolean {
  const [, name = '', value = ''] = /^([^=:]+)[=:](.*)$/.exec(text) ?? [];
  if (name === '') return text === 'no-new-privileges' || text === 'disable';
  if (name === 'no-new-privileges') return /^(1|0|t|f|true|false)$/i.test(value);
  return ['apparmor', 'label', 'seccomp', 'systempaths'].includes(name);
}

/** What the kernel of this machine can't do, and what is left out then. */
export function kernelWarnings(host: Partial<Host>): readonly string[] {
  const lacking = (what: string, discarded: string) =>
    `Your kernel does not support ${what} or the cgroup is not mounted. ${discarded} discarded.`;
  return [
    ...(host.OomKillDisable === true ? ['Your kernel does not support OomKillDisable. OomKillDisable discarded.'] : []),
    ...((host.MemorySwappiness ?? -1) >= 0 ? [lacking('memory swappiness capabilities', 'Memory swappiness')] : []),
    ...((host.BlkioWeight ?? 0) > 0 ? [lacking('Block I/O weight', 'Weight')] : []),
    ...((host.BlkioWeightDevice ?? []).length > 0 ? [lacking('Block I/O weight_device', 'Weight-device')] : []),
  ];
}
