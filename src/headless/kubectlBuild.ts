import { execFileSync } from 'node:child_process';

/**
 * What a kubectl says of its build, when it is of the same minor version as the cluster: a server that says the same of
 * itself is one that `--match-server-version` takes, as a server that was built along with the client.
 */
export function kubectlBuild(command: string, version: string): Readonly<Record<string, string>> | undefined {
  try {
    const text = execFileSync(command, ['version', '--client', '--output', 'json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { clientVersion } = JSON.parse(text) as { clientVersion?: Record<string, string> };
    return minorOf(clientVersion?.['gitVersion'] ?? '') === minorOf(version) ? clientVersion : undefined;
  } catch {
    // Not there, or something else than kubectl.
    return undefined;
  }
}

/** `v1.32` of `v1.32.4`. */
function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
