/** What every Linux, and every container, finds mounted: /proc, /sys, cgroups, /dev. */
import { DeviceFiles } from '../files/deviceFiles';
import { Disk } from '../files/disk';
import { MapFiles } from '../files/mapFiles';
import { MemoryFiles } from '../files/memoryFiles';
import type { FileMount } from '../files/mountTable';
import type { Cgroup } from './cgroup';
import { CgroupFiles } from './cgroupFiles';
import type { Kernel } from './kernel';
import { ProcFiles } from './procFiles';

const devices = new DeviceFiles();
/** What a container's own memory is mounted with. */
const LOCKED = ['nosuid', 'nodev', 'noexec'];

const SYS: ReadonlyMap<string, string> = new Map([
  ['/block/vda/size', '41943040\n'],
  ['/class/net/lo/mtu', '65536\n'],
  ['/devices/system/cpu/online', '0-1\n'],
  ['/fs/ext4/features/lazy_itable_init', 'supported\n'],
  ['/kernel/mm/transparent_hugepage/enabled', 'always [madvise] never\n'],
]);

export interface SystemMountOptions {
  /** Whose processes /proc shows. */
  readonly kernel: Kernel;
  /** The cgroup that looks like the root; the machine's when left out. */
  readonly cgroup?: Cgroup;
  /** A container's: /sys and the cgroups can only be read there, unless it is privileged. */
  readonly readOnly?: boolean;
  /** Bytes of /dev/shm; 64 MiB when left out, and none where it is 0. */
  readonly sharedMemoryBytes?: number | undefined;
}

/** /proc, /sys, /sys/fs/cgroup, /dev, /dev/pts and /dev/shm. */
export function systemMounts(options: SystemMountOptions): readonly FileMount[] {
  const { kernel, cgroup = kernel.rootCgroup } = options;
  const locked = options.readOnly === true ? { readOnly: true } : {};
  const bytes = options.sharedMemoryBytes ?? 64 * 1024 ** 2;
  const shared = new MemoryFiles({ now: () => kernel.clock.now, rootMode: 0o1777, disk: new Disk(bytes) });
  const proc: FileMount = { path: '/proc', files: new ProcFiles(kernel), type: 'proc', source: 'proc' };
  const sys: readonly FileMount[] = [
    { path: '/sys', files: new MapFiles(SYS, kernel.root.started), type: 'sysfs', source: 'sysfs', ...locked },
    { path: '/sys/fs/cgroup', files: new CgroupFiles(kernel, cgroup), type: 'cgroup2', source: 'cgroup', ...locked },
  ];
  const terminals: FileMount = { path: '/dev/pts', files: new MapFiles(new Map()), type: 'devpts', source: 'devpts' };
  const memory: FileMount = {
    path: '/dev/shm',
    files: shared,
    type: 'tmpfs',
    source: 'shm',
    options: [...(options.cgroup === undefined ? [] : LOCKED), `size=${Math.floor(bytes / 1024)}k`],
  };
  if (options.cgroup === undefined) {
    const dev: FileMount = { path: '/dev', files: devices, type: 'devtmpfs', source: 'udev', options: ['mode=755'] };
    return [proc, ...sys, dev, terminals, memory];
  }
  // runc's own /dev: a small tmpfs with the few devices that every container has.
  const size = ['size=65536k', 'mode=755'];
  const dev: FileMount = { path: '/dev', files: devices, type: 'tmpfs', source: 'tmpfs', options: size };
  const queues: FileMount = { path: '/dev/mqueue', files: new MapFiles(new Map()), type: 'mqueue', source: 'mqueue' };
  return [proc, dev, terminals, ...sys, queues, ...(bytes === 0 ? [] : [memory])];
}
