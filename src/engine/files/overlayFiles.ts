/**
 * overlayfs: directories of other file systems shown as one. What is written goes to the upper directory; a lower file
 * is copied up before it changes, and what is removed is covered by a whiteout there (the character device 0, 0).
 *
 * Simplified: no work directory is used, and no directory that a lower layer has a part in can be renamed (EXDEV, as
 * without redirect_dir).
 */
import { fail, ok, type Result } from '../../base/result';
import { parentOf } from './fileLayer';
import {
  type Device,
  type DirectoryOptions,
  type DiskUsage,
  type FileError,
  type FileErrorCode,
  type FileStat,
  type FileSystem,
  normalise,
  type Ownership,
  type WriteOptions,
} from './fileSystem';

/** A directory of a file system. */
export interface Branch {
  readonly files: FileSystem;
  readonly path: string;
}

export interface OverlayOptions {
  /** Uppermost first. */
  readonly lower: readonly Branch[];
  /** Without it nothing can be written. Its file system has to know devices and opaque directories. */
  readonly upper?: Branch;
}

/** What is at a path, and which branches have a part in it: one for a file, those that are merged for a directory. */
interface Entry {
  readonly stat: FileStat;
  readonly branches: readonly Branch[];
}

const WHITEOUT: Device = { kind: 'character', major: 0, minor: 0 };

export class OverlayFiles implements FileSystem {
  readonly #upper: Branch | undefined;
  readonly #branches: readonly Branch[];

  constructor(options: OverlayOptions) {
    this.#upper = options.upper;
    this.#branches = options.upper === undefined ? options.lower : [options.upper, ...options.lower];
  }

  read(path: string): Result<string, FileError> {
    const entry = this.#find(path);
    if (entry === undefined) return problem('ENOENT', path);
    if (entry.stat.type === 'directory') return problem('EISDIR', path);
    return at(entry.branches[0], path, (files, real) => files.read(real));
  }

  stat(path: string): Result<FileStat, FileError> {
    const entry = this.#find(path);
    return entry === undefined ? problem('ENOENT', path) : ok(entry.stat);
  }

  list(path: string): Result<readonly string[], FileError> {
    const entry = this.#find(path);
    if (entry === undefined) return problem('ENOENT', path);
    return entry.stat.type === 'directory' ? ok(namesIn(entry.branches, normalise(path))) : problem('ENOTDIR', path);
  }

  write(path: string, text: string, options: WriteOptions = {}): Result<void, FileError> {
    const entry = this.#find(path);
    if (entry?.stat.type === 'directory') return problem('EISDIR', path);
    if (entry === undefined) return this.#make(path, (upper) => upper.files.write(join(upper, path), text, options));
    const copied = options.append === true ? this.#copyUp(path) : this.#prepare(path);
    if (!copied.ok) return copied;
    const { mode, owner, group } = entry.stat;
    const kept = { mode, owner, ...(group === undefined ? {} : { group }) };
    return this.#inUpper(path, (upper) => upper.files.write(join(upper, path), text, { ...kept, ...options }));
  }

