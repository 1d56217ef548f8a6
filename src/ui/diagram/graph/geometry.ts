/** Points, boxes and paths in the picture's own coordinates. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export function top(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y };
}

export function bottom(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height };
}

export function left(rect: Rect): Point {
  return { x: rect.x, y: rect.y + rect.height / 2 };
}

export function right(rect: Rect): Point {
  return { x: rect.x + rect.width, y: rect.y + rect.height / 2 };
}

export function center(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** The length of the way through all points. */
export function lengthOf(points: readonly Point[]): number {
  return points.reduce((sum, point, at) => {
    const before = points[at - 1];
    return before === undefined ? 0 : sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

/** An SVG path through all points, with its corners rounded by at most `radius`. */
export function roundedPath(points: readonly Point[], radius = 14): string {
  const way = points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || Math.hypot(point.x - before.x, point.y - before.y) > 0.5;
  });
  const [first, ...rest] = way;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  rest.forEach((corner, at) => {
    const before = way[at] as Point;
    const after = way[at + 2];
    if (after === undefined) {
      path += `L${round(corner.x)} ${round(corner.y)}`;
      return;
    }
    const cut = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const start = toward(corner, before, cut);
    const end = toward(corner, after, cut);
    path += `L${round(start.x)} ${round(start.y)}Q${round(corner.x)} ${round(corner.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return path;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
