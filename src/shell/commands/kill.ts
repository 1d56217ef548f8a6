import type { Command } from '../command';
import { readSignal, signalList } from '../text/signals';

/** `kill` as a program, for containers; in a shell the builtin comes first and knows jobs as well. */
export const kill: Command = {
  name: 'kill',
  summary: 'send a signal to a process',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(process) {
    const words = process.argv.slice(1);
    if (words[0] === '-l') {
      process.stdout.write(signalList());
      return 0;
    }
    const { signal, operands, problem } = readSignal(words);
    if (problem !== undefined || operands.length === 0) {
      process.stderr.write(`kill: ${problem ?? 'usage: kill [-SIGNAL] PID...'}\n`);
      return 1;
    }
    let status = 0;
    for (const operand of operands) {
      const target = process.kernel.find(Number(operand));
      if (target === undefined) {
        process.stderr.write(`kill: (${operand}): No such process\n`);
        status = 1;
      } else if (signal !== undefined) process.kernel.signal(Number(operand), signal);
    }
    return status;
  },
};
