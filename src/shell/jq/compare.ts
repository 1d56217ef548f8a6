/** jq's order of values: null, false, true, numbers, texts, arrays, objects. */
import type { Json } from './syntax';
import { isObject, typeOf } from './syntax';

const ORDER = ['null', 'boolean', 'number', 'string', 'array', 'object'];

export function compareJson(a: Json, b: Json): number {
  const types = ORDER.indexOf(typeOf(a)) - ORDER.indexOf(typeOf(b));
  if (types !== 0) return types;
  if (typeof a === 'string' || typeof a === 'number' || typeof a === 'boolean')
    return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (isObject(a) && isObject(b)) {
    const [x, y] = [Object.keys(a).sort(), Object.keys(b).sort()];
    return (
      compareLists(x, y) ||
      compareLists(
        x.map((key) => a[key] as Json),
        y.map((key) => b[key] as Json),
      )
    );
  }
  return 0;
}

function compareLists(a: readonly Json[], b: readonly Json[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareJson(a[at] as Json, b[at] as Json);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** True when `b` is a part of `a`: for texts, arrays and objects at any depth. */
export function containsJson(a: Json, b: Json): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (Array.isArray(a) && Array.isArray(b)) return b.every((part) => a.some((item) => containsJson(item, part)));
  if (isObject(a) && isObject(b))
    return Object.entries(b).every(([key, part]) => key in a && containsJson(a[key] as Json, part));
  return compareJson(a, b) === 0;
}
