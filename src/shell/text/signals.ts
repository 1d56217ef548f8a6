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

/** Numbers of the real-time signals, which nobody here sends. */
const [FIRST_REAL_TIME, LAST_REAL_TIME] = [34, 64] as const;

function realTimeName(number: number): string {
  const [above, below] = [number - FIRST_REAL_TIME, LAST_REAL_TIME - number];
  if (below < 15) return below === 0 ? 'SIGRTMAX' : `SIGRTMAX-${below}`;
  return above === 0 ? 'SIGRTMIN' : `SIGRTMIN+${above}`;
}

/** The answer of bash's `kill -l`: five in a row. */
export function signalList(): string {
  const known = Object.entries(signalNumbers).map(([name, number]) => [number, name] as const);
  const count = LAST_REAL_TIME - FIRST_REAL_TIME + 1;
  const realTime = Array.from({ length: count }, (_, at) => {
    const number = FIRST_REAL_TIME + at;
    return [number, realTimeName(number)] as const;
  });
  return [...known, ...realTime]
    .map(([number, name], at) => {
      const last = at % 5 === 4 || number === LAST_REAL_TIME;
      return `${String(number).padStart(2)}) ${name}${last && number !== LAST_REAL_TIME ? '\n' : '\t'}`;
    })
    .join('')
    .concat('\n');
}

/** The answer of busybox's `kill -l`: one a line, without those of real time. */
export function signalColumn(): string {
  return Object.entries(signalNumbers)
    .map(([name, number]) => `${String(number).padStart(2)}) ${name === 'SIGIO' ? 'POLL' : name.slice(3)}\n`)
    .join('');
}

/** The answer of /bin/kill -l: short names, as many as a line holds. */
export function signalNames(): string {
  const names = Object.keys(signalNumbers).map((name) => (name === 'SIGIO' ? 'POLL' : name.slice(3)));
  return `${names.slice(0, 16).join(' ')}\n${names.slice(16).join(' ')}\n`;
}

/** What `kill -l WORD` says: the name of a number (or of the status of what it ended), the number of a name. */
export function translateSignal(word: string): string | undefined {
  const number = Number(word);
  if (Number.isInteger(number)) {
    const entry = Object.entries(signalNumbers).find(([, one]) => one === (number > 128 ? number - 128 : number));
    return entry?.[0].slice(3);
  }
  const named = signalNamed(word);
  return named === undefined || named === 'none' ? undefined : String(signalNumbers[named]);
}
