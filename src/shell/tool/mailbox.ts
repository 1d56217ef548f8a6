import type { Clock } from '../../engine/clock';
import type { Routine } from '../../engine/processes/routine';

/** What callbacks bring, for a routine that takes one thing after another. */
export class Mailbox<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | undefined;

  put(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** The next thing; undefined when nothing has come by a moment (milliseconds since 1970). */
  *take(clock: Clock, until = Number.POSITIVE_INFINITY): Routine<T | undefined> {
    while (this.#items.length === 0 && clock.now < until) {
      yield (wake) => {
        this.#wake = wake;
        const timer = Number.isFinite(until) ? clock.at(until, wake, { background: true }) : undefined;
        return () => {
          this.#wake = undefined;
          timer?.cancel();
        };
      };
    }
    return this.#items.shift();
  }
}
