/** Runs one routine on the clock: from wait to wait, until it returns or a signal ends it. */
import type { Clock, Timer } from '../clock';
import type { Signal } from './process';
import type { Routine, Suspend } from './routine';

/** Thrown into a routine that a signal ends, so that its `finally` blocks run. */
class Terminated extends Error {}

export interface RunnerHooks {
  /** True while nothing of it may run; `goOn` tells when it may again. */
  suspended(): boolean;
  onReturn(status: number): void;
  onSignal(signal: Signal): void;
}

export class RoutineRunner {
  readonly #clock: Clock;
  readonly #hooks: RunnerHooks;
  #routine: Routine<number> | undefined;
  #timer: Timer | undefined;
  #cancelWait: (() => void) | undefined;
  #running = false;
  /** It was due while it was suspended. */
  #due = false;
  #fatal: Signal | undefined;

  constructor(clock: Clock, hooks: RunnerHooks) {
    this.#clock = clock;
    this.#hooks = hooks;
  }

  /** Its first step comes when the clock runs. */
  start(routine: Routine<number>): void {
    this.#routine = routine;
    this.#schedule();
  }

  /** It is no longer suspended. */
  goOn(): void {
    if (!this.#due) return;
    this.#due = false;
    this.#schedule();
  }

  /** Ends it: at once, or after the step that it is just in. */
  terminate(signal: Signal): void {
    this.#fatal ??= signal;
    if (!this.#running) this.#abort(signal);
  }

  #schedule(): void {
    this.#timer = this.#clock.after(0, () => this.#step());
  }

  #step(): void {
    const routine = this.#routine;
    if (routine === undefined) return;
    this.#timer = undefined;
    if (this.#hooks.suspended()) {
      this.#due = true;
      return;
    }
    this.#running = true;
    let step: IteratorResult<Suspend, number>;
    try {
      step = routine.next();
    } catch (error) {
      // A bug in one of our programs: the process is gone, and whoever runs the clock learns of it.
      this.#routine = undefined;
      this.#hooks.onReturn(139);
      throw error;
    } finally {
      this.#running = false;
    }
    if (this.#fatal !== undefined) this.#abort(this.#fatal);
    else if (step.done === true) {
      this.#routine = undefined;
      this.#hooks.onReturn(step.value);
    } else this.#wait(step.value);
  }

  #wait(suspend: Suspend): void {
    let woken = false;
    let cancel: (() => void) | undefined;
    const wake = () => {
      if (woken || this.#routine === undefined) return;
      woken = true;
      cancel?.();
      this.#cancelWait = undefined;
      this.#schedule();
    };
    cancel = suspend(wake);
    if (woken) cancel();
    else this.#cancelWait = cancel;
  }

  #abort(signal: Signal): void {
    const routine = this.#routine;
    this.#timer?.cancel();
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    // Signals that its own clean-up sends it must not enter the routine again.
    this.#running = true;
    try {
      routine?.throw(new Terminated());
    } catch (error) {
      if (!(error instanceof Terminated)) throw error;
    } finally {
      this.#running = false;
      this.#routine = undefined;
    }
    this.#hooks.onSignal(signal);
  }
}
