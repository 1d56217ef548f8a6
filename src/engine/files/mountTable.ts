/** Which file system is mounted where. */
import { fail, ok, type Result } from '../../base/result';
import { parentOf } from './fileLayer';
import { type FileErrorCode, type FileSystem, normalise } from './fileSystem';

export interface FileMount {
  /** Where it is mounted: an absolute path without links. */
  readonly path: string;
  readonly files: FileSystem;
  /** A path within `files` that is mounted in place of its root; it may be a single file. */
  readonly subPath?: string;
  readonly readOnly?: boolean;
  /** As /proc/mounts shows them: `tmpfs`, `overlay`, `ext4`; what it is of (`/dev/vda1`); further options. */
  readonly type?: string;
  readonly source?: string;
  readonly options?: readonly string[];
  /** Mounted by whoever made the mount namespace: /proc, /sys, /dev. */
  readonly system?: boolean;
}

/** A place in one of the mounted file systems. */
export interface Place {
  readonly files: FileSystem;
  /** The path within `files`. */
  readonly path: string;
  readonly mount: FileMount;
}

export class MountTable {
  #root: FileMount;
  /** The newest first: the first match is the right one, since it may lie over others. */
  #mounts: readonly FileMount[];

  /** Mounts that are there from the beginning may come in any order. */
  constructor(root: FileMount, mounts: readonly FileMount[]) {
    this.#root = root;
    this.#mounts = mounts
      .map((mount) => ({ ...mount, path: normalise(mount.path) }))
      .sort((a, b) => b.path.length - a.path.length);
  }

  get root(): FileMount {
    return this.#root;
  }

  /** All of them, the root too, oldest first. */
  get mounts(): readonly FileMount[] {
    return [this.root, ...[...this.#mounts].reverse()];
  }

  add(mount: FileMount): void {
    this.#mounts = [{ ...mount, path: normalise(mount.path) }, ...this.#mounts];
  }

  /** Mounts beneath all others, in place of what was mounted like this at the same paths before. */
  addBelow(mounts: readonly FileMount[]): void {
    const paths = new Set(mounts.map((mount) => mount.path));
    const others = this.#mounts.filter((mount) => !(paths.has(mount.path) && mount.system === true));
    this.#mounts = [...others, ...mounts.map((mount) => ({ ...mount, system: true })).reverse()];
  }

  /** Takes away what was mounted last at a path; `lazy` with all that is mounted below it. */
  remove(path: string, lazy: boolean): Result<void, 'EINVAL' | 'EBUSY'> {
    const found = this.#mounts.find((mount) => mount.path === path);
    if (found === undefined) return fail(path === '/' ? 'EBUSY' : 'EINVAL');
    const newer = this.#mounts.slice(0, this.#mounts.indexOf(found));
    const inside = new Set(newer.filter((mount) => isBelow(mount.path, path)));
    if (inside.size > 0 && !lazy) return fail('EBUSY');
    this.#mounts = this.#mounts.filter((mount) => mount !== found && !inside.has(mount));
    return ok(undefined);
  }

  /** Mounts the same thing with other options. */
  change(path: string, change: (mount: FileMount) => FileMount): Result<void, FileErrorCode> {
    const found = this.#mounts.find((mount) => mount.path === path);
    if (found === undefined && path === '/') {
      this.#root = change(this.#root);
      return ok(undefined);
    }
    if (found === undefined) return fail('EINVAL');
    this.#mounts = this.#mounts.map((mount) => (mount === found ? change(mount) : mount));
    return ok(undefined);
  }

  copy(): MountTable {
    const copy = new MountTable(this.root, []);
    copy.#mounts = this.#mounts;
    return copy;
  }

  /** Which file system a path without links lies in. */
  locate(path: string): Place {
    for (const mount of this.#mounts) {
      if (mount.path !== '/' && !isAtOrBelow(path, mount.path)) continue;
      const rest = mount.path === '/' ? path : path.slice(mount.path.length);
      return { files: mount.files, path: within(mount, rest), mount };
    }
    return { files: this.root.files, path: within(this.root, path), mount: this.root };
  }

  /** True for a mount point, and for a directory that has one in it or below. */
  covers(path: string): boolean {
    return this.#mounts.some((mount) => (mount.path === path || isBelow(mount.path, path)) && this.#isVisible(mount));
  }

  /** Names of mount points directly in a directory. */
  namesIn(directory: string): readonly string[] {
    return this.#mounts
      .filter((mount) => mount.path !== '/' && parentOf(mount.path) === directory && this.#isVisible(mount))
      .map((mount) => mount.path.slice(mount.path.lastIndexOf('/') + 1));
  }

  /** What can be seen, without those that others lie over; oldest first. */
  get visible(): readonly FileMount[] {
    return this.mounts.filter((mount) => this.#isVisible(mount));
  }

  #isVisible(mount: FileMount): boolean {
    return this.locate(mount.path).mount === mount;
  }
}

function within(mount: FileMount, rest: string): string {
  return mount.subPath === undefined ? normalise(rest) : normalise(`${mount.subPath}/${rest}`);
}

function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** Asked for each mount on each step of each path: it makes no new text. */
function isAtOrBelow(path: string, mount: string): boolean {
  return path.startsWith(mount) && (path.length === mount.length || path[mount.length] === '/');
}
