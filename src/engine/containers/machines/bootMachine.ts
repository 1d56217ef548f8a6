/** What happens when a machine is switched on, as far as processes see it: PID 1. */
import type { Machine } from '../../machine';
import type { Program } from '../../processes/process';

/** systemd, as much of it as there is: it takes in every orphan. */
const init: Program = function* (process) {
  process.reapsAll = true;
  for (;;) yield () => () => {};
};

/** Starts PID 1; done again when power comes back. */
export function bootMachine(machine: Pick<Machine, 'kernel' | 'files' | 'network'>): void {
  const { kernel, files, network } = machine;
  kernel.spawn({
    argv: ['/sbin/init'],
    executable: '/usr/lib/systemd/systemd',
    program: init,
    files,
    network,
    workingDirectory: '/',
    env: new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin']]),
    user: 'root',
    init: true,
    cgroup: kernel.rootCgroup.descendant('init.scope'),
  });
}
