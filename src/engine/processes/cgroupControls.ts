/** The control files of a cgroup, as version 2 has them. */
import { fail, ok, type Result } from '../../base/result';
import type { FileErrorCode } from '../files/fileSystem';
import type { VirtualNode } from '../files/virtualFiles';
import { type Cgroup, CONTROLLERS, type Controller, CPU_PERIOD } from './cgroup';
import type { Kernel } from './kernel';
import type { Process } from './process';

export interface ControlContext {
  readonly group: Cgroup;
  /** Whose PIDs are read and written. */
  readonly kernel: Kernel;
  readonly writer: Process | undefined;
  /** The machine's root: it has no limits. */
  readonly root: Cgroup;
}

interface Control {
  /** undefined: every group has it. */
  readonly controller?: Controller;
  /** The machine's root has it too. */
  readonly inRoot?: true;
  readonly read: (context: ControlContext) => string;
  readonly write?: (context: ControlContext, text: string) => Result<void, FileErrorCode>;
}

const PAGE = 4096;

const CONTROLS: Readonly<Record<string, Control>> = {
  'cgroup.controllers': { inRoot: true, read: ({ group }) => `${controllersOf(group).join(' ')}\n` },
  'cgroup.events': {
    read: ({ group }) => `populated ${group.pids > 0 ? 1 : 0}\nfrozen ${group.effectivelyFrozen ? 1 : 0}\n`,
  },
  'cgroup.freeze': {
    read: ({ group }) => `${group.frozen ? 1 : 0}\n`,
    write({ group }, text) {
      if (!/^[01]$/.test(text)) return fail('EINVAL');
      group.frozen = text === '1';
      return ok(undefined);
    },
  },
  'cgroup.kill': {
    read: () => '',
    write({ group }, text) {
      if (text !== '1') return fail('EINVAL');
      for (const process of group.everyProcess) process.killFromOutside();
      return ok(undefined);
    },
  },
  'cgroup.procs': { inRoot: true, read: processes, write: moveProcess },
  'cgroup.subtree_control': {
    inRoot: true,
    read: ({ group }) => `${[...group.subtreeControl].sort().join(' ')}\n`,
    write: changeSubtree,
  },
  'cgroup.threads': { inRoot: true, read: processes },
  'cgroup.type': { read: () => 'domain\n' },
  'cpu.max': {
    controller: 'cpu',
    read: ({ group }) =>
      `${group.cpuMax === undefined ? 'max' : Math.round(group.cpuMax * period(group))} ${period(group)}\n`,
    write: setCpuMax,
  },
  'cpu.stat': { inRoot: true, read: cpuStat },
  'memory.current': { controller: 'memory', read: ({ group }) => `${group.memoryCurrent}\n` },
  'memory.events': {
    controller: 'memory',
    read: ({ group }) =>
      `low 0\nhigh 0\nmax ${group.oomEvents}\noom ${group.oomEvents}\noom_kill ${group.oomKills}\noom_group_kill 0\n`,
  },
  'memory.max': {
    controller: 'memory',
    read: ({ group }) => `${group.memoryMax ?? 'max'}\n`,
    write({ group }, text) {
      const bytes = readBytes(text);
      if (bytes === undefined) return fail('EINVAL');
      group.memoryMax = bytes === 'max' ? undefined : bytes;
      return ok(undefined);
    },
  },
  'memory.peak': { controller: 'memory', read: ({ group }) => `${group.memoryPeak}\n` },
  'memory.stat': {
    controller: 'memory',
    read: ({ group }) => `anon ${group.memoryCurrent}\nfile 0\nkernel 0\n`,
  },
  'memory.swap.current': { controller: 'memory', read: () => '0\n' },
  'memory.swap.max': { controller: 'memory', read: () => 'max\n' },
  'pids.current': { controller: 'pids', read: ({ group }) => `${group.pids}\n` },
  'pids.events': { controller: 'pids', read: ({ group }) => `max ${group.pidsRefused}\n` },
  'pids.max': {
    controller: 'pids',
    read: ({ group }) => `${group.pidsMax ?? 'max'}\n`,
    write({ group }, text) {
      if (text !== 'max' && !/^\d+$/.test(text)) return fail('EINVAL');
      group.pidsMax = text === 'max' ? undefined : Number(text);
      return ok(undefined);
    },
  },
};

export function controlFileNames(context: ControlContext): readonly string[] {
  return Object.keys(CONTROLS).filter((name) => has(context, name));
}

