/** Sets of a Job's completion indexes, written as intervals: `0-2,5`. */
import { fail, ok, type Result } from '../../base/result';

/** The indexes of a text that the API server has let through; those from `completions` on are left out. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const indexes = new Set<number>();
  for (const interval of (text ?? '').split(',').filter((one) => one !== '')) {
    const [first = '', last = first] = interval.split('-');
    for (let index = Number(first); index <= Math.min(Number(last), completions - 1); index++) indexes.add(index);
  }
  return indexes;
}

/** `0-2,5`: three and more in a row become an interval. */
export function formatIndexes(indexes: Iterable<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const texts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++;
    const [first, last] = [sorted[at] ?? 0, sorted[end] ?? 0];
    texts.push(first === last ? String(first) : last === first + 1 ? `${first},${last}` : `${first}-${last}`);
    at = end + 1;
  }
  return texts.join(',');
}

/** How many indexes a written text names, or what is wrong with it. */
export function countIndexes(text: string, completions: number): Result<number, string> {
  let last = -1;
  let total = 0;
  for (const interval of text === '' ? [] : text.split(',')) {
    const parsed = parseInterval(interval, completions);
    if (!parsed.ok) return parsed;
    const [first, end] = parsed.value;
    if (last >= first) return fail(`non-increasing order, previous: ${last}, current: ${first}`);
    total += end - first + 1;
    last = end;
  }
  return ok(total);
}

function parseInterval(text: string, completions: number): Result<readonly [number, number], string> {
  const limits = text.split('-');
  if (limits.length > 2) {
    return fail(
      `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two parts separated by '-'`,
    );
  }
  const numbers: number[] = [];
  for (const limit of limits) {
    if (!/^[+-]?[0-9]+$/.test(limit)) {
      return fail(`cannot convert string to integer for index: ${JSON.stringify(limit)}`);
    }
    const index = Number(limit);
    if (index >= completions) return fail(`too large index: ${JSON.stringify(limit)}`);
    numbers.push(index);
  }
  const [first = 0, last = first] = numbers;
  if (limits.length === 2 && first >= last) {
    return fail(`non-increasing order, previous: ${first}, current: ${last}`);
  }
  return ok([first, last]);
}
