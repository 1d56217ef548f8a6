/** `--sort-by`: orders rows and objects by a field. */
import { compareQuantities, parseQuantity } from '../../../kinds/quantity';
import type { Item } from '../client/items';
import { CommandError } from '../errors';
import { type JsonPath, jsonPath, relaxedJsonPath } from './jsonPath';
import type { TableRow } from './table';

/**
 * Rows by a field of their objects. When no row has the field kubectl shows none at all.
 * @throws CommandError when the path cannot be read
 */
export function sortRows(rows: readonly TableRow[], field: string): readonly TableRow[] {
  // with nothing to compare the path is not looked at
  return rows.length < 2 ? rows : (ordered(rows, field, (row) => row.object) ?? []);
}

/** @throws CommandError when no object has the field */
export function sortItems(items: readonly Item[], field: string): readonly Item[] {
  const out = ordered(items, field, (item) => item.object);
  if (out === undefined) {
    const path = relaxedJsonPath(field) ?? field;
    throw new CommandError(`couldn't find any field with path ${JSON.stringify(path)} in the list of objects`);
  }
  return out;
}

function ordered<T>(list: readonly T[], field: string, object: (one: T) => unknown): T[] | undefined {
  const path = pathOf(field);
  const keyed = list.map((one) => ({ one, key: firstValue(path, object(one)) }));
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) return undefined;
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ one }) => one);
}

function pathOf(field: string): JsonPath {
  const relaxed = relaxedJsonPath(field);
  if (relaxed === undefined) {
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  const parsed = jsonPath(relaxed, true);
  if (!parsed.ok) throw new CommandError(parsed.error);
  return parsed.value;
}

function firstValue(path: JsonPath, object: unknown): unknown {
  const found = path.find(object);
  return found.ok ? (found.value.flat()[0] ?? undefined) : undefined;
}

/** Missing values come first; quantities and numbers by size; texts in natural order. */
function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [parseQuantity(String(a)), parseQuantity(String(b))];
  return left.ok && right.ok ? compareQuantities(left.value, right.value) : natural(String(a), String(b));
}

/** Digits in texts count as numbers: web-2 before web-10. */
function natural(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y) && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
