/**
 * A JavaScript interpreter of its own for each process: QuickJS as WebAssembly, spoken to through its C functions. The
 * package's own class can only be made with promises, which a world on a virtual clock doesn't have.
 *
 * Only texts cross the border. The isolate sees no clock, no chance and no files but what `QuickJsHost` gives. It is
 * ended by an exception of the host's that unwinds WebAssembly, which no code in it can catch; after that it is broken.
 */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8';

/** The compiled module, made by whoever builds the world: quickjs-wasi's file, `metered`, then compiled. */
export type CompiledQuickJs = object;

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

interface Global {
  value: number;
}

interface Exports {
  readonly memory: Memory;
  readonly fuel: Global;
  readonly exhausted: Global;
  readonly __stack_pointer: Global;
}

/** The whole state of an isolate, of which others are made in no time. */
export interface QuickJsImage {
  readonly memory: Uint8Array;
  readonly stackPointer: number;
  readonly runtime: number;
  readonly context: number;
}

type Call = (...values: number[]) => number;
type Functions = Readonly<Record<string, Call>>;

interface Exports {
  readonly memory: Memory;
  readonly [name: string]: unknown;
}

declare const WebAssembly: {
  readonly Instance: new (
    module: CompiledQuickJs,
    imports: Record<string, Record<string, (...values: never[]) => unknown>>,
  ) => { readonly exports: unknown };
};

export interface QuickJsHost {
  /** What the isolate asks: its answer, or an exception's message that is thrown in the isolate; undefined ends it. */
  call(name: string, argument: string): string | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** A promise was rejected and nobody listens (or `handled`: somebody does by now). `reason` is what describing gave. */
  rejection(promise: number, reason: string, handled: boolean): void;
}

/** How a piece of code ended. */
export type Outcome =
  | { readonly kind: 'value'; readonly text: string }
  /** It threw: what the isolate's own describing function made of it. */
  | { readonly kind: 'exception'; readonly text: string }
  | { readonly kind: Ending };

/** Its fuel was used up; its memory is full; the host has ended it; it was nested too deeply. */
export type Ending = 'interrupted' | 'out of memory' | 'stopped' | 'stack overflow';

/** Thrown through WebAssembly. */
class Ended extends Error {
  readonly kind: Ending;

  constructor(kind: Ending) {
    super(kind);
    this.kind = kind;
  }
}

export interface QuickJsLimits {
  /** Of its heap, in bytes. */
  readonly memory: number;
  /** Of its stack, in bytes. */
  readonly stack: number;
}

const SUCCESS = 0;
const NOT_SUPPORTED = 52;
const BAD_DESCRIPTOR = 8;
const TEXT_ARGUMENT = 4;
const PAGE = 65_536;
const MOST_FUEL = 2 ** 31 - 1;
/** What each callback that a promise has put off takes for itself. */
const JOB_FUEL = 200;
/** What each call of the host takes, besides the length of what is asked. */
const CALL_FUEL = 2500;
/** For every so many bytes that its memory has grown. */
const GROWTH = 4 * 1024 * 1024;
const GROWTH_FUEL = 20_000_000;

export class QuickJs {
  readonly #host: QuickJsHost;
  readonly #exports: Functions & Exports;
  #ended: Ending | undefined;
  #given = 0;
  #size = 0;

  /** From an image, it begins where that was taken. */
  constructor(module: CompiledQuickJs, host: QuickJsHost, limits: QuickJsLimits, image?: QuickJsImage) {
    this.#host = host;
    const instance = new WebAssembly.Instance(module, {
      env: this.#environment(),
      wasi_snapshot_preview1: this.#wasi(),
    });
    this.#exports = instance.exports as Functions & Exports;
    this.refuel(MOST_FUEL);
    if (image === undefined) this.#begin();
    else this.#restore(image);
    this.#c('qjs_set_memory_limit', limits.memory);
    this.#c('qjs_set_max_stack_size', limits.stack);
  }

  /**
   * From now on it may make so many turns of loops and copies of 256 bytes; it is ended when none is left. While its
   * memory grows it gets more: whoever fills it is to learn that it is full.
   */
  refuel(fuel: number): void {
    this.#given = fuel;
    this.#size = this.memoryBytes;
    this.#exports.fuel.value = fuel;
  }

  /** How much has been used since. */
  get usedFuel(): number {
    return this.#given - Math.max(0, this.#exports.fuel.value);
  }

