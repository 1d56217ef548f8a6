/** What a writable layer holds, compared with the layers beneath it. */
import type { ReadonlyFileLayer } from '../../engine/files/fileLayer';
import type { MemoryFiles } from '../../engine/files/memoryFiles';
import type { ContainerDetail } from './containerDetail';

/** Sorted by path; empty for file systems that are not made of layers. Directories count only when they are new. */
export function filesChangedIn(files: Partial<MemoryFiles> | undefined): ContainerDetail['changes'] {
  const { changes, lower } = files ?? {};
  if (changes === undefined || lower === undefined) return [];
  const isBelow = (path: string) => holds(lower, path);
  const written = [...changes.paths].flatMap((path): ContainerDetail['changes'] => {
    const node = changes.node(path);
    const before = isBelow(path);
    if (path === '/' || node === undefined || (before && node.type === 'directory')) return [];
    return [{ kind: before ? 'C' : 'A', path }];
  });
  const deleted = [...changes.hiddenPaths]
    .filter((path) => changes.node(path) === undefined && isBelow(path))
    .map((path) => ({ kind: 'D' as const, path }));
  return [...written, ...deleted].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The uppermost first. */
function holds(layers: readonly ReadonlyFileLayer[], path: string): boolean {
  for (const layer of layers) {
    if (layer.node(path) !== undefined) return true;
    if (layer.hides(path)) return false;
  }
  return false;
}
