/** A routine that runs on the clock outside any process: how a pod's worker waits for what takes time. */
import type { Clock, Timer } from '../clock';
import type { Routine, Suspend } from '../processes/routine';

/** Thrown into a routine that is called off, so that its `finally` blocks run. */
class Cancelled extends Error {}

export class Task {
  readonly #clock: Clock;
  readonly #routine: Routine<void>;
  #timer: Timer | undefined;
  #cancelWait: (() => void) | undefined;
  #running = false;
  #cancelled = false;
  #done = false;

  /** Starts at once: the routine runs until its first wait. */
  constructor(clock: Clock, routine: Routine<void>) {
    this.#clock = clock;
    this.#routine = routine;
    this.#resume();
  }

  /** Ends the routine where it waits. */
  cancel(): void {
    if (this.#done) return;
    this.#cancelled = true;
    if (this.#running) return;
    this.#done = true;
    this.#timer?.cancel();
    this.#cancelWait?.();
    try {
      this.#routine.throw(new Cancelled());
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
    }
  }

  #resume(): void {
    if (this.#done) return;
    this.#timer = undefined;
    this.#running = true;
    let step: IteratorResult<Suspend, void>;
    try {
      step = this.#routine.next();
    } finally {
      this.#running = false;
    }
    if (step.done === true) this.#done = true;
    else if (this.#cancelled) this.cancel();
    else this.#wait(step.value);
  }

  #wait(suspend: Suspend): void {
    let woken = false;
    let cancel: (() => void) | undefined;
    const wake = () => {
      if (woken || this.#done) return;
      woken = true;
      cancel?.();
      this.#cancelWait = undefined;
      this.#timer = this.#clock.after(0, () => this.#resume());
    };
    cancel = suspend(wake);
    if (woken) cancel();
    else this.#cancelWait = cancel;
  }
}
