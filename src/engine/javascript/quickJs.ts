/**
 * A JavaScript interpreter of its own for each process: QuickJS as WebAssembly, spoken to through its C functions. The
 * package's own class can only be made with promises, which a world on a virtual clock doesn't have.
 *
 * Only texts cross the border. The isolate sees no clock, no chance and no files but what `QuickJsHost` gives.
 */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8';

/** The compiled module, made by whoever builds the world (`WebAssembly.compile` of quickjs-wasi's file). */
export type CompiledQuickJs = object;

interface Memory {
  readonly buffer: ArrayBuffer;
}

type Call = (...values: number[]) => number;

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
  /** What the isolate asks: its answer, or an exception's message that is thrown in the isolate. */
  call(name: string, argument: string): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Asked every ten thousand steps or so; true ends what runs. */
  interrupt(): boolean;
  /** A promise was rejected and nobody listens (or `handled`: somebody does by now). `reason` is what describing gave. */
  rejection(promise: number, reason: string, handled: boolean): void;
}

/** How a piece of code ended. */
export type Outcome =
  | { readonly kind: 'value'; readonly text: string }
  /** It threw: what the isolate's own describing function made of it. */
  | { readonly kind: 'exception'; readonly text: string }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'out of memory' };

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

export class QuickJs {
  readonly #host: QuickJsHost;
  readonly #exports: Exports;
  #interrupted = false;
  #broken = false;

  constructor(module: CompiledQuickJs, host: QuickJsHost, limits: QuickJsLimits) {
    this.#host = host;
    const instance = new WebAssembly.Instance(module, {
      env: this.#environment(),
      wasi_snapshot_preview1: this.#wasi(),
    });
    this.#exports = instance.exports as Exports;
    this.#c('_initialize');
    if (this.#c('qjs_init') !== 0) throw new Error('QuickJS did not start');
    this.#c('qjs_set_memory_limit', limits.memory);
    this.#c('qjs_set_max_stack_size', limits.stack);
    this.#c('qjs_set_interrupt_handler', 1);
    this.#c('qjs_set_promise_rejection_handler', 1);
    this.#defineHost();
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

  /** Runs what promises have put off, at most `limit` of it. False when something is left or it was ended. */
  runJobs(limit: number): Outcome | undefined {
    for (let count = 0; count < limit; count++) {
      if (this.#broken || this.#c('qjs_is_job_pending') === 0) return undefined;
      const outcome = this.#guardedJob();
      if (outcome !== undefined) return outcome;
    }
    return { kind: 'interrupted' };
  }

  #guardedJob(): Outcome | undefined {
    this.#interrupted = false;
    try {
      if (this.#c('qjs_execute_pending_job') >= 0) return undefined;
    } catch {
      return this.#fall();
    }
    return this.#thrown();
  }

  #guarded(run: () => number): Outcome {
    if (this.#broken) return { kind: 'out of memory' };
    this.#interrupted = false;
    let result: number;
    try {
      result = run();
      if (this.#c('qjs_is_exception', result) === 0) {
        const text = this.#c('qjs_is_undefined', result) === 0 ? this.#text(result) : '';
        this.#c('qjs_free_value', result);
        return { kind: 'value', text };
      }
    } catch {
      return this.#fall();
    }
    this.#c('qjs_free_value', result);
    return this.#thrown();
  }

  /** The machine below gave up (its stack or its memory): the isolate can't be used any more. */
  #fall(): Outcome {
    this.#broken = true;
    return this.#interrupted ? { kind: 'interrupted' } : { kind: 'out of memory' };
  }

  #thrown(): Outcome {
    const exception = this.#c('qjs_get_exception');
    if (this.#interrupted) {
      this.#c('qjs_free_value', exception);
      return { kind: 'interrupted' };
    }
    const plain = this.#text(exception);
    if (/out of memory/.test(plain)) {
      this.#broken = true;
      return { kind: 'out of memory' };
    }
    const text = this.#described(exception) ?? plain;
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
    } catch {
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
      return this.#newText(this.#host.call(argument(0), argument(1)));
    } catch (problem) {
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
        if (!this.#host.interrupt()) return 0;
        this.#interrupted = true;
        return 1;
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
    if (at === 0) throw new Error('out of memory');
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
