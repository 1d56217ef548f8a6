/**
 * A machine's process table: starts routines, wakes them on the world's clock, delivers signals, reaps. Each PID
 * namespace is a kernel within the one it was made in, to any depth; its processes have a number in each of them.
 *
 * Simplified: no preemption: a routine runs until it yields, and running takes no cluster time by itself (the shell
 * makes each command cost a little, so that an endless loop does not stop the clock). No process groups or sessions.
 */
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import type { FileSystem } from '../files/fileSystem';
import { MountedFiles } from '../files/mountedFiles';
import type { NetworkNamespace } from '../network/namespace';
import { Cgroup } from './cgroup';
import { KernelProcess } from './kernelProcess';
import {
  CgroupNamespace,
  FIRST_INODES,
  IpcNamespace,
  MADE_INODES,
  MountNamespace,
  UserNamespace,
  UtsNamespace,
} from './namespaces';
import type { Exit, Process, ProcessOptions, Program, Signal, Tty } from './process';
import { Processors } from './processors';
import type { Routine } from './routine';

export interface KernelOptions {
  /** The kernel that this one is a PID namespace of. */
  readonly parent?: Kernel;
  /** The user namespace that the PID namespace belongs to; the machine's when left out. */
  readonly owner?: UserNamespace;
  /** Of a machine: its name, its memory in bytes (4 GiB when left out) and the number of its CPUs (2). */
  readonly hostname?: string;
  readonly memoryBytes?: number;
  readonly cpus?: number;
}

const GIBIBYTE = 1024 ** 3;

export class Kernel {
  readonly clock: Clock;
  readonly random: Random;
  /** Programs that executable files on this machine, and in its containers, may name (see executable.ts). */
  readonly programs: Map<string, Program>;
  readonly parent: Kernel | undefined;
  /** The machine's own kernel, which all its PID namespaces are in. */
  readonly root: Kernel;
  readonly inode: number;
  /** The user namespace that it belongs to. */
  readonly owner: UserNamespace;
  /** When it was made: of a machine, when that was started. */
  readonly started: number;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processors: Processors;
  readonly rootCgroup: Cgroup;
  /** The namespaces that the machine's first processes are in. */
  readonly uts: UtsNamespace;
  readonly ipc: IpcNamespace;
  readonly user: UserNamespace;
  readonly cgroupNamespace: CgroupNamespace;
  /** Network namespaces that `ip netns add` has given a name, of the whole machine. */
  readonly namedNetworks: Map<string, NetworkNamespace>;
  readonly #processes = new Map<number, KernelProcess>();
  readonly #pids = new Map<Process, number>();
  readonly #mounts = new WeakMap<FileSystem, MountNamespace>();
  readonly #terminals = new WeakMap<Tty, number>();
  #nextPid = 1;
  #lastInode = MADE_INODES;
  #over = false;

  constructor(clock: Clock, random: Random, options: KernelOptions = {}) {
    const { parent } = options;
    this.clock = clock;
    this.random = random;
    this.parent = parent;
    this.root = parent?.root ?? this;
    this.programs = parent?.programs ?? new Map();
    this.started = clock.now;
    this.user = parent?.user ?? new UserNamespace(FIRST_INODES.user, undefined, 0);
    this.owner = options.owner ?? this.user;
    this.inode = parent === undefined ? FIRST_INODES.pid : parent.nextInode();
    this.memoryBytes = parent?.memoryBytes ?? options.memoryBytes ?? 4 * GIBIBYTE;
    this.cpus = parent?.cpus ?? options.cpus ?? 2;
    this.processors = parent?.processors ?? new Processors(this.cpus);
    this.rootCgroup = parent?.rootCgroup ?? new Cgroup();
    this.uts = parent?.uts ?? new UtsNamespace(FIRST_INODES.uts, this.user, options.hostname ?? 'localhost');
    this.ipc = parent?.ipc ?? new IpcNamespace(FIRST_INODES.ipc, this.user);
    this.cgroupNamespace = parent?.cgroupNamespace ?? new CgroupNamespace(FIRST_INODES.cgroup, this.user, '/');
    this.namedNetworks = parent?.namedNetworks ?? new Map();
    // The machine's memory is a limit like any other, which nobody can lift.
    if (parent === undefined) this.rootCgroup.memoryMax = this.memoryBytes;
  }

