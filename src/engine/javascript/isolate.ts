/** A process's isolate with Node's modules in it, and what it asks of the host by name. */
import { bootSource } from './boot/bootSource';
import { QuickJs } from './quickJs';
import type { CompiledQuickJs, Ending, Outcome, QuickJsImage } from './quickJsTypes';

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

/** Why an isolate can't go on: a turn that never ends, a heap that is full, data that is nested too deeply. */
export type IsolateLimit = Exclude<Ending, 'stopped'>;

const STACK = 192 * 1024;

/**
 * So much fuel is a millisecond of the simulated machine's CPU time. It is also about what the machine takes that this
 * was measured on (2 cores of a small server): plain code 0.8 to 1.5 ms, code that only makes objects up to 4 ms.
 */
const FUEL_OF_A_MILLISECOND = 200_000;
/** What every turn takes besides, in milliseconds. */
const LEAST = 0.1;

/**
 * After so much a turn suspends, until the process has been charged for it: so that whoever types, and the world's other
 * processes, have theirs in between. Counted, not timed, so that the same code suspends at the same place everywhere.
 */
const FUEL_OF_A_SLICE = 10 * FUEL_OF_A_MILLISECOND;
/**
 * A turn that has taken so many milliseconds of CPU time gets less work done in each further one, the longer it takes the
 * less (by the square root): a loop that nobody ends would else keep the real machine busy for good.
 */
const UNSLOWED = 300;
/** A turn that takes so many milliseconds is looked at for the first time whether it does the same for ever. */
const FIRST_PROBE = 40;
const PLENTY = 2 ** 30;

/** Made once for each compiled module: QuickJS with the boot script read, but not yet run. */
const images = new WeakMap<CompiledQuickJs, QuickJsImage>();

interface Described {
  readonly id: number;
  readonly message: string;
  readonly stack: string;
}

export class Isolate {
  readonly #quickJs: QuickJs;
  readonly #rejections = new Map<number, number>();
  #stopping = false;
  #limit: IsolateLimit | undefined;
  /** `process.nextTick` has put something off. */
  #ticking = false;
  /** CPU time since the last time of asking, and of this turn. */
  #used = 0;
  #ofTurn = 0;

