/** A process in a kernel's table. */
import type { Random } from '../../base/random';
import type { Result } from '../../base/result';
import type { Clock } from '../clock';
import type { FilesView } from '../files/filesView';
import type { NetworkNamespace } from '../network/namespace';
import type { Capability } from './capabilities';
import type { Cgroup, CgroupMember } from './cgroup';
import { Identity } from './identity';
import type { Kernel } from './kernel';
import { usualMemory } from './memory';
import type { Namespaces, UserNamespace } from './namespaces';
import { type Input, nullOutput, type Output, Pipe } from './pipe';
import type { Exit, Process, ProcessImage, ProcessOptions, Program, RootProblem, Signal, Tty } from './process';
import { signalNumbers } from './process';
import { RoutineRunner } from './routineRunner';
import { defaultAction } from './signals';

export class KernelProcess implements Process, CgroupMember {
  readonly kernel: Kernel;
  readonly pid: number;
  argv: readonly string[];
  env: Map<string, string>;
  readonly noNewPrivileges: boolean;
  workingDirectory: string;
  childrenPid: Kernel;
  cgroup: Cgroup;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  tty: Tty | undefined;
  readonly started: number;
  readonly random: Random;
  exit: Exit | undefined;
  stopped = false;
  executable: string;
  computing = false;
  trouble: 'hung' | 'out of memory' | undefined;
  reapsAll = false;
  memory = 0;
  cpuTime = 0;
  readonly #identity: Identity;
  #comm: string | undefined;
  #title: readonly string[] | undefined;
  #parent: KernelProcess | undefined;
  readonly #children = new Set<KernelProcess>();
  /** Grows with each execve: a program knows only of children that it started itself. */
  #image = 0;
  /** The image of the parent that started it; undefined once somebody else has taken it in. */
  #startedBy: number | undefined;
  #whenRunning: (() => void)[] = [];
  readonly #stopListeners = new Set<() => void>();
  readonly #init: boolean;
  readonly #unregister: (process: KernelProcess) => void;
  readonly #exitListeners = new Set<(exit: Exit) => void>();
  readonly #handlers = new Map<Signal, Set<() => void>>();
  readonly #runner: RoutineRunner;

