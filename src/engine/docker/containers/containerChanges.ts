/** `docker diff`: what the writable layer differs in from the image, as moby compares the two trees. */
import type { FileNode, ReadonlyFileLayer } from '../../files/fileLayer';
import { parentOf } from '../../files/fileLayer';
import type { DockerContainer } from './dockerContainer';
import { initLayer } from './initLayer';

export interface Change {
  /** 0 changed, 1 added, 2 deleted. */
  readonly Kind: 0 | 1 | 2;
  readonly Path: string;
}

/** Sorted by path. A directory in which something changed has changed itself, but for the root. */
export function containerChanges(container: DockerContainer): readonly Change[] {
  const { changes } = container.parts.files;
  const lower = lowerLayers(container);
  const kinds = new Map<string, Change['Kind']>();
  for (const path of changes.paths) {
    const node = changes.node(path);
    const before = find(lower, path);
    if (path === '/' || node === undefined || (before !== undefined && same(before, node))) continue;
    kinds.set(path, before === undefined ? 1 : 0);
  }
  for (const path of changes.hiddenPaths) deleted(changes, lower, path, kinds);
  // Of a directory that is gone only itself is told.
  for (const path of [...kinds.keys()]) {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) if (kinds.get(at) === 2) kinds.delete(path);
  }
  for (const path of [...kinds.keys()]) {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) if (!kinds.has(at)) kinds.set(at, 0);
  }
  return [...kinds].map(([Path, Kind]) => ({ Kind, Path })).sort((a, b) => (a.Path < b.Path ? -1 : 1));
}

/** The image's, uppermost first, below what Docker puts between. */
function lowerLayers(container: DockerContainer): readonly ReadonlyFileLayer[] {
  return [initLayer(0), ...container.image.layers.map((layer) => layer.files).reverse()];
}

function find(layers: readonly ReadonlyFileLayer[], path: string): FileNode | undefined {
  for (const layer of layers) {
    const node = layer.node(path);
    if (node !== undefined) return node;
    if (layer.hides(path)) return undefined;
  }
  return undefined;
}

/** What is hidden was deleted, unless it was made anew; of a directory that was, what is gone from it. */
function deleted(
  changes: ReadonlyFileLayer,
  lower: readonly ReadonlyFileLayer[],
  path: string,
  kinds: Map<string, Change['Kind']>,
): void {
  const before = find(lower, path);
  if (before === undefined) return;
  if (changes.node(path) === undefined) {
    kinds.set(path, 2);
    return;
  }
  if (before.type !== 'directory') return;
  for (const name of new Set(lower.flatMap((layer) => [...layer.names(path)]))) {
    deleted(changes, lower, `${path}/${name}`, kinds);
  }
}

/** Times and sizes of directories say nothing. */
function same(before: FileNode, after: FileNode): boolean {
  if (before.type !== after.type || before.mode !== after.mode || before.owner !== after.owner) return false;
  if (before.group !== after.group) return false;
  if (before.type === 'directory') return true;
  if (before.type === 'link') return after.type === 'link' && before.target === after.target;
  return after.type === 'file' && before.modified === after.modified && before.text === after.text;
}
