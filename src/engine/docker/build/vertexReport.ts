/** What is told of one vertex while it is worked on. */
import type { Clock } from '../../clock';
import type { BuildProgress } from './request';
import type { Vertex } from './vertex';

export type Tell = (event: BuildProgress) => void;

/** Told of what a report's vertex comes to; returns the trace entry. */
export type OnState = (state: 'begins' | 'cached' | 'done' | 'failed') => number;

export class VertexReport {
  /** The trace entry of its beginning; 0 for what isn't traced. */
  cause = 0;
  state: 'waiting' | 'started' | 'over' = 'waiting';
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #vertex: Pick<Vertex, 'id' | 'name'>;
  readonly #unfinished = { stdout: '', stderr: '' };
  readonly #onState: OnState | undefined;
  #started = 0;

  constructor(clock: Clock, tell: Tell, vertex: Pick<Vertex, 'id' | 'name'>, onState?: OnState) {
    this.#clock = clock;
    this.#tell = tell;
    this.#vertex = vertex;
    this.#onState = onState;
  }

  start(): void {
    this.state = 'started';
    this.#started = this.#clock.now;
    this.cause = this.#onState?.('begins') ?? 0;
    this.#tell({ kind: 'start', vertex: this.#vertex.id, name: this.#vertex.name, at: this.#clock.now });
  }

  /** A line below it; it took `since` until now when it is done. */
  status(text: string, since: number, options: { done: boolean; current?: number; total?: number }): void {
    const seconds = (this.#clock.now - since) / 1000;
    this.#tell({ kind: 'status', vertex: this.#vertex.id, text, ...options, seconds, at: this.#clock.now });
  }

  /** Passes on output, line by line. */
  write(stream: 'stdout' | 'stderr', text: string): void {
    const lines = (this.#unfinished[stream] + text).split('\n');
    this.#unfinished[stream] = lines.pop() ?? '';
    for (const line of lines) this.#log(stream, line);
  }

  done(): void {
    this.#flush();
    this.state = 'over';
    this.#onState?.('done');
    this.#tell({ kind: 'done', vertex: this.#vertex.id, seconds: this.#seconds, at: this.#clock.now });
  }

  cached(): void {
    this.state = 'over';
    this.#onState?.('cached');
    this.#tell({ kind: 'cached', vertex: this.#vertex.id, name: this.#vertex.name, at: this.#clock.now });
  }

  fail(message: string): void {
    this.#flush();
    this.state = 'over';
    this.#onState?.('failed');
    const { id, name } = this.#vertex;
    this.#tell({ kind: 'error', vertex: id, name, message, at: this.#clock.now });
  }

  /** Another vertex failed meanwhile. */
  cancel(): void {
    if (this.state !== 'started') return;
    this.state = 'over';
    this.#tell({ kind: 'canceled', vertex: this.#vertex.id, at: this.#clock.now });
  }

  get #seconds(): number {
    return (this.#clock.now - this.#started) / 1000;
  }

  /** What has no line's end is a line all the same. */
  #flush(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#unfinished[stream];
      this.#unfinished[stream] = '';
      if (rest !== '') this.#log(stream, rest);
    }
  }

  #log(stream: 'stdout' | 'stderr', text: string): void {
    const seconds = this.#seconds;
    this.#tell({ kind: 'log', vertex: this.#vertex.id, text, stream, seconds, at: this.#clock.now });
  }
}
