/** A deep, unfrozen copy of plain JSON-like data; members that are undefined are left out. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => clone(item)) as T;
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) out[key] = clone(member);
  return out as T;
}