  constructor(kernel: Kernel, pid: number, options: ProcessOptions, unregister: (process: KernelProcess) => void) {
    const parent = options.parent as KernelProcess | undefined;
    this.kernel = kernel;
    this.pid = pid;
    this.argv = options.argv;
    this.executable = options.executable ?? options.argv[0] ?? '';
    this.#comm = options.comm;
    this.#title = options.title;
    this.env = new Map(options.env ?? parent?.env);
    this.childrenPid = kernel;
    this.workingDirectory = options.workingDirectory ?? parent?.workingDirectory ?? '/';
    this.cgroup = options.cgroup ?? parent?.cgroup ?? kernel.rootCgroup;
    this.noNewPrivileges = options.noNewPrivileges ?? parent?.noNewPrivileges ?? false;
    this.#identity = new Identity(this, kernel, options, parent === undefined ? undefined : parent.#identity);
    this.stdin = options.stdin ?? parent?.stdin ?? closedPipe();
    this.stdout = options.stdout ?? parent?.stdout ?? nullOutput;
    this.stderr = options.stderr ?? parent?.stderr ?? this.stdout;
    this.tty = 'tty' in options ? options.tty : parent?.tty;
    this.#parent = parent;
    this.#startedBy = parent === undefined ? undefined : parent.#image;
    this.started = kernel.clock.now;
    this.random = kernel.random;
    this.#init = options.init === true || (pid === 1 && kernel.parent !== undefined);
    this.#unregister = unregister;
    this.#runner = new RoutineRunner(kernel.clock, {
      suspended: () => this.#suspended,
      onReturn: (status) => this.#end({ code: status & 255 }),
      onSignal: (signal) => this.#end({ code: 128 + signalNumbers[signal], signal }),
    });
    this.memory = options.memory ?? usualMemory(this.comm);
  }

  get clock(): Clock {
    return this.kernel.clock;
  }

  get parent(): Process | undefined {
    return this.#parent;
  }

  get namespaces(): Namespaces {
    return this.#identity.namespaces;
  }

  get files(): FilesView {
    return this.#identity.files;
  }

  get root(): string {
    return this.#identity.root;
  }

  get user(): string {
    return this.#identity.name;
  }

  get capabilities(): ReadonlySet<Capability> {
    return this.#identity.capabilities;
  }

  get network(): NetworkNamespace {
    return this.namespaces.network;
  }

  get hostname(): string {
    return this.namespaces.uts.hostname;
  }

  get uid(): number {
    return this.#identity.uid;
  }

  get gid(): number {
    return this.#identity.gid;
  }

  get title(): readonly string[] {
    return this.#title ?? this.argv;
  }

  get comm(): string {
    // `nginx: worker process` is a title, `-bash` a login shell.
    const name = this.executable.split('/').at(-1)?.split(':')[0]?.replace(/^-/, '') ?? '';
    return (this.#comm ?? name).slice(0, 15);
  }

  get machineGroup(): number {
    return this.#identity.machineGroup;
  }

  get machineUser(): number {
    return this.#identity.machineUser;
  }

  spawn(options: ProcessOptions): Process {
    const kernel = options.namespaces?.pid ?? this.childrenPid;
    return kernel.spawn({ parent: this, ...options });
  }

  get forkProblem(): 'ENOMEM' | 'EAGAIN' | undefined {
    if (this.childrenPid.over) return 'ENOMEM';
    return this.cgroup.fullGroup === undefined ? undefined : 'EAGAIN';
  }

  become(image: ProcessImage): void {
    this.argv = image.argv;
    this.executable = image.executable ?? image.argv[0] ?? '';
    this.#comm = image.comm;
    this.#title = image.title;
    this.env = new Map(image.env);
    this.stdin = image.stdin;
    this.stdout = image.stdout;
    this.stderr = image.stderr;
    this.tty = image.tty;
    this.#handlers.clear();
    this.#identity.executed();
    this.reapsAll = false;
    this.#image++;
    this.#hold(usualMemory(this.comm), false);
  }

  enter(namespaces: Partial<Namespaces>): void {
    const { pid, ...others } = namespaces;
    this.#identity.enter(others);
    if (pid !== undefined) this.childrenPid = pid;
  }

  changeRoot(path: string): Result<void, RootProblem> {
    return this.#identity.changeRoot(path);
  }

  setUser(uid: number, gid: number): void {
    this.#identity.setUser(uid, gid);
  }

  capable(capability: Capability, owner: UserNamespace = this.namespaces.user): boolean {
    return this.#identity.capable(capability, owner);
  }

  moveTo(cgroup: Cgroup): void {
    if (cgroup === this.cgroup || this.exit !== undefined) return;
    const frozen = this.frozen;
    this.cgroup.delete(this, this.memory);
    this.cgroup = cgroup;
    cgroup.add(this, this.memory);
    if (frozen !== this.frozen) this.frozenChanged();
  }

  setMemory(bytes: number): void {
    this.#hold(bytes, true);
  }

  /** `machine`: when the whole machine's memory is used up somebody is killed too. */
  #hold(bytes: number, machine: boolean): void {
    if (this.exit !== undefined) return;
    const more = bytes - this.memory;
    this.memory = bytes;
    this.cgroup.charge(more, machine);
  }

  killFromOutside(): void {
    this.receive('SIGKILL');
  }

  countCpu(milliseconds: number): void {
    this.cpuTime += milliseconds;
    this.kernel.processors.used += milliseconds;
    this.cgroup.countCpu(milliseconds);
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

  get frozen(): boolean {
    return this.cgroup.effectivelyFrozen;
  }

  whenRunning(run: () => void): void {
    if (this.exit !== undefined) return;
    if (this.#suspended) this.#whenRunning.push(run);
    else run();
  }

  get zombie(): boolean {
    return this.exit !== undefined;
  }

  get #suspended(): boolean {
    return this.stopped || this.frozen;
  }

  start(program: Program): void {
    if (this.#parent !== undefined) this.#parent.#children.add(this);
    this.cgroup.add(this, this.memory);
    this.#runner.start(program(this));
    this.cgroup.enforceMemory(false);
  }

  /** It could not be started: it has ended before it began. */
  refuse(): void {
    this.exit = { code: 254 };
  }

  frozenChanged(): void {
    if (!this.#suspended) this.#runAgain();
  }

  receive(signal: Signal): void {
    if (this.exit !== undefined) return;
    if (signal === 'SIGCONT') this.#continue();
    const handlers = this.#handlers.get(signal);
    const forced = signal === 'SIGKILL' || signal === 'SIGSTOP';
    if (!forced && handlers !== undefined && handlers.size > 0) {
      this.whenRunning(() => {
        for (const handler of [...handlers]) handler();
      });
      return;
    }
    const action = defaultAction(signal);
    if (action === 'ignore' || (this.#init && !forced)) return;
    if (action === 'stop') {
      this.stopped = true;
      for (const listener of [...this.#stopListeners]) listener();
      return;
    }
    this.#runner.terminate(signal);
  }

  #continue(): void {
    this.stopped = false;
    if (!this.#suspended) this.#runAgain();
  }

  #runAgain(): void {
    if (this.exit !== undefined) return;
    const waiting = this.#whenRunning;
    this.#whenRunning = [];
    for (const run of waiting) this.whenRunning(run);
    this.#runner.goOn();
  }

  #end(exit: Exit): void {
    if (this.exit !== undefined) return;
    this.exit = exit;
    this.cgroup.delete(this, this.memory);
    this.#whenRunning = [];
    // The end of PID 1 is the end of its namespace.
    if (this.kernel.parent !== undefined && this.pid === 1) this.kernel.end();
    this.#leaveChildren();
    if (this.#isReaped()) this.#leaveTable();
    for (const listener of [...this.#exitListeners]) listener(exit);
    this.#exitListeners.clear();
    this.#stopListeners.clear();
    this.#handlers.clear();
    this.#parent?.receive('SIGCHLD');
  }

  /** Orphans are taken in by PID 1 of their namespace. */
  #leaveChildren(): void {
    for (const child of [...this.#children]) {
      const reaper = child.#reaper(this);
      child.#parent = reaper;
      child.#startedBy = undefined;
      if (reaper !== undefined) reaper.#children.add(child);
      if (child.exit !== undefined && child.#isReaped()) child.#leaveTable();
    }
    this.#children.clear();
  }

  #reaper(ended: KernelProcess): KernelProcess | undefined {
    for (let kernel: Kernel | undefined = this.kernel; kernel !== undefined; kernel = kernel.parent) {
      const first = kernel.find(1) as KernelProcess | undefined;
      if (first !== undefined && first !== this && first !== ended && first.exit === undefined) return first;
    }
    return undefined;
  }

  /** A parent that did not start it itself (or has become another program since) does not look for it. */
  #isReaped(): boolean {
    const parent = this.#parent;
    if (parent === undefined || parent.exit !== undefined || parent.reapsAll) return true;
    return parent.#image === this.#startedBy;
  }

  #leaveTable(): void {
    if (this.#parent !== undefined) this.#parent.#children.delete(this);
    this.#unregister(this);
  }
}

function closedPipe(): Pipe {
  const pipe = new Pipe();
  pipe.close();
  return pipe;
}
