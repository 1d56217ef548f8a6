/**
 * A container's log: whole lines as they are written, the newest ones. What has no line end yet shows up when it gets
 * one, or when the container ends, as containerd's does.
 */
import { Emitter } from '../../base/emitter';
import type { Clock } from '../clock';
import type { LogFile, LogLine } from './runtime';

/** Docker keeps every line unless told otherwise; a page has less room than a disk. */
const LIMIT = 40_000;
/** What json-file writes around a line's text. */
const AROUND = '{"log":,"stream":"stdout","time":"2026-01-05T09:00:00.000000000Z"}\n'.length;

/** The newest `files` files are kept, and a new one is begun when one has reached so many bytes. */
export interface LogLimit {
  readonly bytes: number;
  readonly files: number;
}

export class ContainerLog implements LogFile {
  readonly #clock: Clock;
  readonly #added = new Emitter<LogLine>();
  readonly #unfinished = { stdout: '', stderr: '' };
  #lines: LogLine[] = [];
  readonly #limit: LogLimit | undefined;
  /** Of each file that is kept, oldest first, the number of its lines; the last one is written to. */
  readonly #files: number[] = [0];
  #bytes = 0;

  constructor(clock: Clock, limit?: LogLimit) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  onLine(listener: (line: LogLine) => void): () => void {
    return this.#added.subscribe(listener);
  }

  write(stream: 'stdout' | 'stderr', text: string): void {
    const lines = (this.#unfinished[stream] + text).split('\n');
    this.#unfinished[stream] = lines.pop() ?? '';
    for (const line of lines) this.#add(stream, `${line}\n`);
  }

  /** The container has ended. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#unfinished[stream];
      this.#unfinished[stream] = '';
      if (rest !== '') this.#add(stream, rest);
    }
  }

  #add(stream: 'stdout' | 'stderr', text: string): void {
    const line: LogLine = { time: this.#clock.now, stream, text };
    if (this.#limit !== undefined) this.#rotate(this.#limit, JSON.stringify(text).length + AROUND);
    this.#lines.push(line);
    if (this.#lines.length > LIMIT * 1.25) this.#lines = this.#lines.slice(-LIMIT);
    this.#added.emit(line);
  }

  /** Begins another file when this one is full. */
  #rotate(limit: LogLimit, bytes: number): void {
    if (this.#bytes >= limit.bytes) {
      this.#files.push(0);
      this.#bytes = 0;
      const gone = this.#files.length > limit.files ? (this.#files.shift() ?? 0) : 0;
      this.#lines = this.#lines.slice(gone);
    }
    this.#files.push((this.#files.pop() ?? 0) + 1);
    this.#bytes += bytes;
  }
}
