/** A process's isolate with Node's modules in it, and what it asks of the host by name. */
import { bootSource } from './boot/bootSource';
import { type CompiledQuickJs, type Outcome, QuickJs } from './quickJs';

/** Answers what the isolate asks. Arguments and answers are JSON; what has no answer returns undefined. */
export type HostCall = (argument: never) => unknown;

export interface IsolateOptions {
  readonly module: CompiledQuickJs;
  readonly calls: Readonly<Record<string, HostCall>>;
  now(): number;
  random(): number;
  /** Bytes of its heap. */
  readonly memory: number;
}

/** Why an isolate can't go on: a turn that never ends, or a heap that is full. */
export type IsolateLimit = 'interrupted' | 'out of memory';

const STACK = 192 * 1024;
/** Promises may put off so many callbacks within one turn. */
const JOBS = 30_000;

/**
 * A turn is given up after so many looks at the interrupt handler: some 40 ms of a plain endless loop on a laptop, up to
 * some hundreds of calls and regular expressions. Counted, not timed, so that the same code ends the same way everywhere.
 */
const TICKS_OF_A_TURN = 250;
/** What a tick counts as CPU time of the simulated machine, in milliseconds. */
const MILLISECONDS_OF_A_TICK = 0.4;

interface Described {
  readonly id: number;
  readonly message: string;
  readonly stack: string;
}

export class Isolate {
  readonly #quickJs: QuickJs;
  readonly #rejections = new Map<number, number>();
  #ticks = 0;
  #stopping = false;
  #limit: IsolateLimit | undefined;
  #charged = 0;

  constructor(options: IsolateOptions) {
    const { calls } = options;
    this.#quickJs = new QuickJs(
      options.module,
      {
        call: (name, argument) => this.#call(calls, name, argument),
        now: options.now,
        random: options.random,
        interrupt: () => this.#stopping || ++this.#ticks > TICKS_OF_A_TURN,
        rejection: (promise, reason, handled) => {
          const described = describedOf(reason);
          if (handled) this.#rejections.delete(promise);
          else if (described !== undefined) this.#rejections.set(promise, described.id);
        },
      },
      { memory: options.memory, stack: STACK },
    );
    const booted = this.#quickJs.run(bootSource, 'node:boot');
    if (booted.kind !== 'value') this.#limit = booted.kind === 'out of memory' ? 'out of memory' : 'interrupted';
    // Starting up is not the learner's turn.
    this.#ticks = 0;
  }

  get limit(): IsolateLimit | undefined {
    return this.#limit;
  }

  /** Bytes that it takes of the machine's memory. */
  get memoryBytes(): number {
    return this.#quickJs.memoryBytes;
  }

  /** CPU time since the last time of asking, in milliseconds of the simulated machine. */
  takeCpuTime(): number {
    const ticks = this.#charged + this.#ticks;
    this.#charged = 0;
    this.#ticks = 0;
    return 0.05 + ticks * MILLISECONDS_OF_A_TICK;
  }

  /** Nothing of it runs any more: `process.exit`. */
  stop(): void {
    this.#stopping = true;
  }

  get stopped(): boolean {
    return this.#stopping;
  }

  /** Lets the isolate's event handler and what promises put off run to their end. */
  turn(event: Readonly<Record<string, unknown>>): void {
    this.#begin();
    this.#note(this.#quickJs.call('__event', JSON.stringify(event)));
    this.#settle();
    // Rejections that nobody took up by the end of the turn are the process's end, or its handler's business.
    for (const [promise, at] of [...this.#rejections]) {
      this.#rejections.delete(promise);
      if (this.#limit !== undefined || this.#stopping) return;
      this.#note(this.#quickJs.call('__event', JSON.stringify({ kind: 'rejection', at })));
      this.#settle();
    }
  }

  #begin(): void {
    this.#charged += this.#ticks;
    this.#ticks = 0;
  }

  #settle(): void {
    if (this.#limit !== undefined || this.#stopping) return;
    const outcome = this.#quickJs.runJobs(JOBS);
    if (outcome !== undefined) this.#note(outcome);
  }

  #note(outcome: Outcome): void {
    if (this.#stopping || outcome.kind === 'value') return;
    if (outcome.kind === 'exception') return;
    this.#limit ??= outcome.kind;
  }

  #call(calls: Readonly<Record<string, HostCall>>, name: string, argument: string): string {
    const parsed = (argument === '' ? {} : JSON.parse(argument)) as never;
    if (name === 'compile') return JSON.stringify(this.#compile(parsed));
    const answer = calls[name]?.(parsed);
    return answer === undefined ? '{}' : JSON.stringify(answer);
  }

  /** Runs a script within the isolate: a module's wrapper, or the text of `node -e`. */
  #compile({ text, file }: { readonly text: string; readonly file: string }): unknown {
    const outcome = this.#quickJs.run(text, file);
    if (outcome.kind === 'value') return {};
    if (outcome.kind !== 'exception') {
      this.#note(outcome);
      return { limit: true };
    }
    const described = describedOf(outcome.text);
    if (described === undefined) return {};
    const place = /^\s*at (?:.*\()?.*?:(\d+):(\d+)\)?\s*$/m.exec(described.stack);
    const lines = text.split('\n').length;
    const line = Number(place?.[1]);
    return {
      id: described.id,
      message: syntaxWords(described.message, line >= lines),
      ...(place === null ? {} : { line: Math.min(line, lines), column: Number(place[2]) }),
    };
  }
}

function describedOf(text: string): Described | undefined {
  try {
    return JSON.parse(text) as Described;
  } catch {
    return undefined;
  }
}

/** V8's words for what QuickJS says of bad syntax. */
function syntaxWords(message: string, atEnd: boolean): string {
  const token = /unexpected token in expression: '(.*)'|unexpected token: '(.*)'/.exec(message);
  if (atEnd) return 'Unexpected end of input';
  const word = token?.[1] ?? token?.[2];
  if (word !== undefined) {
    if (/^["'\d]/.test(word)) return /^\d/.test(word) ? 'Invalid or unexpected token' : 'Unexpected string';
    return /^[A-Za-z_$]/.test(word) ? `Unexpected identifier '${word}'` : `Unexpected token '${word}'`;
  }
  if (/expecting '\)'/.test(message)) return 'missing ) after argument list';
  if (/unexpected end of (?:string|comment|template)|unterminated string/.test(message))
    return 'Invalid or unexpected token';
  return message.charAt(0).toUpperCase() + message.slice(1);
}
