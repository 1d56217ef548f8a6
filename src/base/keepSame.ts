/** The next value, made of the parts of the one before wherever they are equal: what did not change is not drawn again. */
export function keepSame<T>(before: T | undefined, next: T): T {
  return keep(before, next) as T;
}

function keep(before: unknown, next: unknown): unknown {
  if (Object.is(before, next) || typeof before !== 'object' || typeof next !== 'object') return next;
  if (before === null || next === null || Array.isArray(before) !== Array.isArray(next)) return next;
  if (Array.isArray(before) && Array.isArray(next)) return keepList(before, next);
  return keepMembers(before as Readonly<Record<string, unknown>>, next as Readonly<Record<string, unknown>>);
}

function keepMembers(before: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(next);
  const kept = Object.fromEntries(keys.map((key) => [key, keep(before[key], next[key])]));
  const same = keys.length === Object.keys(before).length && keys.every((key) => kept[key] === before[key]);
  return same ? before : kept;
}

/** Members are recognised by what names them, wherever in the list they stand. */
function keepList(before: readonly unknown[], next: readonly unknown[]): unknown {
  const known = new Map(before.map((item, at) => [nameOf(item, at), item]));
  const kept = next.map((item, at) => keep(known.get(nameOf(item, at)), item));
  return kept.length === before.length && kept.every((item, at) => item === before[at]) ? before : kept;
}

function nameOf(item: unknown, at: number): unknown {
  if (typeof item !== 'object' || item === null) return at;
  const { id, chainId, name } = item as { readonly id?: unknown; readonly chainId?: unknown; readonly name?: unknown };
  return id ?? chainId ?? name ?? at;
}