  /** A number for another namespace of this machine. */
  nextInode(): number {
    if (this.parent !== undefined) return this.root.nextInode();
    this.#lastInode++;
    return this.#lastInode;
  }

  /** Living processes, those of inner namespaces included, in the order of their PIDs here. */
  get processes(): readonly Process[] {
    return this.everyProcess.filter((process) => !process.zombie);
  }

  /** Zombies too. */
  get everyProcess(): readonly Process[] {
    return [...this.#processes.values()];
  }

  /** The process with a number, be it a zombie. */
  find(pid: number): Process | undefined {
    return this.#processes.get(pid);
  }

  /** The number that a process has in this namespace (its own `pid` is the one in the namespace that it lives in). */
  pidOf(process: Process): number | undefined {
    return this.#pids.get(process);
  }

  /** The highest number that was given out. */
  get lastPid(): number {
    return this.#nextPid - 1;
  }

  /** Gives the next numbers to threads, here and around it: threads are numbered like processes. */
  numberThreads(count: number): void {
    this.#nextPid += count;
    this.parent?.numberThreads(count);
  }

  /** The number of a terminal among those of this PID namespace: 0 for pts/0. */
  terminalNumber(tty: Tty): number {
    const known = this.#terminals.get(tty);
    if (known !== undefined) return known;
    const used = new Set(
      this.everyProcess.flatMap(({ tty: one }) => (one === undefined ? [] : (this.#terminals.get(one) ?? []))),
    );
    let number = 0;
    while (used.has(number)) number++;
    this.#terminals.set(tty, number);
    return number;
  }

  /** True once its PID 1 has ended, or that of one around it: nothing can be started in it any more. */
  get over(): boolean {
    return this.#over || this.parent?.over === true;
  }

  /** Starts a process; its program runs when the clock does. Where no process may be started, it has ended already. */
  spawn(options: ProcessOptions): Process {
    const full = (options.cgroup ?? options.parent?.cgroup)?.fullGroup;
    if (full !== undefined) full.pidsRefused++;
    const refused = this.over || full !== undefined;
    const process = new KernelProcess(this, this.#nextPid, options, (ended) => this.#unregister(ended));
    if (refused) {
      process.refuse();
      return process;
    }
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
    const shielded = this.parent !== undefined && pid === 1 && process.kernel === this;
    if (!shielded || (signal !== 'SIGKILL' && signal !== 'SIGSTOP')) process.receive(signal);
    return true;
  }

  /** Ends everything at once, as a power cut does: nothing is run any more. */
  halt(): void {
    for (const process of [...this.#processes.values()].reverse()) process.receive('SIGKILL');
    if (this.#processes.size === 0) this.#nextPid = 1;
  }

  /** Ends the namespace: that of its PID 1. */
  end(): void {
    this.#over = true;
    this.halt();
  }

  /** The mount namespace of processes that are given a file system of their own. */
  mountNamespaceOf(files: FileSystem): MountNamespace {
    if (this.parent !== undefined) return this.root.mountNamespaceOf(files);
    const before = this.#mounts.get(files);
    if (before !== undefined) return before;
    const inode = this.#lastInode === MADE_INODES ? FIRST_INODES.mount : this.nextInode();
    const mounted = files instanceof MountedFiles ? files : new MountedFiles(files, []);
    const namespace = new MountNamespace(inode, this.user, mounted);
    this.#mounts.set(files, namespace);
    return namespace;
  }

  #register(process: KernelProcess): void {
    const pid = this.#nextPid++;
    this.#processes.set(pid, process);
    this.#pids.set(process, pid);
    if (this.parent !== undefined) this.parent.#register(process);
  }

  #unregister(gone: KernelProcess): void {
    const pid = this.#pids.get(gone);
    if (pid !== undefined) this.#processes.delete(pid);
    this.#pids.delete(gone);
    if (this.parent !== undefined) this.parent.#unregister(gone);
  }
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
