/**
 * client-go's work queue: keys to look at, each at most once in the queue and by one worker, with its back-off.
 *
 * Each key is processed in a clock event of its own; its cause is the cause of the newest `add`.
 */
import type { Clock, Timer } from '../clock';

export interface WorkQueueOptions {
  readonly name: string;
  /** Looks at one key. `retry` puts it back with the back-off of its failures; a number of milliseconds, after those. */
  process(key: string): 'done' | 'retry' | { readonly after: number };
}

/** How long a worker takes to pick up a key, in milliseconds. */
const PICK_UP = 2;
/** client-go's item back-off: 5 ms doubling up to 1000 s. */
const FIRST_DELAY = 5;
const LAST_DELAY = 1_000_000;

export class WorkQueue {
  readonly #clock: Clock;
  readonly #options: WorkQueueOptions;
  /** Keys that wait, in order, with the cause of their newest add. */
  readonly #waiting = new Map<string, number>();
  readonly #delayed = new Map<string, { readonly time: number; readonly timer: Timer }>();
  readonly #failures = new Map<string, number>();
  #next: Timer | undefined;
  #stopped = false;

  constructor(clock: Clock, options: WorkQueueOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** How many keys wait to be looked at now. */
  get length(): number {
    return this.#waiting.size;
  }

  add(key: string): void {
    if (this.#stopped) return;
    this.#waiting.set(key, this.#clock.cause);
    this.#next ??= this.#clock.after(PICK_UP, () => this.#take());
  }

  /** Adds the key after a while; an earlier delayed add of the same key wins. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#stopped) return;
    if (milliseconds <= 0) {
      this.add(key);
      return;
    }
    const time = this.#clock.now + milliseconds;
    const before = this.#delayed.get(key);
    if (before !== undefined && before.time <= time) return;
    before?.timer.cancel();
    const timer = this.#clock.at(
      time,
      () => {
        this.#delayed.delete(key);
        this.add(key);
      },
      { background: milliseconds > 1000 },
    );
    this.#delayed.set(key, { time, timer });
  }

  /** Adds the key with the back-off of its failures so far, and counts one more. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(FIRST_DELAY * 2 ** failures, LAST_DELAY));
  }

  /** The key went well: its back-off begins anew. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** How often the key failed since it was forgotten. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Drops everything and takes no more. */
  stop(): void {
    this.#stopped = true;
    this.#next?.cancel();
    this.#next = undefined;
    this.#waiting.clear();
    for (const { timer } of this.#delayed.values()) timer.cancel();
    this.#delayed.clear();
  }

  #take(): void {
    this.#next = undefined;
    const first = this.#waiting.entries().next().value;
    if (first === undefined) return;
    const [key, cause] = first;
    this.#waiting.delete(key);
    this.#clock.withCause(cause, () => this.#work(key));
    if (this.#waiting.size > 0) this.#next ??= this.#clock.after(PICK_UP, () => this.#take());
  }

  #work(key: string): void {
    const outcome = this.#options.process(key);
    if (outcome === 'retry') {
      this.addRateLimited(key);
      return;
    }
    this.forget(key);
    if (outcome !== 'done') this.addAfter(key, outcome.after);
  }
}
