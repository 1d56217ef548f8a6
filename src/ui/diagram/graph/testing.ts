/** Geometry for the tests of the picture. */
import type { Point, Rect } from './geometry';

/** Two boxes have more than an edge in common. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** A box lies within another one. */
export function inside(a: Rect, b: Rect): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

/** Whether a way of level and upright lines goes through a box; touching its edge is arriving. */
export function crosses(way: readonly Point[], box: Rect): boolean {
  return way.slice(1).some((to, at) => {
    const from = way[at]!;
    const line = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y) };
    const far = { x: Math.max(from.x, to.x), y: Math.max(from.y, to.y) };
    return far.x > box.x + 1 && line.x < box.x + box.width - 1 && far.y > box.y + 1 && line.y < box.y + box.height - 1;
  });
}
