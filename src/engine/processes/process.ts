/** What a running program sees of the world: arguments, environment, files, streams, network, signals. */
import type { Random } from '../../base/random';
import type { Result } from '../../base/result';
import type { Clock } from '../clock';
import type { FileSystem } from '../files/fileSystem';
import type { NetworkNamespace } from '../network/namespace';
import type { Capability } from './capabilities';
import type { Cgroup } from './cgroup';
import type { Kernel } from './kernel';
import type { Namespaces, UserNamespace } from './namespaces';
import type { Input, Output } from './pipe';
import type { Routine } from './routine';

/** Signals, with Linux's numbers on x86. */
export const signalNumbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
} as const;

export type Signal = keyof typeof signalNumbers;

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
  /** The path of the executable file; `argv[0]` when left out. */
  readonly executable?: string;
  /** What the kernel calls it (/proc/PID/comm), where that is not the file's name. */
  readonly comm?: string;
  /** What /proc/PID/cmdline shows, where that is not `argv`: applets of busybox that run without execve. */
  readonly title?: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  readonly workingDirectory?: string;
  /** Short for a mount namespace: processes that are given the same files share one. */
  readonly files?: FileSystem;
  /** Short for `namespaces.network`. */
  readonly network?: NetworkNamespace;
  /** Short for a UTS namespace; another name than the machine's makes a new one. */
  readonly hostname?: string;
  readonly namespaces?: Partial<Namespaces>;
  /** Its root directory within the mount namespace, as chroot(2) sets it. */
  readonly root?: string;
  readonly cgroup?: Cgroup;
  /** A name of /etc/passwd, or a number. */
  readonly user?: string;
  /** The machine's number of the group; the user's own in /etc/passwd when left out. */
  readonly gid?: number;
  /** What it may do as root, and all that comes of it; everything when left out. */
  readonly capabilities?: ReadonlySet<Capability>;
  /** Neither it nor what it starts can get more rights by starting a program (prctl's no_new_privs). */
  readonly noNewPrivileges?: boolean;
  /** Bytes that it holds when it starts; a usual number for a program of its name when left out. */
  readonly memory?: number;
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly tty?: Tty | undefined;
  readonly parent?: Process;
  /**
   * It does not react to signals that it does not handle, but for SIGKILL and SIGSTOP. So it is for PID 1 of a PID
   * namespace anyhow.
   */
  readonly init?: boolean;
}

/** What execve replaces. */
export type ProcessImage = Pick<Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'tty'> &
  Pick<ProcessOptions, 'executable' | 'comm' | 'title'>;

/** How a process ended: its exit status, or the signal that ended it (then `code` is 128 + its number). */
export interface Exit {
  readonly code: number;
  readonly signal?: Signal;
}

export interface RootProblem {
  readonly code: 'ENOENT' | 'ENOTDIR' | 'EPERM' | 'EACCES';
  /** The C library's words for it. */
  readonly message: string;
}

export interface Process {
  /** Its number in the PID namespace that it lives in. */
  readonly pid: number;
  /** What `ps` shows; a program may retitle itself, and exec replaces it. */
  argv: readonly string[];
  /** What ps shows of it. */
  readonly title: readonly string[];
  readonly executable: string;
  /** The name of its program, at most 15 characters. */
  readonly comm: string;
  readonly env: Map<string, string>;
  workingDirectory: string;
  /** Its mount namespace, as it looks from its root directory and with its permissions. */
  readonly files: FileSystem;
  readonly network: NetworkNamespace;
  /** The name in its UTS namespace. */
  readonly hostname: string;
  /** Its name in /etc/passwd, or its number, as it is in its user namespace. */
  readonly user: string;
  /** Its numbers as they are in its user namespace: 65534 where they are not mapped. */
  readonly uid: number;
  readonly gid: number;
  /** The machine's numbers of its user and group. */
  readonly machineUser: number;
  readonly machineGroup: number;
  readonly capabilities: ReadonlySet<Capability>;
  readonly noNewPrivileges: boolean;
  readonly namespaces: Namespaces;
  /** The PID namespace of its future children (`unshare --pid`). */
  readonly childrenPid: Kernel;
  readonly root: string;
  readonly cgroup: Cgroup;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tty: Tty | undefined;
  readonly kernel: Kernel;
  readonly clock: Clock;
  readonly random: Random;
  /** Who started it; once that has ended, PID 1 of its PID namespace. */
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
  /** Bytes that it holds now. */
  readonly memory: number;
  /** Holds more or less from now on. Over a limit of its cgroup, or of one above, the kernel kills (SIGKILL). */
  setMemory(bytes: number): void;
  /** CPU time used, in milliseconds. */
  readonly cpuTime: number;
  /** Counts CPU time for it and its groups, without taking any; `useCpu` does both. */
  countCpu(milliseconds: number): void;
  /**
   * What the sandbox that runs the learner's code had to do: it took a turn from it that did not end, or its heap was
   * full. For those who look, since a real machine would show no more than the consequences.
   */
  trouble: 'hung' | 'out of memory' | undefined;
  /** It takes CPU time just now; `useCpu` says so. */
  computing: boolean;
  /** Its cgroup, or one above, is frozen. */
  readonly frozen: boolean;
  /** Runs something as soon as it is neither stopped nor frozen: what comes from outside, such as a request to a server. */
  whenRunning(run: () => void): void;
  /** True when it may do this to what belongs to a user namespace (its own when left out). */
  capable(capability: Capability, owner?: UserNamespace): boolean;
  /** Moves to other namespaces, as setns(2) does: at once, but for `pid`, which its children are then in. */
  enter(namespaces: Partial<Namespaces>): void;
  /** Changes its root directory, as chroot(2) does. The path is an absolute one, as it sees it. */
  changeRoot(path: string): Result<void, RootProblem>;
  /** Takes on another user and group: numbers of its user namespace. */
  setUser(uid: number, gid: number): void;
  moveTo(cgroup: Cgroup): void;
  /**
   * Why it can't have another child: its children's PID namespace is over (ENOMEM), a group has as many processes as
   * it may (EAGAIN). `spawn` then gives a process that has ended already.
   */
  readonly forkProblem: 'ENOMEM' | 'EAGAIN' | undefined;
  /** It takes in every child that ends, orphans too, as shells do; others leave them as zombies. */
  reapsAll: boolean;
  /** Ended, but its parent has not looked at it yet. */
  readonly zombie: boolean;
  /** Starts a child that shares what the options leave out. */
  spawn(options: ProcessOptions): Process;
  /** Takes on another program's face, as execve does; the caller then runs that program in its own routine. */
  become(image: ProcessImage): void;
}
