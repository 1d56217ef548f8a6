/**
 * Mounted file systems as somebody sees them: paths begin at the viewer's root directory, links are followed across
 * mounts, and permissions are looked at as Linux does (search on each directory on the way, then read, write or execute).
 *
 * Simplified: `..` is resolved before links are.
 */
import { fail, ok, type Result } from '../../base/result';
import {
  type Access,
  type Device,
  type DirectoryOptions,
  type FileError,
  type FileErrorCode,
  type FileStat,
  type FileSystem,
  normalise,
  type Ownership,
  type WriteOptions,
} from './fileSystem';
import type { MountTable, Place } from './mountTable';
import type { SeenByViewer, Viewer } from './viewer';

const LINK_LIMIT = 40;
/** A link is not followed. */
const ITSELF = { follow: false };
const STICKY = 0o1000;

/** Where a path leads; `stat` is undefined when nothing is there, but its directory is. */
interface Found extends Place {
  /** The path in the mount namespace, without links. */
  readonly real: string;
  readonly stat: FileStat | undefined;
  /** The directory it is in; undefined for the root. */
  readonly directory: FileStat | undefined;
  /** Nothing is to be learned of what is there, such as another user's process. */
  readonly forbidden: boolean;
}

export class FilesView implements FileSystem {
  protected readonly table: MountTable;
  readonly #viewer: Viewer;

  constructor(table: MountTable, viewer: Viewer) {
    this.table = table;
    this.#viewer = viewer;
  }

