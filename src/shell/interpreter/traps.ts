/** Traps: commands that run at a signal, at the shell's end, or when a command fails. */
import type { Routine } from '../../engine/processes/routine';
import type { Descriptors } from './descriptors';
import type { Shell } from './shell';

/** Runs the trap for a signal or for EXIT, ERR, RETURN, if there is one. `$?` is kept. */
export function* runTrap(shell: Shell, name: string, descriptors: Descriptors): Routine<void> {
  const command = shell.traps.get(name);
  if (command === undefined || command === '') return;
  if (name === 'EXIT') shell.traps.delete('EXIT');
  const { status } = shell;
  yield* shell.runner.text(command, shell, descriptors);
  shell.status = status;
}

/** Runs the traps of signals that came in meanwhile. */
export function* runPendingTraps(shell: Shell, descriptors: Descriptors): Routine<void> {
  while (shell.hasPending) {
    const signal = shell.takePending();
    if (signal !== undefined) yield* runTrap(shell, signal, descriptors);
  }
}
