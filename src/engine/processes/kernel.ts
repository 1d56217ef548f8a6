/**
 * A machine's process table: starts routines, wakes them on the world's clock, delivers signals, reaps. A container has
 * a kernel within its node's: a PID namespace, whose processes have a number in each of the two.
 *
 * Simplified: no priorities and no preemption: a routine runs until it yields, and running takes no cluster time by
 * itself (the shell makes each command cost a little, so that an endless loop does not stop the clock). No zombies and
 * no process groups; orphans keep their dead parent.
 */
import type { Random } from '../../base/random';
import type { Clock, Timer } from '../clock';
import type { FileSystem } from '../files/fileSystem';
import type { NetworkNamespace } from '../network/namespace';
import { type Input, nullOutput, type Output, Pipe } from './pipe';
import type { Exit, Process, ProcessImage, ProcessOptions, Program, Signal, Tty } from './process';
import { signalNumbers } from './process';
import type { Routine, Suspend } from './routine';

/** Thrown into a routine that a signal ends, so that its `finally` blocks run. */
class Terminated extends Error {}

const IGNORED_BY_DEFAULT: ReadonlySet<Signal> = new Set(['SIGCHLD', 'SIGCONT', 'SIGWINCH']);

export interface KernelOptions {
  /** The kernel that this one is a PID namespace of. */
  readonly parent?: Kernel;
}

export class Kernel {
  readonly clock: Clock;
  readonly random: Random;
  /** Programs that executable files on this machine, and in its containers, may name (see executable.ts). */
  readonly programs: Map<string, Program>;
  readonly #parent: Kernel | undefined;
  readonly #processes = new Map<number, KernelProcess>();
  readonly #pids = new Map<Process, number>();
  #nextPid = 1;

  constructor(clock: Clock, random: Random, options: KernelOptions = {}) {
    this.clock = clock;
    this.random = random;
    this.#parent = options.parent;
    this.programs = options.parent?.programs ?? new Map();
  }

