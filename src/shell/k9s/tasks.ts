/** Runs several routines within one process, as goroutines do: none of them holds up the others. */
import type { Routine, Suspend } from '../../engine/processes/routine';

interface Task {
  readonly routine: Routine<void>;
  /** How to call off what it waits for. */
  cancel: (() => void) | undefined;
  woken: boolean;
}

export class Tasks {
  readonly #tasks = new Set<Task>();
  #wake: (() => void) | undefined;

  /** Begins a routine; it runs at the next `run`. Returns how to end it. */
  start(routine: Routine<void>): () => void {
    const task: Task = { routine, cancel: undefined, woken: true };
    this.#tasks.add(task);
    this.#wake?.();
    return () => this.#end(task);
  }

  /** Goes on with all that no longer have to wait. */
  run(): void {
    for (const task of [...this.#tasks]) {
      if (!task.woken || !this.#tasks.has(task)) continue;
      task.woken = false;
      task.cancel?.();
      task.cancel = undefined;
      const step = task.routine.next();
      if (step.done === true) this.#tasks.delete(task);
      else this.#wait(task, step.value);
    }
  }

  /** Tells when it is worth calling `run`. */
  onReady(wake: () => void): () => void {
    this.#wake = wake;
    return () => {
      if (this.#wake === wake) this.#wake = undefined;
    };
  }

  get ready(): boolean {
    return [...this.#tasks].some(({ woken }) => woken);
  }

  endAll(): void {
    for (const task of [...this.#tasks]) this.#end(task);
  }

  #wait(task: Task, suspend: Suspend): void {
    task.cancel = suspend(() => {
      task.woken = true;
      this.#wake?.();
    });
  }

  #end(task: Task): void {
    if (!this.#tasks.delete(task)) return;
    task.cancel?.();
    task.routine.return();
  }
}
