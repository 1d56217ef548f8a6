/** mount(2) and umount(2): who may do it, and what can be mounted. */
import { fail, ok, type Result } from '../../base/result';
import { Disk } from '../files/disk';
import { type FileErrorCode, normalise } from '../files/fileSystem';
import { FilesView } from '../files/filesView';
import { MapFiles } from '../files/mapFiles';
import { MemoryFiles } from '../files/memoryFiles';
import type { FileMount, Place } from '../files/mountTable';
import { type Branch, OverlayFiles } from '../files/overlayFiles';
import { CgroupFiles } from './cgroupFiles';
import type { Process } from './process';
import { ProcFiles } from './procFiles';

export interface MountRequest {
  /** What is mounted: a directory for bind mounts, else a name. */
  readonly source: string;
  /** An absolute path, as the process sees it. */
  readonly target: string;
  /** `tmpfs`, `proc`, `sysfs`, `cgroup2`, `overlay`, `bind`. */
  readonly type: string;
  readonly readOnly: boolean;
  /** Options of the file system: `size=1m`, `lowerdir=/a:/b`. */
  readonly options: readonly string[];
  /** With a bind mount: what is mounted below the source too. */
  readonly recursive?: boolean;
}

export interface MountProblem {
  readonly code: FileErrorCode | 'ENODEV' | 'no source' | 'not simulated';
  /** The path or option that it is about, where that isn't the target. */
  readonly about?: string;
}

type Found = Place & { readonly real: string };

/** Mounts something in the process's mount namespace. */
export function mountFiles(process: Process, request: MountRequest): Result<void, MountProblem> {
  if (!mayMount(process)) return fail({ code: 'EPERM' });
  const target = placeOf(process, request.target);
  if (!target.ok) return target;
  const { files } = process.namespaces.mount;
  const readOnly = request.readOnly ? { readOnly: true } : {};
  if (request.type === 'bind') return bind(process, request, target.value);
  const stat = process.files.stat(request.target);
  if (!stat.ok || stat.value.type !== 'directory') return fail({ code: 'ENOTDIR' });
  const made = makeFiles(process, request);
  if (!made.ok) return made;
  files.mount({ ...made.value, path: target.value.real, source: request.source, ...readOnly });
  return ok(undefined);
}

/** Takes away what was mounted last at a path. A process that has its working directory in it keeps it busy. */
export function unmountFiles(
  process: Process,
  path: string,
  options: { readonly lazy?: boolean } = {},
): Result<void, MountProblem> {
  const target = placeOf(process, path);
  if (!target.ok) return target;
  if (!mayMount(process)) return fail({ code: 'EPERM' });
  const { real } = target.value;
  if (options.lazy !== true && isUsed(process, real)) return fail({ code: 'EBUSY' });
  const unmounted = process.namespaces.mount.files.unmount(real, options);
  return unmounted.ok ? unmounted : fail({ code: unmounted.error.code });
}

/** Changes how something is mounted (`-o remount,ro`). */
export function remountFiles(
  process: Process,
  path: string,
  change: (mount: FileMount) => FileMount,
): Result<void, MountProblem> {
  const target = placeOf(process, path);
  if (!target.ok) return target;
  if (!mayMount(process)) return fail({ code: 'EPERM' });
  const changed = process.namespaces.mount.files.remount(target.value.real, change);
  return changed.ok ? changed : fail({ code: changed.error.code });
}

/** Root of the user namespace that the mount namespace belongs to. */
export function mayMount(process: Process): boolean {
  return process.capable('SYS_ADMIN', process.namespaces.mount.owner);
}

/** Where a path leads, in the mount namespace and in the file system that is mounted there. */
function placeOf(process: Process, path: string): Result<Found, MountProblem> {
  const { files } = process;
  if (!(files instanceof FilesView)) return fail({ code: 'EINVAL' });
  const place = files.place(normalise(path, process.workingDirectory));
  return place.ok ? place : fail({ code: place.error.code });
}

function isUsed(process: Process, mountPoint: string): boolean {
  const { mount } = process.namespaces;
  return process.kernel.root.processes.some((one) => {
    if (one.namespaces.mount !== mount) return false;
    const directory = normalise(`${one.root}/${one.workingDirectory}`);
    return directory === mountPoint || directory.startsWith(`${mountPoint}/`);
  });
}

