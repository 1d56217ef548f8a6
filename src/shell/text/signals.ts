/** Signals as `kill` and `timeout` name them. */
import type { Signal } from '../../engine/processes/process';
import { signalNumbers } from '../../engine/processes/process';

/** A signal by its name, with or without SIG, or by its number; 'none' for 0. */
export function signalNamed(text: string): Signal | 'none' | undefined {
  if (text === '0') return 'none';
  const upper = text.toUpperCase();
  const entry = Object.entries(signalNumbers).find(
    ([name, number]) => name === upper || name === `SIG${upper}` || String(number) === text,
  );
  return entry?.[0] as Signal | undefined;
}

export interface KillArguments {
  /** Undefined: signal 0, which only looks whether the process is there. */
  readonly signal: Signal | undefined;
  readonly operands: readonly string[];
  readonly problem: string | undefined;
}

/** Reads `-9`, `-KILL`, `-s KILL`, `-n 9` before the operands. */
export function readSignal(arguments_: readonly string[]): KillArguments {
  const [first, second, ...rest] = arguments_;
  if (first === '--') return { signal: 'SIGTERM', operands: arguments_.slice(1), problem: undefined };
  let text = 'TERM';
  let operands = arguments_;
  if ((first === '-s' || first === '-n') && second !== undefined) {
    text = second;
    operands = rest;
  } else if (first !== undefined && /^-[A-Za-z0-9]+$/.test(first)) {
    text = first.slice(1);
    operands = arguments_.slice(1);
  }
  if (operands[0] === '--') operands = operands.slice(1);
  const signal = signalNamed(text);
  if (signal === undefined) return { signal: undefined, operands, problem: `${text}: invalid signal specification` };
  return { signal: signal === 'none' ? undefined : signal, operands, problem: undefined };
}

/** The answer of `kill -l`. */
export function signalList(): string {
  return `${Object.entries(signalNumbers)
    .sort(([, a], [, b]) => a - b)
    .map(([name, number]) => `${String(number).padStart(2)}) ${name}`)
    .join('\n')}\n`;
}
