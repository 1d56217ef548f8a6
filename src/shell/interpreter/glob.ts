/** Pathname expansion: the files that a pattern names. */
import type { FileSystem } from '../../engine/files/fileSystem';
import { normalise } from '../../engine/files/fileSystem';
import { isPattern, matchesPattern, unquotePattern } from './pattern';

/** The matching paths, sorted, written as the pattern was (relative or absolute). Empty when nothing matches. */
export function expandGlob(pattern: string, files: FileSystem, workingDirectory: string): readonly string[] {
  if (!isPattern(pattern)) return [];
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter((part, index) => part !== '' || index > 0);
  let found = [absolute ? '/' : ''];
  parts.forEach((part, index) => {
    found = found.flatMap((prefix) => step(prefix, part, index === parts.length - 1, files, workingDirectory));
  });
  return found.sort();
}

function step(prefix: string, part: string, last: boolean, files: FileSystem, workingDirectory: string): string[] {
  const join = (name: string) => (last ? `${prefix}${name}` : `${prefix}${name}/`);
  const at = (name: string) => normalise(`${prefix}${name}`, workingDirectory);
  const usable = (name: string) => {
    const stat = files.stat(at(name));
    return stat.ok && (last || stat.value.type !== 'file');
  };
  if (part === '') return [prefix];
  if (!isPattern(part)) {
    const name = unquotePattern(part);
    return usable(name) ? [join(name)] : [];
  }
  const names = files.list(normalise(prefix === '' ? '.' : prefix, workingDirectory));
  if (!names.ok) return [];
  const hidden = part.startsWith('.');
  return names.value
    .filter((name) => (hidden || !name.startsWith('.')) && matchesPattern(name, part, { path: true }))
    .filter((name) => last || usable(name))
    .map(join);
}
