/** `poweroff`, `reboot` and `shutdown` on a node: its containers end, its power goes, and after a reboot it comes back. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { ClusterMachines, Command } from '../command';

/** How long a machine takes from its power to its kubelet, in milliseconds. */
const BOOT_TIME = 8_000;

/** Switches the machine off, or off and on again. Whoever asked is gone before it answers. */
export function* switchOff(process: Process, machines: ClusterMachines, node: string, again: boolean): Routine<number> {
  if (process.uid !== 0) {
    process.stderr.write(`Call to ${again ? 'Reboot' : 'PowerOff'} failed: Interactive authentication required.\n`);
    return 1;
  }
  const { clock } = process;
  machines.life.stopNode(node, () => {
    if (again) clock.after(BOOT_TIME, () => machines.life.startNode(node));
  });
  for (;;) yield () => () => {};
}

export function powerTools(machines: ClusterMachines, node: string): readonly Command[] {
  const tool = (name: string, again: boolean): Command => ({
    name,
    summary: again ? 'start the machine anew' : 'switch the machine off',
    run: (process) => switchOff(process, machines, node, again),
  });
  const shutdown: Command = {
    name: 'shutdown',
    summary: 'switch the machine off, or start it anew',
    *run(process) {
      const words = process.argv.slice(1);
      const again = words.includes('-r') || words.includes('--reboot');
      const now = words.includes('now') || words.includes('+0');
      if (now) return yield* switchOff(process, machines, node, again);
      process.stderr.write('shutdown: only "now" is simulated here; nothing was done\n');
      return 1;
    },
  };
  return [tool('poweroff', false), tool('reboot', true), shutdown];
}
