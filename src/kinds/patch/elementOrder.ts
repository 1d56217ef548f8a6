/** The order of a merged list: items that the patch names in the patch's order, the others where they stood. */
type Fields = Record<string, unknown>;

/**
 * Sorts `items` (the merged list). Those in `order` follow it; the rest follow `before` (the list as it was), and an
 * item of the rest comes first only where it already stood before the other.
 */
export function inElementOrder(
  items: readonly unknown[],
  order: readonly unknown[],
  before: readonly unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const place = (list: readonly unknown[], item: unknown) => list.findIndex((one) => sameItem(one, item, mergeKey));
  const named = items.filter((item) => place(order, item) >= 0);
  const others = items.filter((item) => place(order, item) < 0);
  named.sort((a, b) => place(order, a) - place(order, b));
  others.sort((a, b) => place(before, a) - place(before, b));
  const out: unknown[] = [];
  let i = 0;
  let j = 0;
  while (i < others.length && j < named.length) {
    const left = place(before, others[i]);
    const right = place(before, named[j]);
    out.push(left >= 0 && right >= 0 && left < right ? others[i++] : named[j++]);
  }
  return [...out, ...others.slice(i), ...named.slice(j)];
}

function sameItem(a: unknown, b: unknown, mergeKey: string | undefined): boolean {
  if (mergeKey === undefined) return a === b;
  return (a as Fields | null)?.[mergeKey] === (b as Fields | null)?.[mergeKey];
}
