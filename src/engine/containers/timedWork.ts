/** Something that goes on over several moments and can be called off as a whole. */
import type { Clock } from '../clock';

export class TimedWork {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #over = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Goes on after so many milliseconds, unless it has been called off. */
  after(delay: number, run: () => void): void {
    if (this.#over) return;
    const timer = this.#clock.after(delay, () => {
      this.#cancels.delete(cancel);
      run();
    });
    const cancel = () => timer.cancel();
    this.#cancels.add(cancel);
  }

  /** Calls this off as well, when it is called off. */
  own(cancel: () => void): void {
    if (this.#over) cancel();
    else this.#cancels.add(cancel);
  }

  readonly cancel = (): void => {
    this.#over = true;
    for (const cancel of [...this.#cancels]) cancel();
    this.#cancels.clear();
  };
}