  makeDirectory(path: string, options: DirectoryOptions = {}): Result<void, FileError> {
    const entry = this.#find(path);
    if (entry !== undefined)
      return options.parents === true && entry.stat.type === 'directory' ? ok(undefined) : problem('EEXIST', path);
    const parent = parentOf(normalise(path));
    if (options.parents === true && this.#find(parent) === undefined) {
      const made = this.makeDirectory(parent, options);
      if (!made.ok) return made;
    }
    return this.#make(path, (upper, covered) => {
      const made = upper.files.makeDirectory(join(upper, path), { ...options, parents: false });
      if (made.ok && covered) upper.files.setOpaque?.(join(upper, path));
      return made;
    });
  }

  remove(path: string, options: { recursive?: boolean } = {}): Result<void, FileError> {
    const entry = this.#find(path);
    if (entry === undefined) return problem('ENOENT', path);
    if (normalise(path) === '/') return problem('EBUSY', path);
    const full = entry.stat.type === 'directory' && namesIn(entry.branches, normalise(path)).length > 0;
    if (full && options.recursive !== true) return problem('ENOTEMPTY', path);
    const ready = this.#prepare(path);
    return ready.ok ? this.#inUpper(path, (upper) => this.#takeAway(upper, path)) : ready;
  }

  rename(from: string, to: string): Result<void, FileError> {
    const source = this.#find(from);
    if (source === undefined) return problem('ENOENT', from);
    const [old, next] = [normalise(from), normalise(to)];
    if (old === next) return ok(undefined);
    if (next.startsWith(`${old}/`)) return problem('EINVAL', to);
    const refused = this.#replacing(source, to);
    if (refused !== undefined) return problem(refused, to);
    if (source.stat.type === 'directory' && source.branches.some((branch) => branch !== this.#upper))
      return problem('EXDEV', to);
    const copied = this.#copyUp(from);
    if (!copied.ok) return copied;
    const ready = this.#prepare(to);
    if (!ready.ok) return ready;
    return this.#inUpper(to, (upper) => {
      upper.files.remove(join(upper, to), { recursive: true });
      const moved = upper.files.rename(join(upper, from), join(upper, to));
      if (!moved.ok) return moved;
      if (source.stat.type === 'directory' && this.#below(to)) upper.files.setOpaque?.(join(upper, to));
      return this.#below(from) ? this.#whiteOut(upper, from) : ok(undefined);
    });
  }

  setMode(path: string, mode: number): Result<void, FileError> {
    const copied = this.#copyUp(path);
    return copied.ok ? this.#inUpper(path, (upper) => upper.files.setMode(join(upper, path), mode)) : copied;
  }

  setOwner(path: string, ownership: Ownership): Result<void, FileError> {
    const copied = this.#copyUp(path);
    return copied.ok ? this.#inUpper(path, (upper) => upper.files.setOwner(join(upper, path), ownership)) : copied;
  }

  link(target: string, path: string, options?: Ownership): Result<void, FileError> {
    if (this.#find(path) !== undefined) return problem('EEXIST', path);
    return this.#make(path, (upper) => upper.files.link(target, join(upper, path), options));
  }

  usage(): DiskUsage {
    return this.#upper?.files.usage?.() ?? { capacity: 0, used: 0 };
  }

  onChange(listener: (path: string) => void): () => void {
    const stops = this.#branches.map((branch) =>
      branch.files.onChange((path) => {
        const base = branch.path === '/' ? '' : branch.path;
        if (path.startsWith(`${base}/`)) listener(path.slice(base.length));
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }

  #find(path: string): Entry | undefined {
    const root: Entry = { stat: rootStat(this.#branches), branches: this.#branches };
    let entry: Entry | undefined = root;
    let reached = '';
    for (const part of normalise(path).split('/').slice(1)) {
      if (part === '') break;
      if (entry?.stat.type !== 'directory') return undefined;
      reached = `${reached}/${part}`;
      entry = merge(entry.branches, reached);
    }
    return entry;
  }

  /** True when a lower branch has something at a path, which would show if the upper one had nothing there. */
  #below(path: string): boolean {
    const parent = this.#find(parentOf(normalise(path)));
    const lower = parent?.branches.filter((branch) => branch !== this.#upper) ?? [];
    return merge(lower, normalise(path)) !== undefined;
  }

  #inUpper(path: string, act: (upper: Branch) => Result<void, FileError>): Result<void, FileError> {
    if (this.#upper === undefined) return problem('EROFS', path);
    const done = act(this.#upper);
    return done.ok ? done : problem(done.error.code, path);
  }

  /** Makes something new in the upper directory; `covered`: where a whiteout was. */
  #make(path: string, make: (upper: Branch, covered: boolean) => Result<void, FileError>): Result<void, FileError> {
    const ready = this.#prepare(path);
    if (!ready.ok) return ready;
    return this.#inUpper(path, (upper) => {
      const covered = isWhiteout(upper, path);
      if (covered) upper.files.remove(join(upper, path));
      return make(upper, covered);
    });
  }

  /** Copies up the directories that a path lies in. */
  #prepare(path: string): Result<void, FileError> {
    if (this.#upper === undefined) return problem('EROFS', path);
    const parent = parentOf(normalise(path));
    const entry = this.#find(parent);
    if (entry === undefined) return problem('ENOENT', path);
    if (entry.stat.type !== 'directory') return problem('ENOTDIR', path);
    const copied = this.#copyUp(parent);
    return copied.ok ? copied : problem(copied.error.code, path);
  }

  #copyUp(path: string): Result<void, FileError> {
    const entry = this.#find(path);
    if (entry === undefined) return problem('ENOENT', path);
    if (this.#upper === undefined) return problem('EROFS', path);
    if (entry.branches.includes(this.#upper)) return ok(undefined);
    const ready = this.#prepare(path);
    return ready.ok ? this.#inUpper(path, (upper) => copy(entry, upper, normalise(path))) : ready;
  }

  #takeAway(upper: Branch, path: string): Result<void, FileError> {
    upper.files.remove(join(upper, path), { recursive: true });
    return this.#below(path) ? this.#whiteOut(upper, path) : ok(undefined);
  }

  #whiteOut(upper: Branch, path: string): Result<void, FileError> {
    return upper.files.makeDevice?.(join(upper, path), WHITEOUT, { owner: 'root' }) ?? problem('EPERM', path);
  }

  #replacing(source: Entry, to: string): FileErrorCode | undefined {
    const target = this.#find(to);
    if (target === undefined) return undefined;
    const [moved, replaced] = [source.stat.type === 'directory', target.stat.type === 'directory'];
    if (replaced && !moved) return 'EISDIR';
    if (!replaced && moved) return 'ENOTDIR';
    return replaced && namesIn(target.branches, normalise(to)).length > 0 ? 'ENOTEMPTY' : undefined;
  }
}

function join(branch: Branch, path: string): string {
  return normalise(`${branch.path}/${path}`);
}

function at<T>(
  branch: Branch | undefined,
  path: string,
  act: (files: FileSystem, real: string) => Result<T, FileError>,
): Result<T, FileError> {
  const done = branch === undefined ? problem('ENOENT', path) : act(branch.files, join(branch, path));
  return done.ok ? done : problem(done.error.code, path);
}

function look(branch: Branch, path: string): FileStat | undefined {
  const stat = branch.files.stat(join(branch, path), { follow: false });
  return stat.ok ? stat.value : undefined;
}

function rootStat(branches: readonly Branch[]): FileStat {
  for (const branch of branches) {
    const stat = look(branch, '/');
    if (stat !== undefined) return { ...stat, opaque: false };
  }
  return { type: 'directory', size: 4096, mode: 0o755, modified: 0, owner: 'root' };
}

/** What the branches of a directory make of one name in it. */
function merge(branches: readonly Branch[], path: string): Entry | undefined {
  const directories: Branch[] = [];
  let first: FileStat | undefined;
  for (const branch of branches) {
    const stat = look(branch, path);
    if (stat === undefined) continue;
    if (isWhiteoutStat(stat)) break;
    if (stat.type !== 'directory') {
      if (first === undefined) return { stat, branches: [branch] };
      break;
    }
    first ??= stat;
    directories.push(branch);
    if (stat.opaque === true) break;
  }
  if (first === undefined) return undefined;
  const { opaque: _, ...stat } = first;
  return { stat, branches: directories };
}

function namesIn(branches: readonly Branch[], directory: string): readonly string[] {
  const seen = new Set<string>();
  for (const branch of branches) {
    const names = branch.files.list(join(branch, directory));
    for (const name of names.ok ? names.value : []) seen.add(name);
  }
  const base = directory === '/' ? '' : directory;
  return [...seen].filter((name) => merge(branches, `${base}/${name}`) !== undefined).sort();
}

function isWhiteoutStat(stat: FileStat): boolean {
  return stat.device?.kind === 'character' && stat.device.major === 0 && stat.device.minor === 0;
}

function isWhiteout(branch: Branch, path: string): boolean {
  const stat = look(branch, path);
  return stat !== undefined && isWhiteoutStat(stat);
}

function copy(entry: Entry, upper: Branch, path: string): Result<void, FileError> {
  const { type, mode, owner, group, size, target = '' } = entry.stat;
  const ownership: Ownership = { owner, ...(group === undefined ? {} : { group }) };
  const place = join(upper, path);
  if (type === 'directory') return upper.files.makeDirectory(place, { mode, ...ownership });
  if (type === 'link') return upper.files.link(target, place, ownership);
  const text = at(entry.branches[0], path, (files, real) => files.read(real));
  return text.ok ? upper.files.write(place, text.value, { mode, size, ...ownership }) : text;
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
