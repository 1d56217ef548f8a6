/**
 * Control groups, version 2: a tree of groups of processes; each may limit the memory, CPU time and number of processes
 * of everything in it and below. Files show and change them (see cgroupFiles.ts).
 *
 * Simplified: memory is what processes hold (no page cache, no swap, no reclaim) and goes along when a process is moved;
 * of the controllers there are `cpu`, `memory` and `pids`.
 */
import type { Process } from './process';

/** What a group needs to do with its members; the process table gives it. */
export interface CgroupMember extends Process {
  /** The kernel ends it: because memory ran out, or its group is killed. */
  killFromOutside(): void;
  /** Its group, or one above, was frozen or thawed. */
  frozenChanged(): void;
}

/** Length of the period in which a CPU quota is given, in milliseconds (cpu.max: 100000 microseconds). */
export const CPU_PERIOD = 100;

export const CONTROLLERS = ['cpu', 'memory', 'pids'] as const;
export type Controller = (typeof CONTROLLERS)[number];

export class Cgroup {
  readonly name: string;
  readonly parent: Cgroup | undefined;
  /** The controllers that its children have (cgroup.subtree_control). */
  readonly subtreeControl = new Set<Controller>();
  /** How many processes may be in it and below; undefined: any number. */
  pidsMax: number | undefined;
  /** Forks that pidsMax refused (pids.events). */
  pidsRefused = 0;
  memoryPeak = 0;
  /** How often a process in it or below was killed because memory ran out. */
  oomKills = 0;
  /** How often its own limit was reached. */
  oomEvents = 0;
  /** CPU time used in it and below, in milliseconds; throttledTime: spent waiting for the next period. */
  cpuUsage = 0;
  throttledTime = 0;
  periods = 0;
  throttledPeriods = 0;
  #memoryMax: number | undefined;
  #memoryCurrent = 0;
  #cpuMax: number | undefined;
  #period = -1;
  #spent = 0;
  #throttled = false;
  #frozen = false;
  #removed = false;
  readonly #children = new Map<string, Cgroup>();
  readonly #members = new Set<CgroupMember>();
  readonly #memoryListeners = new Set<(killed: Process) => void>();

  constructor(name = '', parent?: Cgroup) {
    this.name = name;
    this.parent = parent;
    if (parent === undefined) for (const controller of CONTROLLERS) this.subtreeControl.add(controller);
  }

  /** From the machine's root on: `/`, `/user.slice/demo`. */
  get path(): string {
    if (this.parent === undefined) return '/';
    return this.parent.path === '/' ? `/${this.name}` : `${this.parent.path}/${this.name}`;
  }

