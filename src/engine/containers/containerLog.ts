/**
 * A container's log: whole lines as they are written, the newest ones. What has no line end yet shows up when it gets
 * one, or when the container ends, as containerd's does.
 */
import { Emitter } from '../../base/emitter';
import type { Clock } from '../clock';
import type { LogFile, LogLine } from './runtime';

const LIMIT = 5_000;

export class ContainerLog implements LogFile {
  readonly #clock: Clock;
  readonly #added = new Emitter<LogLine>();
  readonly #unfinished = { stdout: '', stderr: '' };
  #lines: LogLine[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
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
    this.#lines.push(line);
    if (this.#lines.length > LIMIT * 1.25) this.#lines = this.#lines.slice(-LIMIT);
    this.#added.emit(line);
  }
}
