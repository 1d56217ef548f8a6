/**
 * A pseudo-terminal: keys come in at one side, a program reads and writes at the other, with the kernel's line
 * discipline between them: echo, erase, Ctrl-U, Ctrl-W, Ctrl-D, and the keys that send signals.
 *
 * Simplified: no SIGTTIN for background readers.
 */
import type { Input, Output } from './pipe';
import type { Process, Signal, Tty } from './process';

export interface PtyOptions {
  readonly columns: number;
  readonly rows: number;
  /** Takes what is shown: echo and what programs write. */
  readonly show: (text: string) => void;
}

const SIGNAL_KEYS: Readonly<Record<string, Signal>> = { '\x03': 'SIGINT', '\x1c': 'SIGQUIT', '\x1a': 'SIGTSTP' };

export class Pty implements Tty {
  columns: number;
  rows: number;
  /** The processes that get signals from keys, with all their descendants: the shell. */
  foreground: readonly Process[] = [];
  /** Those among them that run in the background, with their descendants: they get none. */
  readonly background = new Set<Process>();
  /** What programs read: a line at a time, or key by key when `raw`. */
  readonly input: Input;
  /** What programs write to. */
  readonly output: Output;
  /** What programs write is shown as it is; else `\n` goes to the beginning of the next line (stty opost). */
  plainOutput = false;
  readonly #keys = new KeyQueue();
  readonly #show: (text: string) => void;
  #raw = false;
  #line = '';

  constructor(options: PtyOptions) {
    this.columns = options.columns;
    this.rows = options.rows;
    this.#show = (text) => options.show(this.plainOutput ? text : text.replaceAll('\n', '\r\n'));
    this.input = this.#keys;
    this.output = new Screen(this.#show);
  }

  get raw(): boolean {
    return this.#raw;
  }

  /** Entering raw mode hands over what was typed of an unfinished line. */
  set raw(raw: boolean) {
    if (raw && this.#line !== '') {
      this.#keys.add(this.#line);
      this.#line = '';
    }
    this.#raw = raw;
  }

  /** True when keys wait to be read. */
  get unread(): boolean {
    return this.#keys.waiting;
  }

  /** Raw in both directions, as clients of other terminals need it (cfmakeraw). Returns how to go back. */
  makeRaw(): () => void {
    const { raw, plainOutput } = this;
    this.raw = true;
    this.plainOutput = true;
    return () => {
      this.raw = raw;
      this.plainOutput = plainOutput;
    };
  }

  /** Keys from the keyboard. */
  type(keys: string): void {
    if (this.#raw) this.#keys.add(keys);
    else for (const key of keys) this.#cooked(key);
  }

  /** A new size: the foreground learns it by SIGWINCH. */
  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#signal('SIGWINCH');
  }

  /** The other side is gone: readers find the end, and everything that runs here gets SIGHUP. */
  hangUp(): void {
    this.#keys.end();
    for (const process of withDescendants(this.foreground)) process.kernel.signal(process.pid, 'SIGHUP');
  }

  /** Takes back keys that nobody has read. */
  flush(): void {
    this.#line = '';
    this.#keys.clear();
  }

  #cooked(key: string): void {
    const signal = SIGNAL_KEYS[key];
    if (signal !== undefined) {
      this.flush();
      this.#show(`^${String.fromCharCode(key.charCodeAt(0) + 64)}`);
      this.#signal(signal);
    } else if (key === '\r' || key === '\n') {
      this.#show('\n');
      this.#keys.add(`${this.#line}\n`);
      this.#line = '';
    } else if (key === '\x04') {
      if (this.#line === '') this.#keys.addEnd();
      else this.#keys.add(this.#line);
      this.#line = '';
    } else if (key === '\x7f' || key === '\b') this.#erase(1);
    else if (key === '\x15') this.#erase(Number.POSITIVE_INFINITY);
    else if (key === '\x17') this.#erase(this.#line.length - this.#line.replace(/\S*\s*$/, '').length);
    else {
      this.#line += key;
      this.#show(key < ' ' && key !== '\t' ? `^${String.fromCharCode(key.charCodeAt(0) + 64)}` : key);
    }
  }

  #erase(count: number): void {
    const characters = [...this.#line];
    const gone = characters.splice(Math.max(0, characters.length - count));
    this.#line = characters.join('');
    const width = gone.reduce((sum, character) => sum + (character < ' ' || character >= '\u1100' ? 2 : 1), 0);
    if (width > 0) this.#show('\b \b'.repeat(width));
  }

  #signal(signal: Signal): void {
    for (const process of withDescendants(this.foreground, this.background)) process.kernel.signal(process.pid, signal);
  }
}

/** The processes and everything that they started and that still runs, oldest first; not `except` and what is below. */
export function withDescendants(
  roots: readonly Process[],
  except: ReadonlySet<Process> = new Set(),
): readonly Process[] {
  const found = new Set<Process>(roots.filter((root) => root.exit === undefined));
  const kernel = roots[0]?.kernel;
  if (kernel === undefined) return [];
  for (const process of kernel.processes)
    if (process.parent !== undefined && found.has(process.parent) && !except.has(process)) found.add(process);
  return [...found];
}

/** True for the input or the output of a terminal, as isatty(3) is. */
export function isTerminal(stream: Input | Output): boolean {
  return stream instanceof KeyQueue || stream instanceof Screen;
}

/** Keys waiting to be read; an end can stand between them, as Ctrl-D makes it. */
class KeyQueue implements Input {
  #parts: (string | undefined)[] = [];
  #ended = false;
  readonly #listeners = new Set<() => void>();

  add(text: string): void {
    if (text !== '') this.#push(text);
  }

  addEnd(): void {
    this.#push(undefined);
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  clear(): void {
    this.#parts = [];
  }

  get waiting(): boolean {
    return this.#parts.length > 0;
  }

  take(limit = Number.POSITIVE_INFINITY): string | undefined {
    if (this.#parts.length === 0) return this.#ended ? undefined : '';
    const part = this.#parts.shift();
    if (part !== undefined && part.length > limit) this.#parts.unshift(part.slice(limit));
    return part?.slice(0, limit);
  }

  onReadable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** A reader of a terminal that goes away leaves the rest to the next one. */
  abandon(): void {}

  #push(part: string | undefined): void {
    this.#parts.push(part);
    this.#notify();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

class Screen implements Output {
  readonly full = false;
  readonly #show: (text: string) => void;

  constructor(show: (text: string) => void) {
    this.#show = show;
  }

  write(text: string): boolean {
    if (text !== '') this.#show(text);
    return true;
  }

  onDrain(): () => void {
    return () => {};
  }

  close(): void {}
}
