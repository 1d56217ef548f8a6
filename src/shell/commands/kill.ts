import { busyboxOf } from '../../engine/processes/busybox';
import type { Process } from '../../engine/processes/process';
import { signalProcess } from '../../engine/processes/signalling';
import type { Command } from '../command';
import { readSignal, signalColumn, signalNames, translateSignal } from '../text/signals';

/** `kill` as a program, for containers; in a shell the builtin comes first and knows jobs as well. */
export const kill: Command = {
  name: 'kill',
  summary: 'send a signal to a process',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(process) {
    const words = process.argv.slice(1);
    if (words[0] === '-l' || words[0] === '-L') return listSignals(process, words.slice(1));
    const { signal, operands, problem } = readSignal(words);
    if (problem !== undefined || operands.length === 0) {
      process.stderr.write(`kill: ${misuse(process, problem)}\n`);
      return 1;
    }
    let status = 0;
    for (const operand of operands) {
      const failure = killOne(process, operand, signal ?? 'none');
      if (failure === undefined) continue;
      process.stderr.write(`kill: ${failure}\n`);
      status = 1;
    }
    return status;
  },
};

function misuse(process: Process, problem: string | undefined): string {
  if (busyboxOf(process) === undefined) return problem ?? 'not enough arguments';
  if (problem === undefined) return 'you need to specify whom to kill';
  return problem.replace(/^(.*): invalid signal specification$/, "bad signal name '$1'");
}

function listSignals(process: Process, words: readonly string[]): number {
  if (words.length === 0) process.stdout.write(busyboxOf(process) === undefined ? signalNames() : signalColumn());
  for (const word of words) process.stdout.write(`${translateSignal(word) ?? word}\n`);
  return 0;
}

function killOne(process: Process, operand: string, signal: Parameters<typeof signalProcess>[2]): string | undefined {
  const busybox = busyboxOf(process) !== undefined;
  if (!/^-?\d+$/.test(operand))
    return busybox ? `invalid number '${operand}'` : `failed to parse argument: '${operand}'`;
  const sent = signalProcess(process, Math.abs(Number(operand)), signal);
  if (sent.ok) return undefined;
  const words = sent.error === 'ESRCH' ? 'No such process' : 'Operation not permitted';
  return busybox ? `can't kill pid ${operand}: ${words}` : `(${operand}): ${words}`;
}
