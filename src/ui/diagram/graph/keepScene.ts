/** Keeps what did not change from one scene to the next the very same object, so that it is not drawn again. */
import { keepSame } from '../../../base/keepSame';
import type { Rect } from './geometry';
import type { NodeBox, PodItem, Scene } from './scene';

/** The next scene, made of the parts of the one before wherever they are equal. */
export function keepScene(before: Scene | undefined, next: Scene): Scene {
  if (before === undefined || before.shape !== next.shape || before.cluster !== next.cluster) return next;
  const boxes = new Map(before.nodes.map((box) => [box.name, box]));
  const kept = <K extends keyof Scene>(key: K): Scene[K] => keep(before[key], next[key]);
  return {
    ...next,
    laptop: kept('laptop'),
    controlPlane: kept('controlPlane'),
    band: kept('band'),
    outside: kept('outside'),
    parts: kept('parts'),
    bounds: kept('bounds'),
    nodes: keepList(
      before.nodes,
      next.nodes.map((box) => keepBox(boxes.get(box.name), box)),
    ),
    pending: keepPods(before.pending, next.pending),
    workloads: keepItems(before.workloads, next.workloads),
    docker: keepSame(before.docker, next.docker),
    services: keepItems(before.services, next.services),
    balancers: keepItems(before.balancers, next.balancers),
  };
}

function keepBox(before: NodeBox | undefined, next: NodeBox): NodeBox {
  if (before === undefined) return next;
  const pods = keepPods(before.pods, next.pods);
  const shelf = keepSame(before.shelf, next.shelf);
  const same =
    before.node === next.node && before.hidden === next.hidden && pods === before.pods && shelf === before.shelf;
  return same && sameRect(before.rect, next.rect)
    ? before
    : { ...next, rect: keep(before.rect, next.rect), pods, shelf };
}

function keepPods(before: readonly PodItem[], next: readonly PodItem[]): readonly PodItem[] {
  return keepItems(before, next);
}

function keepItems<T extends { readonly key: string }>(before: readonly T[], next: readonly T[]): readonly T[] {
  const known = new Map(before.map((item) => [item.key, item]));
  return keepList(
    before,
    next.map((item) => {
      const old = known.get(item.key);
      return old === undefined ? item : keep(old, item);
    }),
  );
}

function keepList<T>(before: readonly T[], next: readonly T[]): readonly T[] {
  return before.length === next.length && before.every((item, at) => item === next[at]) ? before : next;
}

/** The old value when the new one says the same: plain fields, rects and lists of words one level down. */
function keep<T>(before: T, next: T): T {
  return equal(before, next, 2) ? before : next;
}

function equal(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  // cluster objects are frozen: another one is another state
  if ('metadata' in a || 'metadata' in b) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], depth - 1))
  );
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