  #grow(): boolean {
    if (this.memoryBytes < this.#size + GROWTH) return false;
    this.#size = this.memoryBytes;
    this.#given += GROWTH_FUEL;
    this.#exports.fuel.value = GROWTH_FUEL;
    return true;
  }

  #use(fuel: number): void {
    this.#exports.fuel.value -= fuel;
  }

  /** What others can be made of. */
  image(): QuickJsImage {
    this.#c('qjs_run_gc');
    return {
      memory: new Uint8Array(this.#exports.memory.buffer).slice(),
      stackPointer: this.#exports.__stack_pointer.value,
      runtime: this.#c('qjs_get_runtime_ptr'),
      context: this.#c('qjs_get_context_ptr'),
    };
  }

  #begin(): void {
    this.#c('_initialize');
    if (this.#c('qjs_init') !== 0) throw new Error('QuickJS did not start');
    this.#c('qjs_set_promise_rejection_handler', 1);
    this.#defineHost();
  }

  #restore(image: QuickJsImage): void {
    const { memory } = this.#exports;
    const missing = Math.ceil((image.memory.length - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
    new Uint8Array(memory.buffer).set(image.memory);
    this.#c('qjs_set_runtime_and_context', image.runtime, image.context);
    this.#exports.__stack_pointer.value = image.stackPointer;
  }

  /** Bytes that it holds, its own code and stack included. */
  get memoryBytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Runs a script. `describe`, a global function of the isolate, turns what was thrown into a text. */
  run(source: string, file: string): Outcome {
    return this.#guarded(() => {
      const code = this.#write(source);
      const name = this.#write(file);
      const result = this.#c('qjs_eval', code.at, code.length, name.at, 0);
      this.#c('wasm_free', code.at);
      this.#c('wasm_free', name.at);
      return result;
    });
  }

  /** Calls a global function with one text. */
  call(name: string, argument: string): Outcome {
    return this.#guarded(() => {
      const global = this.#c('qjs_get_global');
      const callee = this.#property(global, name);
      const value = this.#newText(argument);
      const list = this.#c('wasm_malloc', TEXT_ARGUMENT);
      this.#view().setUint32(list, value, true);
      const result = this.#c('qjs_call', callee, global, 1, list);
      this.#c('wasm_free', list);
      for (const used of [value, callee, global]) this.#c('qjs_free_value', used);
      return result;
    });
  }

  /** Runs what promises have put off. */
  runJobs(): Outcome | undefined {
    while (this.#ended === undefined && this.#c('qjs_is_job_pending') !== 0) {
      this.#use(JOB_FUEL);
      const outcome = this.#guardedJob();
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  #guardedJob(): Outcome | undefined {
    try {
      return this.#c('qjs_execute_pending_job') >= 0 ? undefined : this.#thrown();
    } catch (problem) {
      return this.#fall(problem);
    }
  }

  #guarded(run: () => number): Outcome {
    if (this.#ended !== undefined) return { kind: this.#ended };
    try {
      const result = run();
      const thrown = this.#c('qjs_is_exception', result) !== 0;
      const text = thrown || this.#c('qjs_is_undefined', result) !== 0 ? '' : this.#text(result);
      this.#c('qjs_free_value', result);
      return thrown ? this.#thrown() : { kind: 'value', text };
    } catch (problem) {
      return this.#fall(problem);
    }
  }

  /** It was ended, or the machine below gave up (its stack or its memory): the isolate can't be used any more. */
  #fall(problem: unknown): Outcome {
    if (problem instanceof Ended) this.#ended = problem.kind;
    // The stack of the machine that all this runs on.
    else this.#ended = problem instanceof RangeError ? 'stack overflow' : 'out of memory';
    return { kind: this.#ended };
  }

  #thrown(): Outcome {
    const exception = this.#c('qjs_get_exception');
    const text = this.#described(exception) ?? '';
    this.#c('qjs_free_value', exception);
    return { kind: 'exception', text };
  }

  /** What the isolate's `describe` says of a value. */
  #described(value: number): string | undefined {
    try {
      const global = this.#c('qjs_get_global');
      const callee = this.#property(global, '__describe');
      const list = this.#c('wasm_malloc', TEXT_ARGUMENT);
      this.#view().setUint32(list, value, true);
      const result = this.#c('qjs_call', callee, global, 1, list);
      this.#c('wasm_free', list);
      const text = this.#c('qjs_is_exception', result) === 0 ? this.#text(result) : undefined;
      for (const used of [result, callee, global]) this.#c('qjs_free_value', used);
      return text;
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      return undefined;
    }
  }

  #defineHost(): void {
    const name = this.#write('__host');
    const made = this.#c('qjs_new_host_function', name.at, name.length, 0);
    const global = this.#c('qjs_get_global');
    this.#c('qjs_set_prop_string', global, name.at, made);
    for (const used of [made, global]) this.#c('qjs_free_value', used);
    this.#c('wasm_free', name.at);
  }

  #property(object: number, name: string): number {
    const text = this.#write(name);
    const value = this.#c('qjs_get_prop_string', object, text.at);
    this.#c('wasm_free', text.at);
    return value;
  }

  /** The isolate calls the host: `__host(name, argument)`. 0 says that an exception was thrown. */
  #hostCall(count: number, list: number): number {
    const argument = (at: number) => (at < count ? this.#text(this.#view().getUint32(list + 4 * at, true)) : '');
    try {
      const text = argument(1);
      this.#use(CALL_FUEL + 4 * text.length);
      const answer = this.#host.call(argument(0), text);
      if (answer === undefined) throw new Ended('stopped');
      return this.#newText(answer);
    } catch (problem) {
      if (problem instanceof Ended) throw problem;
      const error = this.#c('qjs_new_error');
      const name = this.#write('message');
      const message = this.#newText(problem instanceof Error ? problem.message : String(problem));
      this.#c('qjs_set_prop_string', error, name.at, message);
      this.#c('wasm_free', name.at);
      this.#c('qjs_throw', error);
      return 0;
    }
  }

  #environment() {
    return {
      host_call: (_name: number, _length: number, _this: number, count: number, list: number) =>
        this.#hostCall(count, list),
      host_interrupt: () => {
        if (this.#exports.exhausted.value === 0 && this.#grow()) return 0;
        throw new Ended(this.#exports.exhausted.value === 0 ? 'interrupted' : 'out of memory');
      },
      host_promise_rejection: (promise: number, reason: number, handled: number) => {
        const text = this.#described(reason) ?? '';
        this.#host.rejection(this.#c('qjs_get_value_ptr', promise), text, handled !== 0);
        this.#c('qjs_free_value', promise);
        this.#c('qjs_free_value', reason);
      },
      host_module_normalize: () => 0,
      host_module_load: () => 0,
      host_get_timezone_offset: () => 0,
    };
  }

  #wasi() {
    return {
      clock_time_get: (_clock: number, _precision: bigint, at: number) => {
        this.#view().setBigUint64(at, BigInt(Math.floor(this.#host.now())) * 1_000_000n, true);
        return SUCCESS;
      },
      random_get: (at: number, length: number) => {
        const bytes = new Uint8Array(this.#exports.memory.buffer, at, length);
        for (let index = 0; index < length; index++) bytes[index] = Math.floor(256 * this.#host.random());
        return SUCCESS;
      },
      fd_write: () => BAD_DESCRIPTOR,
      fd_close: () => NOT_SUPPORTED,
      fd_fdstat_get: () => BAD_DESCRIPTOR,
      fd_seek: () => NOT_SUPPORTED,
    };
  }

  #newText(text: string): number {
    const { at, length } = this.#write(text);
    const value = this.#c('qjs_new_string', at, length);
    this.#c('wasm_free', at);
    return value;
  }

  #text(value: number): string {
    const place = this.#c('wasm_malloc', 4);
    const at = this.#c('qjs_get_string_len', value, place);
    if (at === 0) return '';
    const length = this.#view().getUint32(place, true);
    const text = decodeUtf8(new Uint8Array(this.#exports.memory.buffer, at, length));
    this.#c('qjs_free_cstring', at);
    this.#c('wasm_free', place);
    return text;
  }

  #write(text: string): { readonly at: number; readonly length: number } {
    const bytes = encodeUtf8(text);
    const at = this.#c('wasm_malloc', bytes.length + 1);
    if (at === 0) throw new Ended('out of memory');
    const memory = new Uint8Array(this.#exports.memory.buffer);
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return { at, length: bytes.length };
  }

  #view(): DataView {
    return new DataView(this.#exports.memory.buffer);
  }

  #c(name: string, ...values: number[]): number {
    return (this.#exports[name] as Call)(...values);
  }
}
