/** What is handed to an isolate and comes back from it. */

/** The compiled module, made by whoever builds the world of quickJs.wasm (which src/headless/makeQuickJs.ts makes). */
export type CompiledQuickJs = object;

export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export interface Global {
  value: number;
}

export interface Exports {
  readonly memory: Memory;
  readonly fuel: Global;
  readonly exhausted: Global;
  /** More than 0 while something is on the stack that can't be suspended. */
  readonly pinned: Global;
  readonly __stack_pointer: Global;
}

/** The whole state of an isolate, of which others are made in no time. */
export interface QuickJsImage {
  readonly memory: Uint8Array;
  readonly stackPointer: number;
  readonly runtime: number;
  readonly context: number;
}

export type Call = (...values: number[]) => number;
export type Functions = Readonly<Record<string, Call>>;

export interface Exports {
  readonly memory: Memory;
  readonly [name: string]: unknown;
}

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
  /** Its fuel was used up: `resume` goes on. */
  | { readonly kind: 'suspended' }
  | { readonly kind: Ending };

/** It does without end what can't be suspended; its memory is full; the host has ended it; it was nested too deeply. */
export type Ending = 'interrupted' | 'out of memory' | 'stopped' | 'stack overflow';

export interface QuickJsLimits {
  /** Of its heap, in bytes. */
  readonly memory: number;
  /** Of its stack, in bytes. */
  readonly stack: number;
}
