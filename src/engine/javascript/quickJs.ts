/**
 * A JavaScript interpreter of its own for each process: QuickJS as WebAssembly, spoken to through its C functions. The
 * package's own class can only be made with promises, which a world on a virtual clock doesn't have.
 *
 * Only texts cross the border. The isolate sees no clock, no chance and no files but what `QuickJsHost` gives. When its
 * fuel is used up it suspends: WebAssembly's stack is saved in its memory (as Binaryen's asyncify does it) and made anew
 * when it goes on. It is ended by an exception of the host's that unwinds WebAssembly, which no code in it can catch;
 * after that it is broken.
 */
import { Ended, QuickJsFunctions } from './quickJsFunctions';
import type {
  CompiledQuickJs,
  Ending,
  Exports,
  Functions,
  Outcome,
  QuickJsHost,
  QuickJsImage,
  QuickJsLimits,
} from './quickJsTypes';

declare const WebAssembly: {
  readonly Instance: new (
    module: CompiledQuickJs,
    imports: Record<string, Record<string, (...values: never[]) => unknown>>,
  ) => { readonly exports: unknown };
};

const SUCCESS = 0;
const NOT_SUPPORTED = 52;
const BAD_DESCRIPTOR = 8;
const TEXT_ARGUMENT = 4;
const PAGE = 65_536;
const MOST_FUEL = 2 ** 31 - 1;
/** What each callback that a promise has put off takes for itself. */
const JOB_FUEL = 1000;
/** What a look at the clock takes. */
const CLOCK_FUEL = 500;
/** What each call of the host takes, besides the length of what is asked. */
const CALL_FUEL = 2500;
/** What it gets more where it can't be suspended, and how much in all before it is ended. */
const GRANT = 100_000;
const MOST_GRANTED = 40_000_000;
/** Pages for the stack of what is suspended. */
const AREA_PAGES = 8;
const AREA_HEAD = 8;
const NORMAL = 0;
const REWINDING = 2;

/** What is to be entered again, and what is made of its result. */
interface Entered {
  readonly name: string;
  readonly values: readonly number[];
  readonly finish: (result: number) => Outcome | undefined;
}

export class QuickJs extends QuickJsFunctions {
  protected readonly exports: Functions & Exports;
  readonly #host: QuickJsHost;
  #ended: Ending | undefined;
  #given = 0;
  #granted = 0;
  /** Where WebAssembly may be left now: within `#enter`, not in what the host asks of it besides. */
  #leaving = false;
  #area: number | undefined;
  #suspended: Entered | undefined;
  #probing = false;
  /** How often the host was asked for anything. */
  #contacts = 0;

  /** From an image, it begins where that was taken. */
  constructor(module: CompiledQuickJs, host: QuickJsHost, limits: QuickJsLimits, image?: QuickJsImage) {
    super();
    this.#host = host;
    const instance = new WebAssembly.Instance(module, {
      env: this.#environment(),
      wasi_snapshot_preview1: this.#wasi(),
    });
    this.exports = instance.exports as Functions & Exports;
    this.refuel(MOST_FUEL);
    if (image === undefined) this.#begin();
    else this.#restore(image);
    this.c('qjs_set_memory_limit', limits.memory);
    this.c('qjs_set_max_stack_size', limits.stack);
  }

  /** From now on it may make so many turns of loops and copies of 256 bytes; it suspends when none is left. */
  refuel(fuel: number): void {
    this.#given = fuel;
    this.#granted = 0;
    this.exports.fuel.value = fuel;
  }

  /** How much has been used since. */
  get usedFuel(): number {
    return this.#given - this.exports.fuel.value;
  }

