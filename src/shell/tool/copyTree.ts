/** Copies files and directories, as `cp` does, and `mv` between file systems. */
import { type FileError, type FileSystem, normalise, type WriteOptions } from '../../engine/files/fileSystem';
import { programNamed } from '../../engine/processes/executable';

export interface CopyOptions {
  /** Links are copied as links. */
  readonly links: boolean;
  /** Owners are kept, as far as whoever copies may. */
  readonly owners: boolean;
  /** Targets that are there stay as they are. */
  readonly keepTargets: boolean;
}

export interface CopyProblem {
  readonly what: 'read' | 'write' | 'directory' | 'itself';
  readonly from: string;
  readonly to: string;
  readonly error: FileError;
}

/** Copies from one path to another; tells of each file, and of what went wrong. */
export function copyTree(
  files: FileSystem,
  [from, to]: readonly [string, string],
  options: CopyOptions,
  done: (from: string, to: string) => void,
): readonly CopyProblem[] {
  const stat = files.stat(from, { follow: !options.links });
  if (!stat.ok) return [{ what: 'read', from, to, error: stat.error }];
  const { type, mode, owner, group, target } = stat.value;
  const ownership = options.owners ? { owner, ...(group === undefined ? {} : { group }) } : {};
  if (type === 'directory') return copyDirectory(files, [from, to], options, { mode, ...ownership }, done);
  if (options.keepTargets && files.stat(to).ok) return [];
  if (type === 'link') {
    files.remove(to);
    const linked = files.link(target ?? '', to, ownership);
    return linked.ok ? [] : [{ what: 'write', from, to, error: linked.error }];
  }
  const text = files.read(from);
  if (!text.ok) return [{ what: 'read', from, to, error: text.error }];
  const program = programNamed(text.value) !== undefined;
  const write: WriteOptions = { mode, ...ownership, ...(program ? { size: stat.value.size } : {}) };
  const written = files.write(to, text.value, write);
  if (!written.ok) return [{ what: 'write', from, to, error: written.error }];
  done(from, to);
  return [];
}

function copyDirectory(
  files: FileSystem,
  [from, to]: readonly [string, string],
  options: CopyOptions,
  like: WriteOptions,
  done: (from: string, to: string) => void,
): readonly CopyProblem[] {
  if (to.startsWith(`${from}/`)) return [{ what: 'itself', from, to, error: { code: 'EINVAL', path: to } }];
  const names = files.list(from);
  if (!names.ok) return [{ what: 'read', from, to, error: names.error }];
  const made = files.makeDirectory(to, { parents: files.stat(to).ok, ...like });
  if (!made.ok) return [{ what: 'directory', from, to, error: made.error }];
  done(from, to);
  return names.value.flatMap((name) =>
    copyTree(files, [normalise(`${from}/${name}`), normalise(`${to}/${name}`)], options, done),
  );
}
