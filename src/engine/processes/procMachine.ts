/** Files of /proc that speak of the machine: memory, CPUs, time, kernel. */
import { fail, ok } from '../../base/result';
import type { VirtualNode } from '../files/virtualFiles';
import type { Kernel } from './kernel';
import type { Process } from './process';

/** The kernel that all machines of this world run. */
export const KERNEL_RELEASE = '6.1.0-28-amd64';
export const KERNEL_VERSION = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)';

type Reader = (kernel: Kernel) => string;

const FILES: Readonly<Record<string, Reader>> = {
  cmdline: () => 'BOOT_IMAGE=/boot/vmlinuz-6.1.0-28-amd64 root=/dev/vda1 ro quiet\n',
  cpuinfo,
  filesystems: () =>
    'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\nnodev\tdevtmpfs\nnodev\tdevpts\n\text4\nnodev\toverlay\n',
  loadavg,
  meminfo,
  stat: statText,
  uptime: (kernel) => `${uptimeOf(kernel).toFixed(2)} ${idleOf(kernel).toFixed(2)}\n`,
  version: () =>
    `Linux version ${KERNEL_RELEASE} (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0) ${KERNEL_VERSION}\n`,
};

export const machineFileNames: readonly string[] = [...Object.keys(FILES), 'mounts', 'sys'];

export function machineFile(
  kernel: Kernel,
  path: readonly string[],
  reader: Process | undefined,
): VirtualNode | undefined {
  const [name = '', ...rest] = path;
  if (name === 'mounts') return rest.length === 0 ? { type: 'link', target: 'self/mounts' } : undefined;
  if (name === 'sys') return settings(kernel, rest, reader);
  const read = FILES[name];
  return read === undefined || rest.length > 0 ? undefined : { type: 'file', read: () => read(kernel) };
}

/** /proc/sys: the few settings that are looked at. */
function settings(kernel: Kernel, path: readonly string[], reader: Process | undefined): VirtualNode | undefined {
  const uts = reader?.namespaces.uts ?? kernel.uts;
  const values: Readonly<Record<string, string>> = {
    hostname: uts.hostname,
    domainname: uts.domainname,
    osrelease: KERNEL_RELEASE,
    ostype: 'Linux',
    pid_max: '4194304',
    threads_max: '31429',
  };
  const [area, name, ...rest] = path;
  if (area === undefined) return { type: 'directory', names: () => ['kernel'] };
  if (area !== 'kernel' || rest.length > 0) return undefined;
  if (name === undefined) return { type: 'directory', names: () => Object.keys(values) };
  const value = values[name];
  if (value === undefined) return undefined;
  if (name !== 'hostname') return { type: 'file', read: () => `${value}\n` };
  return {
    type: 'file',
    mode: 0o644,
    read: () => `${value}\n`,
    write(text) {
      if (reader?.capable('SYS_ADMIN', uts.owner) !== true) return fail('EPERM');
      uts.hostname = text.trim();
      return ok(undefined);
    },
  };
}

/** Seconds since the machine was started. */
function uptimeOf(kernel: Kernel): number {
  return (kernel.clock.now - kernel.root.started) / 1000;
}

function idleOf(kernel: Kernel): number {
  return uptimeOf(kernel) * kernel.cpus - kernel.processors.used / 1000;
}

interface MemoryFigures {
  /** All in KiB. */
  readonly total: number;
  readonly free: number;
  readonly available: number;
  readonly cached: number;
  readonly buffers: number;
  readonly shared: number;
}

/** Memory of the machine: what processes hold, and about what a kernel takes and keeps of files. */
function memoryFigures(kernel: Kernel): MemoryFigures {
  const total = Math.floor(kernel.memoryBytes / 1024);
  const held = Math.floor(kernel.rootCgroup.memoryCurrent / 1024) + Math.floor(total * 0.04);
  const rest = Math.max(0, total - held);
  const cached = Math.floor(rest * 0.16);
  const buffers = Math.floor(rest * 0.01);
  return {
    total,
    free: rest - cached - buffers,
    available: Math.floor(rest * 0.97),
    cached,
    buffers,
    shared: 4096,
  };
}

function meminfo(kernel: Kernel): string {
  const { total, free, available, cached, buffers, shared } = memoryFigures(kernel);
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', available],
    ['Buffers', buffers],
    ['Cached', cached],
    ['SwapCached', 0],
    ['AnonPages', Math.floor(kernel.rootCgroup.memoryCurrent / 1024)],
    ['Shmem', shared],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ];
  return rows.map(([name, value]) => `${`${name}:`.padEnd(15)}${String(value).padStart(9)} kB\n`).join('');
}

function cpuinfo(kernel: Kernel): string {
  return Array.from(
    { length: kernel.cpus },
    (_, cpu) =>
      `processor\t: ${cpu}\nvendor_id\t: GenuineIntel\nmodel name\t: Virtual CPU @ 2.40GHz\ncpu MHz\t\t: 2400.000\ncache size\t: 16384 KB\nphysical id\t: 0\nsiblings\t: ${kernel.cpus}\ncore id\t\t: ${cpu}\ncpu cores\t: ${kernel.cpus}\n\n`,
  ).join('');
}

/** Simplified: the load is what computes at this moment. */
function loadavg(kernel: Kernel): string {
  const load = kernel.processors.busy.toFixed(2);
  const { processes } = kernel;
  return `${load} ${load} ${load} ${Math.max(1, kernel.processors.busy)}/${processes.length} ${kernel.lastPid}\n`;
}

function statText(kernel: Kernel): string {
  const ticks = (seconds: number) => Math.round(seconds * 100);
  const user = ticks(kernel.processors.used / 1000);
  const idle = ticks(idleOf(kernel));
  const cpus = Array.from(
    { length: kernel.cpus },
    (_, cpu) => `cpu${cpu} ${Math.floor(user / kernel.cpus)} 0 0 ${Math.floor(idle / kernel.cpus)} 0 0 0 0 0 0\n`,
  );
  return `cpu  ${user} 0 0 ${idle} 0 0 0 0 0 0\n${cpus.join('')}btime ${Math.floor(kernel.root.started / 1000)}\nprocesses ${kernel.lastPid}\nprocs_running ${Math.max(1, kernel.processors.busy)}\nprocs_blocked 0\n`;
}
