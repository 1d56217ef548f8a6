import type { Process } from '../../engine/processes/process';
import { formatDate } from '../text/date';
import { defineTool } from '../tool/tool';

/** `ps`: processes of this machine, or of this container. */
export const ps = defineTool({
  name: 'ps',
  summary: 'report running processes',
  usage: '[OPTION]...',
  options: 'e A f a x u w o|format= p|pid= C= h|no-headers sort= forest',
  rewrite: (arguments_) => arguments_.map((argument) => (/^[auxefw]+$/.test(argument) ? `-${argument}` : argument)),
  *run(tool) {
    const { process } = tool;
    const { kernel } = process;
    const every = ['e', 'A', 'x', 'a'].some((option) => tool.has(option)) || tool.busybox;
    const wanted = tool.value('p')?.split(',').map(Number);
    const rows = kernel.processes.filter((one) =>
      wanted === undefined ? every || one.tty === process.tty : wanted.includes(kernel.pidOf(one) ?? 0),
    );
    const pid = (one: Process) => String(kernel.pidOf(one) ?? one.pid);
    const parent = (one: Process) => String((one.parent === undefined ? undefined : kernel.pidOf(one.parent)) ?? 0);
    const command = (one: Process) => one.argv.join(' ');
    const name = (one: Process) => (one.argv[0] ?? '').split('/').at(-1) ?? '';
    const terminal = (one: Process) => (one.tty === undefined ? '?' : 'pts/0');
    if (tool.busybox) {
      yield* tool.print('PID   USER     TIME  COMMAND\n');
      for (const one of rows)
        yield* tool.print(`${pid(one).padStart(5)} ${one.user.padEnd(8)}  0:00 ${command(one)}\n`);
      return 0;
    }
    if (tool.has('u')) {
      yield* tool.print('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
      for (const one of rows)
        yield* tool.print(
          `${one.user.padEnd(8)} ${pid(one).padStart(7)}  0.0  0.1   4628  3712 ${terminal(one).padEnd(8)} ${(one.stopped ? 'T' : one === process ? 'R+' : 'S').padEnd(4)} ${formatDate(one.started, '%H:%M')}   0:00 ${command(one)}\n`,
        );
      return 0;
    }
    if (tool.has('f')) {
      yield* tool.print('UID          PID    PPID  C STIME TTY          TIME CMD\n');
      for (const one of rows)
        yield* tool.print(
          `${one.user.padEnd(8)} ${pid(one).padStart(7)} ${parent(one).padStart(7)}  0 ${formatDate(one.started, '%H:%M')} ${terminal(one).padEnd(8)} 00:00:00 ${command(one)}\n`,
        );
      return 0;
    }
    yield* tool.print('    PID TTY          TIME CMD\n');
    for (const one of rows)
      yield* tool.print(`${pid(one).padStart(7)} ${terminal(one).padEnd(8)} 00:00:00 ${name(one)}\n`);
    return 0;
  },
});