  /** Living processes, those of inner namespaces included, in the order of their PIDs here. */
  get processes(): readonly Process[] {
    return [...this.#processes.values()];
  }

  find(pid: number): Process | undefined {
    return this.#processes.get(pid);
  }

  /** The number that a living process has in this namespace (its own `pid` is the one in the namespace that it lives in). */
  pidOf(process: Process): number | undefined {
    return this.#pids.get(process);
  }

  /** Starts a process; its program runs when the clock does. */
  spawn(options: ProcessOptions): Process {
    const process = new KernelProcess(this, this.#nextPid, options, (ended) => this.#reap(ended));
    this.#register(process);
    process.start(options.program);
    return process;
  }

  /**
   * Sends a signal. False when there is no such process (ESRCH). As in Linux, nobody inside a PID namespace can kill or
   * stop its PID 1; that takes a process of the namespace around it.
   */
  signal(pid: number, signal: Signal): boolean {
    const process = this.#processes.get(pid);
    if (process === undefined) return false;
    const shielded = this.#parent !== undefined && pid === 1 && process.kernel === this;
    if (!shielded || (signal !== 'SIGKILL' && signal !== 'SIGSTOP')) process.receive(signal);
    return true;
  }

  /** Ends everything at once, as a power cut does: nothing is run any more. */
  halt(): void {
    for (const process of [...this.#processes.values()].reverse()) process.receive('SIGKILL');
  }

  #register(process: KernelProcess): void {
    const pid = this.#nextPid++;
    this.#processes.set(pid, process);
    this.#pids.set(process, pid);
    if (this.#parent !== undefined) this.#parent.#register(process);
  }

  #reap(ended: KernelProcess): void {
    this.#unregister(ended);
    // The end of PID 1 is the end of its namespace.
    if (this.#parent !== undefined && ended.pid === 1) this.halt();
  }

  #unregister(ended: KernelProcess): void {
    const pid = this.#pids.get(ended);
    if (pid !== undefined) this.#processes.delete(pid);
    this.#pids.delete(ended);
    if (this.#parent !== undefined) this.#parent.#unregister(ended);
  }
}

class KernelProcess implements Process {
  readonly kernel: Kernel;
  readonly pid: number;
  argv: readonly string[];
  env: Map<string, string>;
  workingDirectory: string;
  readonly files: FileSystem;
  readonly network: NetworkNamespace;
  readonly hostname: string;
  readonly user: string;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  tty: Tty | undefined;
  readonly parent: Process | undefined;
  readonly started: number;
  readonly random: Random;
  exit: Exit | undefined;
  stopped = false;
  #resumeWhenContinued = false;
  readonly #stopListeners = new Set<() => void>();
  readonly #init: boolean;
  readonly #onEnd: (process: KernelProcess) => void;
  readonly #exitListeners = new Set<(exit: Exit) => void>();
  readonly #handlers = new Map<Signal, Set<() => void>>();
  #routine: Routine<number> | undefined;
  #timer: Timer | undefined;
  #cancelWait: (() => void) | undefined;
  #running = false;
  #fatal: Signal | undefined;

  constructor(kernel: Kernel, pid: number, options: ProcessOptions, onEnd: (process: KernelProcess) => void) {
    const parent = options.parent;
    const files = options.files ?? parent?.files;
    const network = options.network ?? parent?.network;
    if (files === undefined || network === undefined)
      throw new Error('a process without a parent needs files and a network');
    this.kernel = kernel;
    this.pid = pid;
    this.argv = options.argv;
    this.env = new Map(options.env ?? parent?.env);
    this.workingDirectory = options.workingDirectory ?? parent?.workingDirectory ?? '/';
    this.files = files;
    this.network = network;
    this.hostname = options.hostname ?? parent?.hostname ?? 'localhost';
    this.user = options.user ?? parent?.user ?? 'root';
    this.stdin = options.stdin ?? parent?.stdin ?? closedPipe();
    this.stdout = options.stdout ?? parent?.stdout ?? nullOutput;
    this.stderr = options.stderr ?? parent?.stderr ?? this.stdout;
    this.tty = 'tty' in options ? options.tty : parent?.tty;
    this.parent = parent;
    this.started = kernel.clock.now;
    this.random = kernel.random;
    this.#init = options.init === true;
    this.#onEnd = onEnd;
  }

  get clock(): Clock {
    return this.kernel.clock;
  }

  spawn(options: ProcessOptions): Process {
    return this.kernel.spawn({ parent: this, ...options });
  }

  become(image: ProcessImage): void {
    this.argv = image.argv;
    this.env = new Map(image.env);
    this.stdin = image.stdin;
    this.stdout = image.stdout;
    this.stderr = image.stderr;
    this.tty = image.tty;
    this.#handlers.clear();
  }

  onExit(listener: (exit: Exit) => void): () => void {
    if (this.exit !== undefined) {
      const exit = this.exit;
      const timer = this.clock.after(0, () => listener(exit));
      return () => timer.cancel();
    }
    this.#exitListeners.add(listener);
    return () => {
      this.#exitListeners.delete(listener);
    };
  }

  onStop(listener: () => void): () => void {
    this.#stopListeners.add(listener);
    return () => {
      this.#stopListeners.delete(listener);
    };
  }

  handle(signal: Signal, handler: () => void): () => void {
    const handlers = this.#handlers.get(signal) ?? new Set();
    this.#handlers.set(signal, handlers);
    handlers.add(handler);
    return () => {
      handlers.delete(handler);
    };
  }

  start(program: Program): void {
    this.#routine = program(this);
    this.#timer = this.clock.after(0, () => this.#resume());
  }

  receive(signal: Signal): void {
    if (this.exit !== undefined) return;
    if (signal === 'SIGCONT') this.#continue();
    const handlers = this.#handlers.get(signal);
    if (signal !== 'SIGKILL' && signal !== 'SIGSTOP' && handlers !== undefined && handlers.size > 0) {
      for (const handler of [...handlers]) handler();
      return;
    }
    if (IGNORED_BY_DEFAULT.has(signal) || (this.#init && signal !== 'SIGKILL')) return;
    if (signal === 'SIGSTOP' || signal === 'SIGTSTP') {
      this.stopped = true;
      for (const listener of [...this.#stopListeners]) listener();
      return;
    }
    this.#fatal ??= signal;
    if (!this.#running) this.#terminate(signal);
  }

  #continue(): void {
    this.stopped = false;
    if (!this.#resumeWhenContinued) return;
    this.#resumeWhenContinued = false;
    this.#timer = this.clock.after(0, () => this.#resume());
  }

  #resume(): void {
    const routine = this.#routine;
    if (routine === undefined || this.exit !== undefined) return;
    this.#timer = undefined;
    if (this.stopped) {
      this.#resumeWhenContinued = true;
      return;
    }
    this.#running = true;
    let step: IteratorResult<Suspend, number>;
    try {
      step = routine.next();
    } catch (error) {
      // A bug in one of our programs: the process is gone, and whoever runs the clock learns of it.
      this.#end({ code: 139 });
      throw error;
    } finally {
      this.#running = false;
    }
    if (this.#fatal !== undefined) this.#terminate(this.#fatal);
    else if (step.done === true) this.#end({ code: step.value & 255 });
    else this.#wait(step.value);
  }

  #wait(suspend: Suspend): void {
    let woken = false;
    let cancel: (() => void) | undefined;
    const wake = () => {
      if (woken || this.exit !== undefined) return;
      woken = true;
      cancel?.();
      this.#cancelWait = undefined;
      this.#timer = this.clock.after(0, () => this.#resume());
    };
    cancel = suspend(wake);
    if (woken) cancel();
    else this.#cancelWait = cancel;
  }

  #terminate(signal: Signal): void {
    this.#timer?.cancel();
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    // Signals that its own clean-up sends it must not enter the routine again.
    this.#running = true;
    try {
      this.#routine?.throw(new Terminated());
    } catch (error) {
      if (!(error instanceof Terminated)) throw error;
    } finally {
      this.#running = false;
    }
    this.#end({ code: 128 + signalNumbers[signal], signal });
  }

  #end(exit: Exit): void {
    if (this.exit !== undefined) return;
    this.exit = exit;
    this.#routine = undefined;
    this.#onEnd(this);
    for (const listener of [...this.#exitListeners]) listener(exit);
    this.#exitListeners.clear();
    this.#stopListeners.clear();
    this.#handlers.clear();
  }
}

function closedPipe(): Pipe {
  const pipe = new Pipe();
  pipe.close();
  return pipe;
}

/** Waits for a number of milliseconds of cluster time. `background` waits do not keep the world from being settled. */
export function* sleep(
  clock: Clock,
  milliseconds: number,
  options: { readonly background?: boolean } = {},
): Routine<void> {
  const end = clock.now + milliseconds;
  while (clock.now < end) {
    yield (wake) => {
      const timer = clock.at(end, wake, options);
      return () => timer.cancel();
    };
  }
}

/** Waits for a child to end. */
export function* waitForExit(process: Process): Routine<Exit> {
  while (process.exit === undefined) yield (wake) => process.onExit(wake);
  return process.exit;
}