export function controlFile(context: ControlContext, name: string): VirtualNode | undefined {
  const control = CONTROLS[name];
  if (control === undefined || !has(context, name)) return undefined;
  const { write } = control;
  return {
    type: 'file',
    mode: write === undefined ? 0o444 : 0o644,
    read: () => control.read(context),
    ...(write === undefined ? {} : { write: (text: string) => write(context, text.trim()) }),
  };
}

function has({ group, root }: ControlContext, name: string): boolean {
  const control = CONTROLS[name];
  if (control === undefined) return false;
  if (group === root) return control.inRoot === true;
  return control.controller === undefined || controllersOf(group).includes(control.controller);
}

/** Those that the group above hands on. */
function controllersOf(group: Cgroup): readonly Controller[] {
  return CONTROLLERS.filter((controller) => group.parent === undefined || group.parent.subtreeControl.has(controller));
}

function processes({ group, kernel }: ControlContext): string {
  return group.processes
    .map((process) => kernel.pidOf(process) ?? 0)
    .sort((a, b) => a - b)
    .map((pid) => `${pid}\n`)
    .join('');
}

/** Moves a process in. A group that hands controllers on can't have processes of its own (EBUSY), but for the root. */
function moveProcess({ group, kernel, writer, root }: ControlContext, text: string): Result<void, FileErrorCode> {
  if (!/^\d+$/.test(text)) return fail('EINVAL');
  const process = text === '0' ? writer : kernel.find(Number(text));
  // Linux says ESRCH, "No such process".
  if (process === undefined) return fail('ESRCH');
  if (group !== root && group.subtreeControl.size > 0) return fail('EBUSY');
  process.moveTo(group);
  return ok(undefined);
}

function changeSubtree({ group, root }: ControlContext, text: string): Result<void, FileErrorCode> {
  const changes = text.split(/\s+/).filter((word) => word !== '');
  const known = changes.map((change) => CONTROLLERS.find((controller) => controller === change.slice(1)));
  if (changes.some((change) => !/^[+-]/.test(change)) || known.includes(undefined)) return fail('EINVAL');
  const available = controllersOf(group);
  if (known.some((one) => one !== undefined && !available.includes(one))) return fail('ENOENT');
  if (group !== root && group.processes.length > 0 && changes.some((change) => change.startsWith('+')))
    return fail('EBUSY');
  changes.forEach((change, at) => {
    const controller = known[at];
    if (controller === undefined) return;
    if (change.startsWith('+')) group.subtreeControl.add(controller);
    else group.subtreeControl.delete(controller);
  });
  return ok(undefined);
}

/** `MAX PERIOD` or `MAX`, in microseconds. Simplified: whatever the period, time is given every 100 ms. */
function setCpuMax({ group }: ControlContext, text: string): Result<void, FileErrorCode> {
  const [quota = '', length = String(period(group)), ...more] = text.split(/\s+/);
  const microseconds = Number(length);
  if (more.length > 0 || !(microseconds >= 1000 && microseconds <= 1_000_000)) return fail('EINVAL');
  if (quota !== 'max' && !(/^\d+$/.test(quota) && Number(quota) >= 1000)) return fail('EINVAL');
  periods.set(group, microseconds);
  group.cpuMax = quota === 'max' ? undefined : Number(quota) / microseconds;
  return ok(undefined);
}

/** The lengths of periods that were written down, in microseconds. */
const periods = new WeakMap<Cgroup, number>();

function period(group: Cgroup): number {
  return periods.get(group) ?? CPU_PERIOD * 1000;
}

function cpuStat({ group }: ControlContext): string {
  const micro = (milliseconds: number) => Math.round(milliseconds * 1000);
  const usage = micro(group.cpuUsage);
  const quota =
    group.parent === undefined
      ? ''
      : `nr_periods ${group.periods}\nnr_throttled ${group.throttledPeriods}\nthrottled_usec ${micro(group.throttledTime)}\n`;
  return `usage_usec ${usage}\nuser_usec ${usage}\nsystem_usec 0\n${quota}`;
}

/** `100M`, `max`, `-1`; rounded down to whole pages, as the kernel does. */
function readBytes(text: string): number | 'max' | undefined {
  if (text === 'max' || text === '-1') return 'max';
  const match = /^(\d+)([kmgtKMGT]?)$/.exec(text);
  if (match === null) return undefined;
  const power = ' kmgt'.indexOf((match[2] ?? '').toLowerCase() || ' ');
  return Math.floor((Number(match[1]) * 1024 ** power) / PAGE) * PAGE;
}
