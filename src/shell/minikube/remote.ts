/** A session on a node's machine: what ssh does, with the tools that only nodes have. */
import { executableText } from '../../engine/processes/executable';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import type { ClusterMachines, Command, ShellServices } from '../command';
import { createDocker } from '../docker/docker';
import { createCrictl } from './crictl/crictl';
import { journalctl } from './journalctl';
import { powerTools } from './power';
import { pump } from './pump';
import { createSystemctl } from './systemctl';

export interface RemoteOptions {
  readonly user: string;
  /** A line for the shell there; without it the shell itself. */
  readonly command?: string;
}

/** Runs a session on a node; undefined when nobody answers there. */
export function* runOnNode(
  process: Process,
  services: ShellServices,
  node: string,
  options: RemoteOptions,
): Routine<number | undefined> {
  const { machines } = services;
  if (machines === undefined) return undefined;
  prepareNode(machines, services, node, options.user);
  const tty = options.command === undefined && process.tty !== undefined && isTerminal(process.stdin);
  const { columns, rows } = process.tty ?? { columns: 80, rows: 24 };
  const stream = machines.login(node, { ...options, tty, columns, rows });
  return stream === undefined ? undefined : yield* pump(process, stream, tty);
}

/** Puts the tools of nodes on a node, and the user there. Done again for a machine that is new. */
function prepareNode(machines: ClusterMachines, services: ShellServices, node: string, user: string): void {
  const machine = machines.node(node);
  if (machine === undefined) return;
  const { files, kernel } = machine;
  for (const tool of nodeTools(machines, services, node)) {
    kernel.programs.set(tool.name, tool.run);
    const path = `/usr/bin/${tool.name}`;
    if (!files.stat(path).ok) files.write(path, executableText(tool.name), { mode: 0o755 });
  }
  const accounts = files.read('/etc/passwd');
  if (!accounts.ok || user === 'root' || accounts.value.includes(`\n${user}:`)) return;
  files.write(
    '/etc/passwd',
    `${accounts.value}${user}:x:1000:999::/home/${user}:/bin/bash\n`.replace(/^learner:.*\n/m, ''),
  );
  const groups = files.read('/etc/group');
  const text = groups.ok ? groups.value : '';
  files.write('/etc/group', `${text.replace(/^(sudo:.*:).*$/m, `$1${user}`)}docker:x:999:${user}\n`);
  files.makeDirectory(`/home/${user}`, { parents: true });
}

function nodeTools(machines: ClusterMachines, services: ShellServices, node: string): readonly Command[] {
  const own = (host: string) =>
    /^unix:\/\/\/(var\/)?run\/docker\.sock$/.test(host) ? machines.dockerOn?.(node) : undefined;
  const hasDocker = machines.profile.runtime.scheme === 'docker://';
  return [
    createCrictl(machines, node),
    createSystemctl(machines, node),
    journalctl,
    ...powerTools(machines, node),
    ...(hasDocker ? [createDocker({ ...services, docker: own })] : []),
  ];
}