function bind(process: Process, request: MountRequest, target: Found): Result<void, MountProblem> {
  const source = placeOf(process, request.source);
  if (!source.ok) return fail({ code: 'no source', about: request.source });
  const kinds = [request.source, request.target].map((path) => {
    const stat = process.files.stat(normalise(path, process.workingDirectory));
    return stat.ok && stat.value.type === 'directory';
  });
  if (kinds[0] !== kinds[1]) return fail({ code: 'ENOTDIR' });
  const { mount, real, path } = source.value;
  const { files } = process.namespaces.mount;
  const readOnly = request.readOnly || mount.readOnly === true;
  const { system: _, ...like } = mount;
  const below = files.mounts.filter((one) => one.path.startsWith(real === '/' ? '/' : `${real}/`) && one.path !== '/');
  files.mount({ ...like, files: mount.files, path: target.real, subPath: path, readOnly });
  if (request.recursive !== true) return ok(undefined);
  for (const { system: __, ...one } of below) {
    const rest = real === '/' ? one.path : one.path.slice(real.length);
    files.mount({ ...one, path: normalise(`${target.real}/${rest}`) });
  }
  return ok(undefined);
}

type NewMount = Pick<FileMount, 'files' | 'type' | 'options'>;

function makeFiles(process: Process, request: MountRequest): Result<NewMount, MountProblem> {
  const { kernel, namespaces } = process;
  const { type, options } = request;
  switch (type) {
    case 'tmpfs':
      return tmpfs(process, options);
    case 'proc':
      if (!process.capable('SYS_ADMIN', namespaces.pid.owner)) return fail({ code: 'EPERM' });
      return ok({ type, options, files: new ProcFiles(namespaces.pid) });
    case 'sysfs':
      if (!process.capable('SYS_ADMIN', kernel.root.user)) return fail({ code: 'EPERM' });
      return ok({ type, options, files: new MapFiles(new Map([['/fs/cgroup/', '']]), kernel.clock.now) });
    case 'cgroup2': {
      const root = kernel.rootCgroup.descendant(namespaces.cgroup.root);
      return ok({ type, options, files: new CgroupFiles(kernel, root) });
    }
    case 'overlay':
      return overlay(process, options);
    case 'cgroup':
    case 'nfs':
    case 'ext4':
    case 'squashfs':
    case 'mqueue':
    case 'devtmpfs':
    case 'devpts':
      return fail({ code: 'not simulated', about: type });
    default:
      return fail({ code: 'ENODEV', about: type });
  }
}

function tmpfs(process: Process, options: readonly string[]): Result<NewMount, MountProblem> {
  const { clock, memoryBytes } = process.kernel;
  const value = (name: string) => options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const size = readSize(value('size'), memoryBytes);
  const mode = Number.parseInt(value('mode') ?? '1777', 8);
  if (size === undefined || Number.isNaN(mode)) return fail({ code: 'EINVAL' });
  const files = new MemoryFiles({ now: () => clock.now, rootMode: mode, disk: new Disk(size) });
  const shown = options.map((option) => (option.startsWith('size=') ? `size=${size / 1024}k` : option));
  return ok({ type: 'tmpfs', files, options: shown });
}

/** A tmpfs's `size=`: bytes; half of the memory unless told otherwise; undefined when nothing can be made of it. */
export function readSize(text: string | undefined, memory: number): number | undefined {
  if (text === undefined) return memory / 2;
  const match = /^(\d+)([kmgKMG%]?)$/.exec(text);
  if (match === null) return undefined;
  const number = Number(match[1]);
  if (match[2] === '%') return Math.floor((memory * number) / 100);
  return number * 1024 ** ' kmg'.indexOf((match[2] ?? '').toLowerCase() || ' ');
}

function overlay(process: Process, options: readonly string[]): Result<NewMount, MountProblem> {
  const value = (name: string) => options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const lowerPaths = value('lowerdir')?.split(':') ?? [];
  const [upperPath, workPath] = [value('upperdir'), value('workdir')];
  if (lowerPaths.length === 0 || (upperPath !== undefined && workPath === undefined)) return fail({ code: 'EINVAL' });
  const lower: Branch[] = [];
  for (const path of lowerPaths) {
    const branch = directory(process, path);
    if (!branch.ok) return branch;
    lower.push(branch.value);
  }
  if (upperPath === undefined) return ok({ type: 'overlay', options, files: new OverlayFiles({ lower }) });
  const upper = directory(process, upperPath);
  if (!upper.ok) return upper;
  const work = directory(process, workPath ?? '');
  if (!work.ok) return work;
  // Upper and work directories have to lie in one file system, and that one has to know whiteouts.
  const usable = upper.value.files === work.value.files && upper.value.files.makeDevice !== undefined;
  if (!usable) return fail({ code: 'EINVAL' });
  upper.value.files.makeDirectory(normalise(`${work.value.path}/work`), { mode: 0, owner: 'root' });
  return ok({ type: 'overlay', options, files: new OverlayFiles({ lower, upper: upper.value }) });
}

function directory(process: Process, path: string): Result<Branch, MountProblem> {
  const place = placeOf(process, path);
  if (!place.ok) return fail({ code: place.error.code, about: path });
  const stat = process.files.stat(normalise(path, process.workingDirectory));
  if (!stat.ok || stat.value.type !== 'directory') return fail({ code: 'ENOTDIR', about: path });
  return ok({ files: place.value.files, path: place.value.path });
}
