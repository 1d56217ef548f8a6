import type { PlainObject } from './documents';

/** The object without the fields that are null, at any depth; what stands in lists stays. */
export function withoutNulls(object: PlainObject): PlainObject {
  return pruned(object) as PlainObject;
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, pruned(member)]));
}
