/** A stream of text between two ends, as a pipe, a terminal's side or a file opened for it. */
import type { Routine } from './routine';

/** Something that text can be written to. */
export interface Output {
  /** Takes text; it never blocks. False when nobody reads any more (EPIPE). */
  write(text: string): boolean;
  /** True when so much is unread that a polite writer waits (`yield* drained(output)`). */
  readonly full: boolean;
  onDrain(listener: () => void): () => void;
  close(): void;
  /** So many bytes more count as written, though no text stands for them; where it is missing, nobody counts. */
  hole?(bytes: number): void;
  /** Why the last write failed, in the C library's words, where that was not for want of a reader: a full disk. */
  readonly problem?: string | undefined;
}

/** Something that text can be read from. */
export interface Input {
  /** What is there, at most `limit` characters; '' when nothing is there yet; undefined at the end. */
  take(limit?: number): string | undefined;
  onReadable(listener: () => void): () => void;
  /** The reader goes away: writers learn it. */
  abandon(): void;
}

const HIGH_WATER = 65_536;

/** One pipe: an Output at one end, an Input at the other. */
export class Pipe implements Output, Input {
  #chunks: string[] = [];
  #size = 0;
  #closed = false;
  #abandoned = false;
  readonly #readable = new Set<() => void>();
  readonly #drained = new Set<() => void>();

  get full(): boolean {
    return this.#size > HIGH_WATER;
  }

  get closed(): boolean {
    return this.#closed;
  }

  write(text: string): boolean {
    if (this.#abandoned || this.#closed) return false;
    if (text === '') return true;
    this.#chunks.push(text);
    this.#size += text.length;
    notify(this.#readable);
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    notify(this.#readable);
  }

  take(limit = Number.POSITIVE_INFINITY): string | undefined {
    if (this.#size === 0) return this.#closed || this.#abandoned ? undefined : '';
    const all = this.#chunks.join('');
    const text = all.slice(0, limit);
    const rest = all.slice(text.length);
    this.#chunks = rest === '' ? [] : [rest];
    this.#size = rest.length;
    if (!this.full) notify(this.#drained);
    return text;
  }

  abandon(): void {
    this.#abandoned = true;
    this.#chunks = [];
    this.#size = 0;
    notify(this.#drained);
    notify(this.#readable);
  }

  onReadable(listener: () => void): () => void {
    this.#readable.add(listener);
    return () => {
      this.#readable.delete(listener);
    };
  }

  onDrain(listener: () => void): () => void {
    this.#drained.add(listener);
    return () => {
      this.#drained.delete(listener);
    };
  }
}

/** Where output goes that nobody keeps, as /dev/null. */
export const nullOutput: Output = {
  full: false,
  write: () => true,
  onDrain: () => () => {},
  close: () => {},
};

function notify(listeners: ReadonlySet<() => void>): void {
  for (const listener of [...listeners]) listener();
}

/** Waits for text; undefined at the end of the stream. */
export function* read(input: Input, limit?: number): Routine<string | undefined> {
  for (;;) {
    const text = input.take(limit);
    if (text !== '') return text;
    yield (wake) => input.onReadable(wake);
  }
}

/** Reads everything until the end of the stream. */
export function* readAll(input: Input): Routine<string> {
  let all = '';
  for (;;) {
    const text = yield* read(input);
    if (text === undefined) return all;
    all += text;
  }
}

/** Waits until the output has room again. */
export function* drained(output: Output): Routine<void> {
  while (output.full) yield (wake) => output.onDrain(wake);
}
