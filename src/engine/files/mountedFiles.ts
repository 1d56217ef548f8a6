/**
 * A file system with others mounted on directories (or files) of it: a container's root with its volumes. Links are
 * followed across mounts.
 */
import { fail, ok, type Result } from '../../base/result';
import { parentOf } from './fileLayer';
import { type FileError, type FileErrorCode, type FileStat, type FileSystem, normalise } from './fileSystem';

export interface FileMount {
  /** Where it is mounted: an absolute path. */
  readonly path: string;
  readonly files: FileSystem;
  /** A path within `files` that is mounted in place of its root; it may be a single file. */
  readonly subPath?: string;
  readonly readOnly?: boolean;
  /** As /proc/mounts shows them: `tmpfs`, `overlay`, `ext4`; what it is of (`/dev/vda1`); other options. */
  readonly type?: string;
  readonly source?: string;
  readonly options?: readonly string[];
}

interface Place {
  readonly files: FileSystem;
  /** The path within `files`. */
  readonly path: string;
  readonly mount: FileMount | undefined;
}

const LINK_LIMIT = 40;

export class MountedFiles implements FileSystem {
  readonly #root: FileSystem;
  /** The newest first: the first match is the right one, since it may lie over others. */
  #mounts: readonly FileMount[];

  constructor(root: FileSystem, mounts: readonly FileMount[]) {
    this.#root = root;
    this.#mounts = mounts
      .map((mount) => ({ ...mount, path: normalise(mount.path) }))
      .sort((a, b) => b.path.length - a.path.length);
  }

  /** What is mounted besides the root, oldest first. */
  get mounts(): readonly FileMount[] {
    return [...this.#mounts].reverse();
  }

  /** Mounts a file system; it lies over whatever is at its path. The path has no links in it. */
  mount(mount: FileMount): void {
    this.#mounts = [{ ...mount, path: normalise(mount.path) }, ...this.#mounts];
  }

  /** Takes away what was mounted last at a path. EINVAL: nothing is; EBUSY: others are mounted below it. */
  unmount(path: string): Result<void, FileError> {
    const at = normalise(path);
    const found = this.#mounts.findIndex((mount) => mount.path === at);
    if (found < 0) return problem('EINVAL', path);
    const newer = this.#mounts.slice(0, found);
    if (newer.some((mount) => mount.path.startsWith(at === '/' ? '/' : `${at}/`))) return problem('EBUSY', path);
    this.#mounts = this.#mounts.filter((_, index) => index !== found);
    return ok(undefined);
  }

  /** The same mounts, which change apart from now on; the files are shared. */
  copy(): MountedFiles {
    const copy = new MountedFiles(this.#root, []);
    copy.#mounts = this.#mounts;
    return copy;
  }

  read(path: string): Result<string, FileError> {
    const place = this.#place(path);
    return restated(path, place.files.read(place.path));
  }

  write(path: string, text: string, options?: { append?: boolean; mode?: number }): Result<void, FileError> {
    return this.#change(path, (place) => place.files.write(place.path, text, options));
  }

  list(path: string): Result<readonly string[], FileError> {
    const real = this.#real(path, true);
    const place = this.#locate(real);
    const listed = restated(path, place.files.list(place.path));
    const mounted = this.#mounts.filter((mount) => mount.path !== '/' && parentOf(mount.path) === real);
    if (!listed.ok || mounted.length === 0) return listed;
    const names = mounted.map((mount) => mount.path.slice(mount.path.lastIndexOf('/') + 1));
    return ok([...new Set([...listed.value, ...names])].sort());
  }

  stat(path: string, options: { follow?: boolean } = {}): Result<FileStat, FileError> {
    const place = this.#locate(this.#real(path, options.follow !== false));
    return restated(path, place.files.stat(place.path, options));
  }

  makeDirectory(path: string, options: { parents?: boolean } = {}): Result<void, FileError> {
    if (options.parents === true && this.stat(path).ok) {
      return this.#place(path).files.makeDirectory(this.#place(path).path, options);
    }
    return this.#change(path, (place) => place.files.makeDirectory(place.path, options));
  }

  remove(path: string, options?: { recursive?: boolean }): Result<void, FileError> {
    const real = this.#real(path, false);
    if (this.#mounts.some((mount) => mount.path === real || mount.path.startsWith(`${real}/`))) {
      return problem('EBUSY', path);
    }
    return this.#change(path, (place) => place.files.remove(place.path, options), false);
  }

  rename(from: string, to: string): Result<void, FileError> {
    const source = this.#locate(this.#real(from, false));
    const target = this.#locate(this.#real(to, false));
    if (source.mount !== target.mount) return problem('EXDEV', to);
    if (source.mount?.readOnly === true) return problem('EROFS', to);
    return source.files.rename(source.path, target.path);
  }

  setMode(path: string, mode: number): Result<void, FileError> {
    return this.#change(path, (place) => place.files.setMode(place.path, mode));
  }

  link(target: string, path: string): Result<void, FileError> {
    return this.#change(path, (place) => place.files.link(target, place.path), false);
  }

  onChange(listener: (path: string) => void): () => void {
    const stops = this.#mounts.map((mount) => {
      const within = normalise(mount.subPath ?? '/');
      return mount.files.onChange((path) => {
        if (path === within) listener(mount.path);
        else if (path.startsWith(within === '/' ? '/' : `${within}/`)) {
          listener(normalise(`${mount.path}/${within === '/' ? path : path.slice(within.length)}`));
        }
      });
    });
    stops.push(this.#root.onChange((path) => this.#locate(path).mount === undefined && listener(path)));
    return () => {
      for (const stop of stops) stop();
    };
  }

  #change(path: string, run: (place: Place) => Result<void, FileError>, follow = true): Result<void, FileError> {
    const place = this.#locate(this.#real(path, follow));
    if (place.mount?.readOnly === true) return problem('EROFS', path);
    return restated(path, run(place));
  }

  #place(path: string): Place {
    return this.#locate(this.#real(path, true));
  }

  /** Which file system a path without links lies in. */
  #locate(path: string): Place {
    for (const mount of this.#mounts) {
      if (mount.path !== '/' && path !== mount.path && !path.startsWith(`${mount.path}/`)) continue;
      const rest = mount.path === '/' ? path : path.slice(mount.path.length);
      return { files: mount.files, path: normalise(`${mount.subPath ?? ''}/${rest}`), mount };
    }
    return { files: this.#root, path, mount: undefined };
  }

  /** The path with links resolved; what doesn't exist is left as it is, for the file system below to complain of. */
  #real(path: string, follow: boolean): string {
    const rest = normalise(path).split('/').slice(1);
    let at = '';
    let links = 0;
    for (;;) {
      const part = rest.shift();
      if (part === undefined) return at === '' ? '/' : at;
      if (part === '') continue;
      const next = `${at}/${part}`;
      const place = this.#locate(next);
      const stat = place.files.stat(place.path, { follow: false });
      if (!stat.ok) return [next, ...rest].join('/');
      const target = stat.value.target;
      if (target !== undefined && (follow || rest.length > 0) && ++links <= LINK_LIMIT) {
        rest.unshift(
          ...normalise(target, at === '' ? '/' : at)
            .split('/')
            .slice(1),
        );
        at = '';
      } else at = next;
    }
  }
}

/** Errors speak of the path that the caller used, not of the one inside a mount. */
function restated<T>(path: string, result: Result<T, FileError>): Result<T, FileError> {
  return result.ok ? result : fail({ code: result.error.code, path });
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