  /** Sorted by name. */
  get children(): readonly Cgroup[] {
    return [...this.#children.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Cgroup | undefined {
    return this.#children.get(name);
  }

  /** The group below it with this name, made if there is none, with all controllers. */
  child(name: string): Cgroup {
    const found = this.#children.get(name);
    if (found !== undefined) return found;
    for (const controller of CONTROLLERS) this.subtreeControl.add(controller);
    return this.make(name);
  }

  /** Makes a group as mkdir does: it has the controllers that subtreeControl says. */
  make(name: string): Cgroup {
    const made = new Cgroup(name, this);
    this.#children.set(name, made);
    return made;
  }

  /** The group at a path below this one: `user.slice/demo`; groups on the way are made. */
  descendant(path: string): Cgroup {
    let at: Cgroup = this;
    for (const name of path.split('/').filter((part) => part !== '')) at = at.child(name);
    return at;
  }

  /** Takes it out of the tree. False while it has processes or groups below it (EBUSY), and for the root. */
  remove(): boolean {
    if (this.parent === undefined || this.#members.size > 0 || this.#children.size > 0) return false;
    this.#removed = true;
    return this.parent.#children.delete(this.name);
  }

  get removed(): boolean {
    return this.#removed;
  }

  /** Its own processes (cgroup.procs), those of groups below not among them. */
  get processes(): readonly Process[] {
    return [...this.#members];
  }

  /** Its processes and those of all groups below. */
  get everyProcess(): readonly CgroupMember[] {
    return [...this.#members, ...this.children.flatMap((child) => child.everyProcess)];
  }

  /** How many processes are in it and below. */
  get pids(): number {
    let count = this.#members.size;
    for (const child of this.#children.values()) count += child.pids;
    return count;
  }

  /** The group with the lowest pids.max that is reached, here or above: another process cannot be started. */
  get fullGroup(): Cgroup | undefined {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent)
      if (at.pidsMax !== undefined && at.pids >= at.pidsMax) return at;
    return undefined;
  }

  // Members: called by the process table and by whoever writes to cgroup.procs.

  add(process: CgroupMember, memory: number): void {
    this.#members.add(process);
    this.#count(memory);
  }

  delete(process: CgroupMember, memory: number): void {
    if (this.#members.delete(process)) this.#count(-memory);
  }

  // Memory.

  /** In bytes; undefined: no limit. A limit below what is used kills at once. */
  get memoryMax(): number | undefined {
    return this.#memoryMax;
  }

  set memoryMax(bytes: number | undefined) {
    this.#memoryMax = bytes;
    this.#enforceMemory();
  }

  /** In bytes: what its processes and those below hold. */
  get memoryCurrent(): number {
    return this.#memoryCurrent;
  }

  /** The lowest limit here and above, in bytes. */
  get memoryLimit(): number | undefined {
    const above = this.parent?.memoryLimit;
    if (this.#memoryMax === undefined) return above;
    return above === undefined ? this.#memoryMax : Math.min(above, this.#memoryMax);
  }

  /** Counts more (or less) memory here and above; where that is over a limit, kills (see enforceMemory). */
  charge(bytes: number, machine: boolean): void {
    this.#count(bytes);
    if (bytes > 0) this.enforceMemory(machine);
  }

  /** Kills where a limit is exceeded, here or above; where the machine's memory is, only with `machine`. */
  enforceMemory(machine: boolean): void {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent)
      if (machine || at.parent !== undefined) at.#enforceMemory();
  }

  #count(bytes: number): void {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent) {
      at.#memoryCurrent += bytes;
      at.memoryPeak = Math.max(at.memoryPeak, at.#memoryCurrent);
    }
  }

  /** Tells of each process that was killed in it, or below, because memory ran out. */
  onOutOfMemory(listener: (killed: Process) => void): () => void {
    this.#memoryListeners.add(listener);
    return () => {
      this.#memoryListeners.delete(listener);
    };
  }

  /** Kills the process that holds most until the rest has room; one that runs just now goes when it has yielded. */
  #enforceMemory(): void {
    const limit = this.#memoryMax;
    while (limit !== undefined && this.#memoryCurrent > limit) {
      const before = this.#memoryCurrent;
      const victim = this.everyProcess.reduce<CgroupMember | undefined>(
        (most, one) => (most === undefined || one.memory > most.memory ? one : most),
        undefined,
      );
      if (victim === undefined) return;
      this.oomEvents++;
      const groups: Cgroup[] = [];
      for (let at: Cgroup | undefined = victim.cgroup; at !== undefined; at = at.parent) groups.push(at);
      for (const group of groups) group.oomKills++;
      victim.killFromOutside();
      for (const group of groups) for (const listener of [...group.#memoryListeners]) listener(victim);
      if (this.#memoryCurrent >= before) return;
    }
  }

  // CPU.

  /** In cores: 0.5 is half of one; undefined: no limit. */
  get cpuMax(): number | undefined {
    return this.#cpuMax;
  }

  set cpuMax(cores: number | undefined) {
    this.#cpuMax = cores;
    this.#throttled = false;
  }

  /** What is left of this period's quota, here and above, in milliseconds of CPU time. */
  cpuBudget(now: number): number {
    const above = this.parent?.cpuBudget(now) ?? Number.POSITIVE_INFINITY;
    if (this.#cpuMax === undefined) return above;
    this.#renew(now);
    return Math.min(above, this.#cpuMax * CPU_PERIOD - this.#spent);
  }

  /** Takes CPU time out of the quotas. */
  spendCpu(now: number, milliseconds: number): void {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent) {
      if (at.#cpuMax === undefined) continue;
      at.#renew(now);
      at.#spent += milliseconds;
    }
  }

  /** Somebody has to wait for the next period. */
  throttle(now: number, milliseconds: number): void {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent) {
      if (at.#cpuMax === undefined || at.#spent < at.#cpuMax * CPU_PERIOD) continue;
      at.#renew(now);
      at.throttledTime += milliseconds;
      if (!at.#throttled) at.throttledPeriods++;
      at.#throttled = true;
    }
  }

  /** Counts CPU time here and above. */
  countCpu(milliseconds: number): void {
    for (let at: Cgroup | undefined = this; at !== undefined; at = at.parent) at.cpuUsage += milliseconds;
  }

  #renew(now: number): void {
    const period = Math.floor(now / CPU_PERIOD);
    if (period === this.#period) return;
    this.#period = period;
    this.periods++;
    this.#spent = 0;
    this.#throttled = false;
  }

  // The freezer.

  /** True: nothing in it or below runs, and nobody in it notices, until it is set false again. */
  get frozen(): boolean {
    return this.#frozen;
  }

  set frozen(frozen: boolean) {
    if (frozen === this.#frozen) return;
    this.#frozen = frozen;
    for (const process of this.everyProcess) process.frozenChanged();
  }

  /** Frozen itself, or by a group above. */
  get effectivelyFrozen(): boolean {
    return this.#frozen || this.parent?.effectivelyFrozen === true;
  }
}
