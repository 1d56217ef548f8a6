/** What a running program sees of the world: arguments, environment, files, streams, network, signals. */
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import type { FileSystem } from '../files/fileSystem';
import type { NetworkNamespace } from '../network/namespace';
import type { Kernel } from './kernel';
import type { Input, Output } from './pipe';
import type { Routine } from './routine';

export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGKILL'
  | 'SIGUSR1'
  | 'SIGTERM'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGPIPE'
  | 'SIGWINCH'
  | 'SIGCHLD';

export const signalNumbers: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGPIPE: 13,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGWINCH: 28,
};

/** A program: runs in a process and returns its exit status (0 to 255). */
export type Program = (process: Process) => Routine<number>;

/** A terminal that a process is attached to; absent where output goes to a pipe. */
export interface Tty {
  columns: number;
  rows: number;
  /** Raw: keys arrive one by one and unedited (editors, `kubectl exec -it`); else a line at a time. */
  raw: boolean;
}

/** What a new process is made of. What is left out is taken from the parent. */
export interface ProcessOptions {
  readonly argv: readonly string[];
  readonly program: Program;
  readonly env?: ReadonlyMap<string, string>;
  readonly workingDirectory?: string;
  readonly files?: FileSystem;
  readonly network?: NetworkNamespace;
  readonly hostname?: string;
  readonly user?: string;
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly tty?: Tty | undefined;
  readonly parent?: Process;
  /** Signals that this process does not react to unless it handles them (PID 1 of a container: SIGTERM, SIGINT). */
  readonly init?: boolean;
}

/** What execve replaces. */
export type ProcessImage = Pick<Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'tty'>;

/** How a process ended: its exit status, or the signal that ended it (then `code` is 128 + its number). */
export interface Exit {
  readonly code: number;
  readonly signal?: Signal;
}

export interface Process {
  /** Its number in the PID namespace that it lives in. */
  readonly pid: number;
  /** What `ps` shows; a program may retitle itself, and exec replaces it. */
  argv: readonly string[];
  readonly env: Map<string, string>;
  workingDirectory: string;
  readonly files: FileSystem;
  readonly network: NetworkNamespace;
  readonly hostname: string;
  readonly user: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tty: Tty | undefined;
  readonly kernel: Kernel;
  readonly clock: Clock;
  readonly random: Random;
  readonly parent: Process | undefined;
  /** When it was started, in milliseconds since 1970. */
  readonly started: number;
  /** Set once it has ended. */
  readonly exit: Exit | undefined;
  onExit(listener: (exit: Exit) => void): () => void;
  /** True between SIGSTOP or SIGTSTP and SIGCONT: nothing of it runs. */
  readonly stopped: boolean;
  /** Tells of each time that it is stopped. */
  onStop(listener: () => void): () => void;
  /** Handles a signal instead of its default action. Returns how to stop handling it. SIGKILL cannot be handled. */
  handle(signal: Signal, handler: () => void): () => void;
  /** Starts a child that shares what the options leave out. */
  spawn(options: ProcessOptions): Process;
  /** Takes on another program's face, as execve does; the caller then runs that program in its own routine. */
  become(image: ProcessImage): void;
}
