/**
 * Sessions and terminals as /proc shows them. Simplified: there are no process groups, each process is one of its own;
 * what runs in the foreground is told by what the terminal sends its signals to.
 */
import type { Process } from './process';
import { Pty } from './pty';

/** The device number of the first pseudo-terminal: major 136. */
export const TERMINALS = 34_816;

/** Who began the session that a process is in: a container's first process, a terminal's shell, what init started. */
export function sessionLeader(process: Process): Process {
  let at = process;
  while (at.parent !== undefined && !begins(at, at.parent)) at = at.parent;
  return at;
}

function begins(process: Process, parent: Process): boolean {
  const started = parent.comm.startsWith('containerd-shim') || (parent.pid === 1 && parent.kernel.parent === undefined);
  return started || process.tty !== parent.tty;
}

/** True for what keys like Ctrl-C are for: what runs in front of the terminal, and its shell while nothing does. */
export function isForeground(process: Process): boolean {
  const { tty } = process;
  if (!(tty instanceof Pty) || process.zombie) return false;
  for (let at: Process | undefined = process; at !== undefined && at.tty === tty; at = at.parent)
    if (tty.background.has(at)) return false;
  if (sessionLeader(process) !== process) return true;
  return !process.kernel.root.processes.some(
    (one) => one !== process && one.tty === tty && one.parent === process && !tty.background.has(one),
  );
}

const THREADS: Readonly<Record<string, number>> = { containerd: 9, dockerd: 10, node: 11, 'redis-server': 5 };

/** How many threads a program has. */
export function threadsOf(command: string): number {
  return THREADS[command] ?? (command.startsWith('kube') || command.startsWith('containerd-') ? 11 : 1);
}
