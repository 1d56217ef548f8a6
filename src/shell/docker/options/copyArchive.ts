/** Where `docker cp` puts what it copies: the rules of Docker's archive package, on trees whose names are an archive's. */
import { normalise } from '../../../engine/files/fileSystem';
import type { FileTree } from '../../../engine/files/fileTree';
import { CliFailure } from '../failure';

/** A path as one end of a copy. */
export interface CopyEnd {
  /** Absolute; a `/` or `/.` at its end means what it was written with. */
  readonly path: string;
  readonly exists: boolean;
  readonly isDirectory: boolean;
}

export interface CopySource extends CopyEnd {
  /** What it is called in its archive, where that is not the last part of its path: a link that was followed. */
  readonly rebaseName?: string;
}

/** An absolute path that keeps the `/` or `/.` at its end. */
export function absolutePath(path: string, directory: string): string {
  const whole = normalise(path, directory);
  if (/(^|\/)\.$/.test(path)) return whole === '/' ? '/.' : `${whole}/.`;
  return path.endsWith('/') && whole !== '/' ? `${whole}/` : whole;
}

export function isCurrentDirectory(path: string): boolean {
  return path === '.' || path.endsWith('/.');
}

/** Whether a path is written as that of a directory. */
function assertsDirectory(path: string): boolean {
  return path.endsWith('/') || isCurrentDirectory(path);
}

/** Its directory, and the last part: `.` where it ends in `/.`. */
export function splitEntry(path: string): readonly [directory: string, base: string] {
  const whole = normalise(path);
  if (isCurrentDirectory(path)) return [whole, '.'];
  if (whole === '/') return ['/', '/'];
  const slash = whole.lastIndexOf('/');
  return [whole.slice(0, slash) || '/', whole.slice(slash + 1)];
}

/** Follows a link that a source is: the path with the same ending, and the name that was asked for. */
export function followed(path: string, target: string): { readonly path: string; readonly rebaseName: string } {
  const whole =
    isCurrentDirectory(path) && !isCurrentDirectory(target)
      ? `${target}/.`
      : path.endsWith('/') && !target.endsWith('/')
        ? `${target}/`
        : target;
  const [asked, real] = [baseName(path), baseName(whole)];
  return { path: whole, rebaseName: asked === real ? '' : asked };
}

function baseName(path: string): string {
  return isCurrentDirectory(path) ? '.' : (splitEntry(path)[1] ?? '');
}

/** In which directory the entries of an archive go, under which names. */
export function prepareCopy(
  tree: FileTree,
  source: CopySource,
  target: CopyEnd,
): { readonly directory: string; readonly tree: FileTree } {
  const base = source.rebaseName || splitEntry(source.path)[1];
  const [directory, name] = splitEntry(target.path);
  if (target.exists && target.isDirectory) return { directory: target.path, tree };
  if (target.exists && source.isDirectory) throw new CliFailure('cannot copy directory');
  if (!target.exists && !source.isDirectory && assertsDirectory(target.path)) throw new CliFailure('no such directory');
  return { directory, tree: rebased(tree, base, name) };
}

/** Names that begin with another base. */
export function rebased(tree: FileTree, base: string, name: string): FileTree {
  const old = base === '/' ? '' : base;
  return new Map([...tree].map(([path, node]) => [path === old ? name : name + path.slice(old.length), node] as const));
}