  read(path: string): Result<string, FileError> {
    const found = this.#existing(path);
    if (!found.ok) return found;
    if (!this.#may(found.value.stat, 'read')) return problem('EACCES', path);
    return restated(path, found.value.files.read(found.value.path));
  }

  write(path: string, text: string, options: WriteOptions = {}): Result<void, FileError> {
    const found = this.#walk(path, true);
    if (!found.ok) return found;
    const { files, path: at, stat, directory, mount } = found.value;
    if (stat?.type === 'directory') return problem('EISDIR', path);
    if (mount.readOnly === true && stat?.device === undefined) return problem('EROFS', path);
    if (stat === undefined ? !this.#mayChange(directory) : !this.#may(stat, 'write')) return problem('EACCES', path);
    const own = stat === undefined ? { ...this.#viewer.ownership, ...options } : options;
    return restated(path, files.write(at, text, own));
  }

  list(path: string): Result<readonly string[], FileError> {
    const found = this.#existing(path);
    if (!found.ok) return found;
    const { files, path: at, stat, real } = found.value;
    if (!this.#may(stat, 'read')) return problem('EACCES', path);
    const listed = restated(path, files.list(at));
    const mounted = this.table.namesIn(real);
    if (!listed.ok || mounted.length === 0) return listed;
    return ok([...new Set([...listed.value, ...mounted])].sort());
  }

  stat(path: string, options: { follow?: boolean } = {}): Result<FileStat, FileError> {
    const found = this.#existing(path, options.follow !== false);
    return found.ok ? ok(found.value.stat) : found;
  }

  makeDirectory(path: string, options: DirectoryOptions = {}): Result<void, FileError> {
    const found = this.#walk(path, true);
    const parents = options.parents === true;
    if (!found.ok) {
      if (!parents || found.error.code !== 'ENOENT') return found;
      const made = this.makeDirectory(normalise(`${normalise(path)}/..`), options);
      return made.ok ? this.makeDirectory(path, options) : made;
    }
    const { files, path: at, stat, directory, mount } = found.value;
    if (stat !== undefined) return parents && stat.type === 'directory' ? ok(undefined) : problem('EEXIST', path);
    if (mount.readOnly === true) return problem('EROFS', path);
    if (!this.#mayChange(directory)) return problem('EACCES', path);
    return restated(path, files.makeDirectory(at, { ...this.#viewer.ownership, ...options, parents: false }));
  }

  remove(path: string, options: { recursive?: boolean } = {}): Result<void, FileError> {
    const found = this.#existing(path, false);
    if (!found.ok) return found;
    const { files, path: at, real } = found.value;
    if (this.table.covers(real)) return problem('EBUSY', path);
    const refused = this.#removal(found.value);
    if (refused !== undefined) return problem(refused, path);
    const inner = options.recursive === true ? this.#forbiddenInside(path, found.value.stat) : undefined;
    if (inner !== undefined) return fail(inner);
    return restated(path, files.remove(at, options));
  }

  rename(from: string, to: string): Result<void, FileError> {
    const source = this.#existing(from, false);
    if (!source.ok) return source;
    const target = this.#walk(to, false);
    if (!target.ok) return target;
    if (this.table.covers(source.value.real) && source.value.real !== target.value.real) return problem('EBUSY', from);
    if (source.value.mount !== target.value.mount) return problem('EXDEV', to);
    const refused = this.#removal(source.value);
    if (refused !== undefined) return problem(refused, from);
    if (!this.#mayChange(target.value.directory)) return problem('EACCES', to);
    const renamed = source.value.files.rename(source.value.path, target.value.path);
    return renamed.ok ? renamed : problem(renamed.error.code, to);
  }

  setMode(path: string, mode: number): Result<void, FileError> {
    const found = this.#existing(path);
    if (!found.ok) return found;
    if (found.value.mount.readOnly === true) return problem('EROFS', path);
    if (!this.#viewer.owns(found.value.stat)) return problem('EPERM', path);
    return restated(path, found.value.files.setMode(found.value.path, mode));
  }

  setOwner(path: string, ownership: Ownership): Result<void, FileError> {
    const found = this.#existing(path, false);
    if (!found.ok) return found;
    if (found.value.mount.readOnly === true) return problem('EROFS', path);
    if (!this.#viewer.givesAway) return problem('EPERM', path);
    return restated(path, found.value.files.setOwner(found.value.path, ownership));
  }

  link(target: string, path: string, options: Ownership = {}): Result<void, FileError> {
    return this.#create(path, (files, at) => files.link(target, at, { ...this.#viewer.ownership, ...options }));
  }

  makeDevice(path: string, device: Device, options: Ownership = {}): Result<void, FileError> {
    const ownership = { ...this.#viewer.ownership, ...options };
    return this.#create(path, (files, at) => files.makeDevice?.(at, device, ownership) ?? problem('EPERM', path));
  }

  setOpaque(path: string): Result<void, FileError> {
    const found = this.#existing(path);
    if (!found.ok) return found;
    return found.value.files.setOpaque?.(found.value.path) ?? problem('EPERM', path);
  }

  allows(path: string, access: Access): boolean {
    const found = this.#existing(path);
    return found.ok && this.#may(found.value.stat, access);
  }

  /** Where a path leads: to which file system and which path in it, for mounting it elsewhere. */
  place(path: string): Result<Place & { readonly real: string; readonly stat: FileStat }, FileError> {
    return this.#existing(path);
  }

  onChange(listener: (path: string) => void): () => void {
    const stops = this.table.mounts.map((mount) => {
      const inside = normalise(mount.subPath ?? '/');
      return mount.files.onChange((path) => {
        const real = outside(mount.path, inside, path);
        if (real !== undefined && this.table.locate(real).mount === mount) this.#tell(real, listener);
      });
    });
    return () => {
      for (const stop of stops) stop();
    };
  }

  #tell(real: string, listener: (path: string) => void): void {
    const { root } = this.#viewer;
    if (root === '/') listener(real);
    else if (real.startsWith(`${root}/`)) listener(real.slice(root.length));
  }

  #create(path: string, make: (files: FileSystem, at: string) => Result<void, FileError>): Result<void, FileError> {
    const found = this.#walk(path, false);
    if (!found.ok) return found;
    const { files, path: at, stat, directory, mount } = found.value;
    if (stat !== undefined) return problem('EEXIST', path);
    if (mount.readOnly === true) return problem('EROFS', path);
    if (!this.#mayChange(directory)) return problem('EACCES', path);
    return restated(path, make(files, at));
  }

  #may(stat: FileStat, access: Access): boolean {
    return this.#viewer.unrestricted || this.#viewer.may(stat, access);
  }

  /** Names are made in a directory by those who may write to it and go through it. */
  #mayChange(directory: FileStat | undefined): boolean {
    return directory === undefined || (this.#may(directory, 'write') && this.#may(directory, 'execute'));
  }

  #removal(found: Found & { readonly stat: FileStat }): FileErrorCode | undefined {
    const { mount, directory, stat } = found;
    if (mount.readOnly === true) return 'EROFS';
    if (!this.#mayChange(directory)) return 'EACCES';
    const sticky = directory !== undefined && (directory.mode & STICKY) !== 0 && !this.#viewer.unrestricted;
    return sticky && !this.#viewer.owns(stat) && !this.#viewer.owns(directory) ? 'EPERM' : undefined;
  }

  /** The first directory below a path in which nothing may be removed. */
  #forbiddenInside(path: string, stat: FileStat): FileError | undefined {
    if (this.#viewer.unrestricted || stat.type !== 'directory') return undefined;
    const names = this.list(path);
    if (!names.ok) return names.error;
    if (names.value.length > 0 && !this.#mayChange(stat)) return { code: 'EACCES', path };
    for (const name of names.value) {
      const at = `${path}/${name}`;
      const inner = this.stat(at, { follow: false });
      const forbidden = inner.ok ? this.#forbiddenInside(at, inner.value) : undefined;
      if (forbidden !== undefined) return forbidden;
    }
    return undefined;
  }

  #existing(path: string, follow = true): Result<Found & { readonly stat: FileStat }, FileError> {
    const found = this.#walk(path, follow);
    if (!found.ok) return found;
    const { stat, forbidden } = found.value;
    return stat === undefined ? problem(forbidden ? 'EACCES' : 'ENOENT', path) : ok({ ...found.value, stat });
  }

  /** Follows a path from the viewer's root, part by part. */
  #walk(path: string, follow: boolean): Result<Found, FileError> {
    const { root } = this.#viewer;
    const base = root === '/' ? '' : root;
    const rest = normalise(path).split('/').slice(1);
    let found = this.#look(base === '' ? '/' : base, undefined);
    let at = '';
    let links = 0;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      if (part === '') continue;
      const barred = this.#barred(found);
      if (barred !== undefined) return problem(barred, path);
      const next = this.#look(`${base}${at}/${part}`, found.stat);
      const target = next.stat?.target;
      const followed = target !== undefined && (follow || rest.length > 0);
      if (followed && next.stat?.direct !== true) {
        if (++links > LINK_LIMIT) return problem('ELOOP', path);
        rest.unshift(
          ...normalise(target, at === '' ? '/' : at)
            .split('/')
            .slice(1),
        );
        found = this.#look(base === '' ? '/' : base, undefined);
        at = '';
      } else {
        found = followed ? entered(next) : next;
        at = `${at}/${part}`;
      }
    }
    return ok(found);
  }

  /** Why nobody gets further from here. */
  #barred({ stat, forbidden }: Found): FileErrorCode | undefined {
    if (stat === undefined) return forbidden ? 'EACCES' : 'ENOENT';
    if (stat.type !== 'directory') return 'ENOTDIR';
    return this.#may(stat, 'execute') ? undefined : 'EACCES';
  }

  #look(real: string, directory: FileStat | undefined): Found {
    const place = this.table.locate(real);
    const files = isSeenByViewer(place.files) ? place.files.seenBy(this.#viewer) : place.files;
    const { path, mount } = place;
    const stat = files.stat(path, ITSELF);
    if (stat.ok) return { files, path, mount, real, stat: stat.value, directory, forbidden: false };
    return { files, path, mount, real, stat: undefined, directory, forbidden: stat.error.code === 'EACCES' };
  }
}

/** What a link that leads to a directory itself is once it is followed. */
function entered(found: Found): Found {
  if (found.stat === undefined) return found;
  const { target: _target, direct: _direct, ...stat } = found.stat;
  return { ...found, stat: { ...stat, type: 'directory', mode: 0o755 } };
}

function isSeenByViewer(files: FileSystem): files is SeenByViewer {
  return 'seenBy' in files;
}

/** The path that a change inside a mount has outside; undefined when the mount doesn't show it. */
function outside(mountPath: string, inside: string, path: string): string | undefined {
  if (path === inside) return mountPath;
  const prefix = inside === '/' ? '/' : `${inside}/`;
  if (!path.startsWith(prefix)) return undefined;
  return normalise(`${mountPath}/${inside === '/' ? path : path.slice(inside.length)}`);
}

/** Errors speak of the path that the caller used, not of the one inside a mount. */
function restated<T>(path: string, result: Result<T, FileError>): Result<T, FileError> {
  return result.ok ? result : fail({ code: result.error.code, path });
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
