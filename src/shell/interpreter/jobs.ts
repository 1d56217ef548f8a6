/** Jobs: what runs behind the prompt or was stopped, and how bash speaks of it. */
import type { Exit, Process, Signal } from '../../engine/processes/process';
import type { Flavour } from './manners';

export interface Job {
  readonly number: number;
  /** The processes of its pipeline, in order. */
  readonly processes: readonly Process[];
  /** As it was typed, without the `&`. */
  readonly command: string;
  /** What was last told about it. */
  told: JobState;
  disowned: boolean;
  /** The clock's time at which the last of it ended. */
  ended: number | undefined;
}

export type JobState = 'Running' | 'Stopped' | 'Done';

export class JobTable {
  #jobs: Job[] = [];
  /** Numbers of the jobs, the one that was used last at the end: `%+`, `%-`. */
  #recent: number[] = [];
  /** The shell was to be left, and has told of stopped jobs instead: the next time it is. */
  warned = false;

  get all(): readonly Job[] {
    return this.#jobs;
  }

  add(processes: readonly Process[], command: string, told: JobState = 'Running'): Job {
    const number = Math.max(0, ...this.#jobs.map((job) => job.number)) + 1;
    const job: Job = { number, processes, command, told, disowned: false, ended: undefined };
    for (const process of processes)
      process.onExit(() => {
        job.ended = process.clock.now;
      });
    this.#jobs.push(job);
    this.use(job);
    return job;
  }

  remove(job: Job): void {
    this.#jobs = this.#jobs.filter((other) => other !== job);
    this.#recent = this.#recent.filter((number) => number !== job.number);
  }

  /** Makes it the current job. */
  use(job: Job): void {
    this.#recent = [...this.#recent.filter((number) => number !== job.number), job.number];
  }

  /** `%1`, `%+`, `%-`, `%text`, `%?text`; the current job for '' and `%%`. */
  find(specification: string): Job | undefined {
    const text = specification.replace(/^%/, '');
    if (text === '' || text === '+' || text === '%') {
      const alive = this.#recent.filter((number) => !this.#isDone(number));
      return this.#numbered(alive.at(-1) ?? this.#recent.at(-1));
    }
    if (text === '-') return this.#numbered(this.#recent.at(-2) ?? this.#recent.at(-1));
    if (/^\d+$/.test(text)) return this.#numbered(Number(text));
    if (text.startsWith('?')) return this.#jobs.find((job) => job.command.includes(text.slice(1)));
    return this.#jobs.find((job) => job.command.startsWith(text));
  }

  /** `+` for the current job, `-` for the one before it, else a blank. */
  mark(job: Job): string {
    if (job.number === this.#recent.at(-1)) return '+';
    return job.number === this.#recent.at(-2) ? '-' : ' ';
  }

  /** What a shell that is to be left says while jobs are stopped; undefined when it may go. */
  warning(flavour: Flavour): string | undefined {
    if (this.warned || !this.#jobs.some((job) => stateOf(job) === 'Stopped')) return undefined;
    this.warned = true;
    return flavour === 'bash' ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n';
  }

  /** A line of `jobs`, and of the notices before a prompt. */
  describe(job: Job, flavour: Flavour, long = false): string {
    const pid = long ? `${job.processes[0]?.pid ?? 0} ` : '';
    const state = describeState(job);
    if (flavour === 'bash') {
      const words = state.padEnd(long ? 23 : 24);
      return `[${job.number}]${this.mark(job)}  ${pid}${words}${job.command}${state === 'Running' ? ' &' : ''}`;
    }
    const number = `[${job.number}]`.padEnd(6);
    const at = flavour === 'ash' ? 3 : 4;
    const line = `${number.slice(0, at)}${this.mark(job)}${number.slice(at + 1)}${pid}${plainState(state)}`;
    return `${line.padEnd(32)} ${job.command}`;
  }

  #isDone(number: number): boolean {
    const job = this.#numbered(number);
    return job !== undefined && stateOf(job) === 'Done';
  }

  #numbered(number: number | undefined): Job | undefined {
    return this.#jobs.find((job) => job.number === number);
  }
}

/** What a job does now. */
export function stateOf(job: Job): JobState {
  if (job.processes.every((process) => process.exit !== undefined)) return 'Done';
  return job.processes.some((process) => process.stopped && process.exit === undefined) ? 'Stopped' : 'Running';
}

/** Bash's words for signals that ended a process. */
const SIGNAL_WORDS: Partial<Record<Signal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGKILL: 'Killed',
  SIGTERM: 'Terminated',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
  SIGPIPE: 'Broken pipe',
  SIGABRT: 'Aborted',
  SIGALRM: 'Alarm clock',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGILL: 'Illegal instruction',
  SIGSEGV: 'Segmentation fault',
  SIGSYS: 'Bad system call',
  SIGTRAP: 'Trace/breakpoint trap',
  SIGXCPU: 'CPU time limit exceeded',
  SIGXFSZ: 'File size limit exceeded',
};

/** `Terminated`, `Killed`, ...; undefined when it was not a signal. */
export function describeSignal(exit: Exit | undefined): string | undefined {
  return exit?.signal === undefined ? undefined : (SIGNAL_WORDS[exit.signal] ?? exit.signal);
}

/** dash and ash give exit statuses in brackets. */
function plainState(state: string): string {
  return state.replace(/^Exit (.*)$/, 'Done($1)');
}

function describeState(job: Job): string {
  const state = stateOf(job);
  const exit = job.processes.at(-1)?.exit;
  if (state !== 'Done') return state;
  const signal = describeSignal(exit);
  if (signal !== undefined) return signal;
  return exit === undefined || exit.code === 0 ? 'Done' : `Exit ${exit.code}`;
}
