/** A deep, unfrozen copy of plain JSON-like data; members that are undefined are left out. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => clone(item)) as T;
  const out: Record<string, unknown> = {};
  // plain data inherits nothing: for-in makes no list of the members
  for (const key in value) if (value[key] !== undefined) out[key] = clone(value[key]);
  return out as T;
}
