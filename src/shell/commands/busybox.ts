import { busyboxOf, DEBIAN_BUSYBOX } from '../../engine/processes/busybox';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command } from '../command';

/** Programs of a kernel that busybox doesn't have, whatever else is there. */
const OTHERS: ReadonlySet<string> = new Set(
  'bash busybox curl dig docker jq kubectl lsns minikube helm nginx node redis-server script ss stress sudo tac tree'.split(
    ' ',
  ),
);

/** `busybox`: all the tools in one; which it is, the name says by which it is called. */
export const busybox: Command = {
  name: 'busybox',
  summary: 'the Swiss Army Knife of Embedded Linux',
  *run(process): Routine<number> {
    const name = process.argv[0]?.split('/').at(-1)?.replace(/^-/, '') ?? 'busybox';
    if (name !== 'busybox') return yield* applet(process, name, process.argv);
    const [first, ...rest] = process.argv.slice(1);
    if (first === undefined || first === '--help' || first === '--list') {
      process.stdout.write(first === '--list' ? `${applets(process).join('\n')}\n` : about(process));
      return 0;
    }
    return yield* applet(process, first, [first, ...rest]);
  },
};

function applets(process: Process): readonly string[] {
  return [...process.kernel.programs.keys(), 'ash'].filter((name) => !OTHERS.has(name)).sort();
}

function about(process: Process): string {
  const build = busyboxOf(process)?.debian === true ? ` (${DEBIAN_BUSYBOX})` : '';
  return `BusyBox v1.35.0${build} multi-call binary.\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list\n   or: function [arguments]...\n\nCurrently defined functions:\n\t${applets(process).join(', ')}\n`;
}

function* applet(process: Process, name: string, argv: readonly string[]): Routine<number> {
  const program = OTHERS.has(name) ? undefined : process.kernel.programs.get(name === 'ash' ? 'sh' : name);
  if (program === undefined) {
    process.stderr.write(`${name}: applet not found\n`);
    return 127;
  }
  const { env, stdin, stdout, stderr, tty, executable } = process;
  const title = process.title === process.argv ? {} : { title: process.title };
  process.become({ argv, env, stdin, stdout, stderr, tty, executable, comm: name, ...title });
  return yield* program(process);
}
