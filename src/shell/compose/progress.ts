/** What compose tells of its work: a line an event where nobody watches, a block that is drawn again on a terminal. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';

interface Task {
  readonly name: string;
  state: string;
  done: boolean;
  failed: boolean;
  readonly began: number;
  ended: number;
}

const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** Milliseconds of cluster time between two drawings. */
const REDRAW = 100;

/** How it is shown; on a terminal as a block that is drawn again. */
export type ProgressWay = 'tty' | 'plain' | 'json' | 'quiet';

export class Progress {
  readonly #process: Process;
  readonly #way: ProgressWay;
  #silent = false;
  readonly #tasks = new Map<string, Task>();
  #drawn = 0;

  constructor(process: Process, way: ProgressWay) {
    this.#process = process;
    this.#way = way;
  }

  /** Says nothing while a routine runs: `up` shows what containers print instead. */
  *silently<T>(work: Routine<T>): Routine<T> {
    this.#silent = true;
    try {
      return yield* work;
    } finally {
      this.#silent = false;
    }
  }

  /** Something begins or goes on: ` Container web-1  Starting`. */
  begin(name: string, state: string): void {
    this.#tell(name, state, false, false);
  }

  /** Something is over: ` Container web-1  Started`. */
  end(name: string, state: string): void {
    this.#tell(name, state, true, false);
  }

  fail(name: string, state: string): void {
    this.#tell(name, state, true, true);
  }

  /** Goes on drawing while a routine runs. */
  *during<T>(work: Routine<T>): Routine<T> {
    if (this.#way !== 'tty') return yield* work;
    let over = false;
    const drawer = this.#process.spawn({
      argv: [...this.#process.argv],
      program: (process) => this.#redraw(process.clock, () => over),
    });
    try {
      return yield* work;
    } finally {
      over = true;
      drawer.kernel.signal(drawer.pid, 'SIGKILL');
      this.#draw();
      this.#tasks.clear();
      this.#drawn = 0;
    }
  }

  *#redraw(clock: Process['clock'], over: () => boolean): Routine<number> {
    while (!over()) {
      yield* sleep(clock, REDRAW, { background: true });
      if (!over()) this.#draw();
    }
    return 0;
  }

  #tell(name: string, state: string, done: boolean, failed: boolean): void {
    if (this.#way === 'quiet' || this.#silent) return;
    const { now } = this.#process.clock;
    if (this.#way !== 'tty') {
      const line = this.#way === 'json' ? JSON.stringify({ id: name, status: state }) : ` ${name}  ${state}`;
      this.#process.stderr.write(`${line}\n`);
      return;
    }
    const task = this.#tasks.get(name) ?? { name, state, done, failed, began: now, ended: now };
    Object.assign(task, { state, done, failed, ended: now });
    this.#tasks.set(name, task);
    this.#draw();
  }

  #draw(): void {
    const tasks = [...this.#tasks.values()];
    if (tasks.length === 0) return;
    const { now } = this.#process.clock;
    const finished = tasks.filter((task) => task.done).length;
    const width = Math.max(...tasks.map((task) => task.name.length));
    const stateWidth = Math.max(...tasks.map((task) => task.state.length));
    const lines = tasks.map((task) => {
      const mark = task.failed
        ? '\u001b[31m✘\u001b[0m'
        : task.done
          ? '\u001b[32m✔\u001b[0m'
          : (SPINNER[Math.floor(now / REDRAW) % SPINNER.length] ?? '');
      const seconds = (((task.done ? task.ended : now) - task.began) / 1000).toFixed(1);
      return ` ${mark} ${task.name.padEnd(width)}  ${task.state.padEnd(stateWidth)}  \u001b[34m${seconds}s\u001b[0m`;
    });
    const up = this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A`;
    const block = [`[+] Running ${finished}/${tasks.length}`, ...lines].map((line) => `\r\u001b[2K${line}\n`).join('');
    this.#process.stderr.write(up + block);
    this.#drawn = lines.length + 1;
  }
}