  #use(fuel: number): void {
    this.exports.fuel.value -= fuel;
  }

  /** What others can be made of. */
  image(): QuickJsImage {
    this.c('qjs_run_gc');
    return {
      memory: new Uint8Array(this.exports.memory.buffer).slice(),
      stackPointer: this.exports.__stack_pointer.value,
      runtime: this.c('qjs_get_runtime_ptr'),
      context: this.c('qjs_get_context_ptr'),
    };
  }

  #begin(): void {
    this.c('_initialize');
    if (this.c('qjs_init') !== 0) throw new Error('QuickJS did not start');
    this.c('qjs_set_promise_rejection_handler', 1);
    this.c('qjs_set_interrupt_handler', 1);
    this.#defineHost();
  }

  #restore(image: QuickJsImage): void {
    const { memory } = this.exports;
    const missing = Math.ceil((image.memory.length - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
    new Uint8Array(memory.buffer).set(image.memory);
    this.c('qjs_set_runtime_and_context', image.runtime, image.context);
    this.exports.__stack_pointer.value = image.stackPointer;
  }

  /** Bytes that it holds, its own code and stack included. */
  get memoryBytes(): number {
    return this.exports.memory.buffer.byteLength - (this.#area === undefined ? 0 : AREA_PAGES * PAGE);
  }

  /** Runs a script. `describe`, a global function of the isolate, turns what was thrown into a text. */
  run(source: string, file: string): Outcome {
    return this.#guarded(() => {
      const code = this.write(source);
      const name = this.write(file);
      return this.#enter('qjs_eval', [code.at, code.length, name.at, 0], (result) => {
        this.c('wasm_free', code.at);
        this.c('wasm_free', name.at);
        return this.#outcomeOf(result);
      });
    });
  }

  /** Calls a global function with one text. */
  call(name: string, argument: string): Outcome {
    return this.#guarded(() => {
      const global = this.c('qjs_get_global');
      const callee = this.property(global, name);
      const value = this.newText(argument);
      const list = this.c('wasm_malloc', TEXT_ARGUMENT);
      this.view().setUint32(list, value, true);
      return this.#enter('qjs_call', [callee, global, 1, list], (result) => {
        this.c('wasm_free', list);
        for (const used of [value, callee, global]) this.c('qjs_free_value', used);
        return this.#outcomeOf(result);
      });
    });
  }

  /** Runs what promises have put off, to its end (undefined), an exception, or until it is suspended. */
  runJobs(): Outcome | undefined {
    while (this.#ended === undefined && this.c('qjs_is_job_pending') !== 0) {
      if (this.exports.fuel.value < 0) return { kind: 'suspended' };
      this.#use(JOB_FUEL);
      const finish = (result: number) => (result >= 0 ? undefined : this.#thrown());
      const outcome = this.#guarded(() => this.#enter('qjs_execute_pending_job', [], finish));
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  /** Nothing is put off. */
  get idle(): boolean {
    return this.#ended !== undefined || this.c('qjs_is_job_pending') === 0;
  }

  /** True if something was left in the middle. */
  get suspended(): boolean {
    return this.#suspended !== undefined;
  }

  /** Goes on with what was suspended; undefined if that was one of the promises' jobs and it is done. */
  resume(): Outcome | undefined {
    const suspended = this.#suspended;
    if (suspended === undefined) return undefined;
    this.#suspended = undefined;
    return this.#guarded(() => {
      this.c('asyncify_start_rewind', this.#area ?? 0);
      return this.#enter(suspended.name, suspended.values, suspended.finish);
    });
  }

  /**
   * Whether what is suspended will never come to anything: ten thousand jumps later everything is exactly as it was, and
   * nothing was asked of the host meanwhile. Goes on with it for that long; an outcome is what came of that if it ended.
   */
  probe(fuel: number): Outcome | 'endless' | undefined {
    this.#probing = true;
    try {
      let before: Int32Array | undefined;
      for (let round = 0; round < 2; round++) {
        this.refuel(fuel);
        const contacts = this.#contacts;
        const outcome = this.resume();
        if (outcome?.kind !== 'suspended' || this.exports.fuel.value < 0) return outcome;
        const now = new Int32Array(this.exports.memory.buffer);
        if (before === undefined) before = now.slice();
        else if (contacts === this.#contacts && same(before, now)) return 'endless';
      }
      return { kind: 'suspended' };
    } finally {
      this.#probing = false;
    }
  }

  /** Calls what may be suspended. */
  #enter<T extends Outcome | undefined>(
    name: string,
    values: readonly number[],
    finish: (result: number) => T,
  ): T | Outcome {
    // Interrupts of what the host calls in between must not take this for theirs.
    const outer = this.#leaving;
    this.#leaving = true;
    const result = this.c(name, ...values);
    this.#leaving = outer;
    if (this.c('asyncify_get_state') === NORMAL) return finish(result);
    this.c('asyncify_stop_unwind');
    this.#suspended = { name, values, finish };
    return { kind: 'suspended' };
  }

  #guarded<T extends Outcome | undefined>(run: () => T): T | Outcome {
    if (this.#ended !== undefined) return { kind: this.#ended };
    try {
      return run();
    } catch (problem) {
      this.#leaving = false;
      return this.#fall(problem);
    }
  }

  #outcomeOf(result: number): Outcome {
    const thrown = this.c('qjs_is_exception', result) !== 0;
    const text = thrown || this.c('qjs_is_undefined', result) !== 0 ? '' : this.text(result);
    this.c('qjs_free_value', result);
    return thrown ? this.#thrown() : { kind: 'value', text };
  }

  /** It was ended, or the machine below gave up (its stack or its memory): the isolate can't be used any more. */
  #fall(problem: unknown): Outcome {
    if (problem instanceof Ended) this.#ended = problem.kind;
    // The stack of the machine that all this runs on.
    else this.#ended = problem instanceof RangeError ? 'stack overflow' : 'out of memory';
    return { kind: this.#ended };
  }

  /** WebAssembly asks: its fuel is used up, or it is at the interpreter's own look at interrupts. */
  #interrupt(): number {
    if (this.c('asyncify_get_state') === REWINDING) {
      this.c('asyncify_stop_rewind');
      return 0;
    }
    if (this.exports.exhausted.value !== 0) throw new Ended('out of memory');
    const free = this.#leaving && this.exports.pinned.value === 0;
    if (this.exports.fuel.value >= 0 && !(this.#probing && free)) return 0;
    if (free) {
      const area = this.#areaForStack();
      this.view().setUint32(area, area + AREA_HEAD, true);
      this.c('asyncify_start_unwind', area);
      return 0;
    }
    if (this.#granted > MOST_GRANTED) throw new Ended('interrupted');
    this.#granted += GRANT;
    this.#given += GRANT;
    this.exports.fuel.value += GRANT;
    return 0;
  }

  #areaForStack(): number {
    if (this.#area !== undefined) return this.#area;
    const { memory } = this.exports;
    const area = memory.buffer.byteLength;
    memory.grow(AREA_PAGES);
    this.#area = area;
    this.view().setUint32(area + 4, area + AREA_PAGES * PAGE, true);
    return area;
  }

  #thrown(): Outcome {
    const exception = this.c('qjs_get_exception');
    const text = this.#described(exception) ?? '';
    this.c('qjs_free_value', exception);
    return { kind: 'exception', text };
  }

  /** What the isolate's `describe` says of a value. */
  #described(value: number): string | undefined {
    try {
      const global = this.c('qjs_get_global');
      const callee = this.property(global, '__describe');
      const list = this.c('wasm_malloc', TEXT_ARGUMENT);
      this.view().setUint32(list, value, true);
      const result = this.c('qjs_call', callee, global, 1, list);
      this.c('wasm_free', list);
      const text = this.c('qjs_is_exception', result) === 0 ? this.text(result) : undefined;
      for (const used of [result, callee, global]) this.c('qjs_free_value', used);
      return text;
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      return undefined;
    }
  }

  #defineHost(): void {
    const name = this.write('__host');
    const made = this.c('qjs_new_host_function', name.at, name.length, 0);
    const global = this.c('qjs_get_global');
    this.c('qjs_set_prop_string', global, name.at, made);
    for (const used of [made, global]) this.c('qjs_free_value', used);
    this.c('wasm_free', name.at);
  }

  /** `__host('promiseState', '', promise)`, `__host('promiseResult', '', promise)`: what no code in it can see. */
  #ofPromise(count: number, list: number): number | undefined {
    if (count < 3) return undefined;
    const handle = (at: number) => this.view().getUint32(list + 4 * at, true);
    const name = this.text(handle(0));
    if (name === 'promiseState') return this.newText(String(this.c('qjs_promise_state', handle(2))));
    return name === 'promiseResult' ? this.c('qjs_promise_result', handle(2)) : undefined;
  }

  /** The isolate calls the host: `__host(name, argument)`. 0 says that an exception was thrown. */
  #hostCall(count: number, list: number): number {
    this.#contacts++;
    const argument = (at: number) => (at < count ? this.text(this.view().getUint32(list + 4 * at, true)) : '');
    try {
      const asked = this.#ofPromise(count, list);
      if (asked !== undefined) return asked;
      const text = argument(1);
      this.#use(CALL_FUEL + 4 * text.length);
      const answer = this.#host.call(argument(0), text);
      if (answer === undefined) throw new Ended('stopped');
      return this.newText(answer);
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      const error = this.c('qjs_new_error');
      const name = this.write('message');
      const message = this.newText(problem instanceof Error ? problem.message : String(problem));
      this.c('qjs_set_prop_string', error, name.at, message);
      this.c('wasm_free', name.at);
      this.c('qjs_throw', error);
      return 0;
    }
  }

  #environment() {
    return {
      host_call: (_name: number, _length: number, _this: number, count: number, list: number) =>
        this.#hostCall(count, list),
      host_interrupt: () => this.#interrupt(),
      host_promise_rejection: (promise: number, reason: number, handled: number) => {
        const text = this.#described(reason) ?? '';
        this.#host.rejection(this.c('qjs_get_value_ptr', promise), text, handled !== 0);
        this.c('qjs_free_value', promise);
        this.c('qjs_free_value', reason);
      },
      host_module_normalize: () => 0,
      host_module_load: () => 0,
      host_get_timezone_offset: () => 0,
    };
  }

  #wasi() {
    return {
      clock_time_get: (_clock: number, _precision: bigint, at: number) => {
        this.#contacts++;
        this.#use(CLOCK_FUEL);
        this.view().setBigUint64(at, BigInt(Math.floor(this.#host.now())) * 1_000_000n, true);
        return SUCCESS;
      },
      random_get: (at: number, length: number) => {
        this.#contacts++;
        const bytes = new Uint8Array(this.exports.memory.buffer, at, length);
        for (let index = 0; index < length; index++) bytes[index] = Math.floor(256 * this.#host.random());
        return SUCCESS;
      },
      fd_write: () => BAD_DESCRIPTOR,
      fd_close: () => NOT_SUPPORTED,
      fd_fdstat_get: () => BAD_DESCRIPTOR,
      fd_seek: () => NOT_SUPPORTED,
    };
  }
}

function same(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
