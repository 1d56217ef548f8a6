/**
 * A read-only file system that shows a map from paths to texts, as it is at any moment: ConfigMaps, Secrets and tokens
 * as the kubelet lays them out. Whoever owns the map changes it; nobody is told (as with the real volumes, programs
 * that want to know look again).
 */
import { fail, ok, type Result } from '../../base/result';
import { type FileError, type FileErrorCode, type FileStat, type FileSystem, normalise } from './fileSystem';

export class MapFiles implements FileSystem {
  readonly #files: ReadonlyMap<string, string>;
  readonly #modified: number;

  /** Keys are absolute paths below the mount (`/app.conf`); a key without the leading slash is taken the same way. */
  constructor(files: ReadonlyMap<string, string>, modified = 0) {
    this.#files = files;
    this.#modified = modified;
  }

  read(path: string): Result<string, FileError> {
    const text = this.#text(path);
    if (text !== undefined) return ok(text);
    return problem(this.#isDirectory(path) ? 'EISDIR' : 'ENOENT', path);
  }

  list(path: string): Result<readonly string[], FileError> {
    if (!this.#isDirectory(path)) return problem(this.#text(path) === undefined ? 'ENOENT' : 'ENOTDIR', path);
    const prefix = directoryPrefix(path);
    const names = new Set<string>();
    for (const key of this.#files.keys()) {
      const file = normalise(key);
      if (file.startsWith(prefix)) names.add(file.slice(prefix.length).split('/')[0] ?? '');
    }
    return ok([...names].sort());
  }

  stat(path: string): Result<FileStat, FileError> {
    const text = this.#text(path);
    const common = { modified: this.#modified, owner: 'root' };
    if (text !== undefined) return ok({ type: 'file', size: text.length, mode: 0o644, ...common });
    if (this.#isDirectory(path)) return ok({ type: 'directory', size: 4096, mode: 0o755, ...common });
    return problem('ENOENT', path);
  }

  write(path: string): Result<void, FileError> {
    return problem('EROFS', path);
  }

  makeDirectory(path: string, options: { parents?: boolean } = {}): Result<void, FileError> {
    return options.parents === true && this.#isDirectory(path) ? ok(undefined) : problem('EROFS', path);
  }

  remove(path: string): Result<void, FileError> {
    return problem('EROFS', path);
  }

  rename(_from: string, to: string): Result<void, FileError> {
    return problem('EROFS', to);
  }

  setMode(path: string): Result<void, FileError> {
    return problem('EROFS', path);
  }

  setOwner(path: string): Result<void, FileError> {
    return problem('EROFS', path);
  }

  link(_target: string, path: string): Result<void, FileError> {
    return problem('EROFS', path);
  }

  onChange(): () => void {
    return () => {};
  }

  #text(path: string): string | undefined {
    const key = normalise(path);
    return this.#files.get(key) ?? this.#files.get(key.slice(1));
  }

  #isDirectory(path: string): boolean {
    const prefix = directoryPrefix(path);
    if (prefix === '/') return true;
    for (const key of this.#files.keys()) if (normalise(key).startsWith(prefix)) return true;
    return false;
  }
}

function directoryPrefix(path: string): string {
  const directory = normalise(path);
  return directory === '/' ? '/' : `${directory}/`;
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