  constructor(options: IsolateOptions) {
    const { calls, module } = options;
    this.#quickJs = new QuickJs(
      module,
      {
        call: (name, argument) => this.#call(calls, name, argument),
        now: () => options.now() + this.elapsed,
        random: options.random,
        rejection: (promise, reason, handled) => {
          const described = describedOf(reason);
          if (handled) this.#rejections.delete(promise);
          else if (described !== undefined) this.#rejections.set(promise, described.id);
        },
      },
      { memory: options.memory, stack: STACK },
      imageOf(module),
    );
    // Starting up is not the learner's turn.
    this.#quickJs.refuel(PLENTY);
    const booted = this.#quickJs.call('__boot', '');
    if (booted.kind === 'suspended') throw new Error("Node's modules take too long to start");
    this.#note(booted);
    this.#quickJs.refuel(0);
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
    const used = this.#used;
    this.#used = 0;
    return used;
  }

  /** How long what runs now has been running since it was last charged for, in milliseconds. */
  get elapsed(): number {
    return this.#used + this.#millisecondsOf(Math.max(0, this.#quickJs?.usedFuel ?? 0));
  }

  /** How long this turn has taken, as far as it was charged for. */
  get turnTime(): number {
    return this.#ofTurn;
  }

  #millisecondsOf(fuel: number): number {
    return (fuel / FUEL_OF_A_MILLISECOND) * Math.sqrt(Math.max(1, this.#ofTurn / UNSLOWED));
  }

  #charge(): void {
    const time = this.#millisecondsOf(this.#quickJs.usedFuel);
    this.#used += time;
    this.#ofTurn += time;
    this.#quickJs.refuel(FUEL_OF_A_SLICE);
  }

  /** Nothing of it runs any more: `process.exit`. */
  stop(): void {
    this.#stopping = true;
  }

  get stopped(): boolean {
    return this.#stopping;
  }

  /**
   * Lets the isolate's event handler and what promises put off run to their end. Yields whenever a slice of it is over:
   * who goes on then has charged the process for it.
   */
  *turn(event: Readonly<Record<string, unknown>>): Generator<void, void> {
    this.#used += LEAST;
    this.#ofTurn = 0;
    this.#quickJs.refuel(FUEL_OF_A_SLICE);
    yield* this.#run('__event', JSON.stringify(event));
    // Rejections that nobody took up by the end of the turn are the process's end, or its handler's business.
    for (const [promise, at] of [...this.#rejections]) {
      this.#rejections.delete(promise);
      yield* this.#run('__event', JSON.stringify({ kind: 'rejection', at }));
    }
    this.#charge();
  }

  /** Calls a function, then what it and promises have put off: `process.nextTick` first, then promises, until none is left. */
  *#run(name: string, argument: string): Generator<void, void> {
    if (this.#over) return;
    this.#note(yield* this.#finished(this.#quickJs.call(name, argument)));
    for (;;) {
      if (this.#over) return;
      this.#ticking = false;
      this.#note(yield* this.#finished(this.#quickJs.call('__ticks', '')));
      this.#note(yield* this.#jobs());
      if (!this.#ticking) return;
    }
  }

  get #over(): boolean {
    return this.#limit !== undefined || this.#stopping;
  }

  *#jobs(): Generator<void, Outcome | undefined> {
    for (;;) {
      const outcome = yield* this.#finished(this.#quickJs.runJobs());
      if (this.#over || (outcome !== undefined && outcome.kind !== 'suspended')) return outcome;
      if (this.#quickJs.idle) return undefined;
    }
  }

  /** What comes of it in the end; undefined if that is nothing (one of the promises' jobs). */
  *#finished(begun: Outcome | undefined): Generator<void, Outcome | undefined> {
    let outcome = begun;
    let probe = FIRST_PROBE;
    while (outcome?.kind === 'suspended') {
      this.#charge();
      yield;
      // Between two jobs of promises there is nothing to go on with.
      if (!this.#quickJs.suspended) return undefined;
      if (this.#ofTurn < probe) outcome = this.#quickJs.resume();
      else {
        const probed = this.#quickJs.probe(FUEL_OF_A_SLICE);
        if (probed === 'endless') return { kind: 'interrupted' };
        outcome = probed;
        probe = 4 * this.#ofTurn;
      }
    }
    return outcome;
  }

  #note(outcome: Outcome | undefined): void {
    const kind = outcome?.kind ?? 'value';
    if (kind !== 'value' && kind !== 'exception' && kind !== 'stopped' && kind !== 'suspended') this.#limit ??= kind;
  }

  #call(calls: Readonly<Record<string, HostCall>>, name: string, argument: string): string | undefined {
    const parsed = (argument === '' ? {} : JSON.parse(argument)) as never;
    if (name === 'tick') this.#ticking = true;
    if (name === 'compile') return JSON.stringify(this.#compile(parsed));
    const answer = calls[name]?.(parsed);
    if (this.#stopping) return undefined;
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
    // A module's wrapper adds a line.
    const lines = text.split('\n').length - (file === '[eval]' ? 0 : 1);
    const line = Number(place?.[1]);
    const atEnd = line > lines;
    return {
      id: described.id,
      message: syntaxWords(described.message, atEnd, text.split('\n')[line - 1] ?? ''),
      ...(place === null ? {} : { line: Math.min(line, lines), column: Number(place[2]), atEnd }),
    };
  }
}

function imageOf(module: CompiledQuickJs): QuickJsImage {
  const known = images.get(module);
  if (known !== undefined) return known;
  const host = { call: () => '{}', now: () => 0, random: () => 0.5, rejection: () => {} };
  const quickJs = new QuickJs(module, host, { memory: PLENTY, stack: STACK });
  const read = quickJs.run(bootSource, 'node:boot');
  if (read.kind !== 'value') throw new Error(`Node's modules could not be read: ${JSON.stringify(read)}`);
  const image = quickJs.image();
  images.set(module, image);
  return image;
}

function describedOf(text: string): Described | undefined {
  try {
    return JSON.parse(text) as Described;
  } catch {
    return undefined;
  }
}

/** V8's words for what QuickJS says of bad syntax. */
function syntaxWords(message: string, atEnd: boolean, line: string): string {
  const token = /unexpected token in expression: '(.*)'|unexpected token: '(.*)'/.exec(message);
  if (atEnd) return 'Unexpected end of input';
  const word = token?.[1] ?? token?.[2];
  if (word !== undefined) {
    if (/^["'\d]/.test(word)) return /^\d/.test(word) ? 'Invalid or unexpected token' : 'Unexpected string';
    return /^[A-Za-z_$]/.test(word) ? `Unexpected identifier '${word}'` : `Unexpected token '${word}'`;
  }
  const declared =
    /^invalid redefinition of/.test(message) && /\b(?:const|let|var|class|function)\s+([\w$]+)/.exec(line);
  if (declared) return `Identifier '${declared[1]}' has already been declared`;
  if (/^expecting ';'/.test(message) && /\bawait\s+[\w$(]/.test(line))
    return 'await is only valid in async functions and the top level bodies of modules';
  const reserved = /^variable name expected/.test(message) && /\b(?:const|let|var)\s+([a-z]+)/.exec(line);
  if (reserved) return `Unexpected token '${reserved[1]}'`;
  if (/expecting '\)'/.test(message)) return 'missing ) after argument list';
  if (/unexpected end of (?:string|comment|template)|unterminated string/.test(message))
    return 'Invalid or unexpected token';
  return message.charAt(0).toUpperCase() + message.slice(1);
}
