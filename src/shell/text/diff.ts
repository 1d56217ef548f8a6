/** Differences between two lists of lines. */

interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines that belong together; `left` and `right` are where they begin, from 0. */
export interface DiffHunk {
  readonly left: number;
  readonly leftCount: number;
  readonly right: number;
  readonly rightCount: number;
  readonly lines: readonly DiffLine[];
}

/** The hunks by a longest common subsequence, each with `context` equal lines around it. `key` says what is equal. */
export function diffHunks(
  left: readonly string[],
  right: readonly string[],
  context: number,
  key: (line: string) => string = (line) => line,
): readonly DiffHunk[] {
  const lines = diffLines(left, right, key);
  const hunks: DiffHunk[] = [];
  const changed = lines.flatMap((line, at) => (line.kind === 'same' ? [] : [at]));
  let at = 0;
  while (at < changed.length) {
    let last = at;
    while (
      last + 1 < changed.length &&
      (changed[last + 1] as number) - (changed[last] as number) <= 2 * context + (context === 0 ? 1 : 0)
    )
      last++;
    const from = Math.max(0, (changed[at] as number) - context);
    const to = Math.min(lines.length, (changed[last] as number) + context + 1);
    const count = (until: number, without: DiffLine['kind'], start = 0) =>
      lines.slice(start, until).filter((line) => line.kind !== without).length;
    hunks.push({
      left: count(from, 'added'),
      leftCount: count(to, 'added', from),
      right: count(from, 'removed'),
      rightCount: count(to, 'removed', from),
      lines: lines.slice(from, to),
    });
    at = last + 1;
  }
  return hunks;
}

function diffLines(left: readonly string[], right: readonly string[], key: (line: string) => string): DiffLine[] {
  const a = left.map(key);
  const b = right.map(key);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;
  const [rows, columns] = [a.length - start - tail, b.length - start - tail];
  const same = (from: number, to: number): DiffLine[] => left.slice(from, to).map((text) => ({ kind: 'same', text }));
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const [here, below] = [lengths[row] as Uint32Array, lengths[row + 1] as Uint32Array];
      here[column] =
        a[start + row] === b[start + column]
          ? (below[column + 1] as number) + 1
          : Math.max(below[column] as number, here[column + 1] as number);
    }
  }
  const middle: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const text = left[start + row] as string;
    if (row < rows && column < columns && a[start + row] === b[start + column]) {
      middle.push({ kind: 'same', text });
      row++;
      column++;
    } else if (
      column >= columns ||
      (row < rows && (lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0))
    ) {
      middle.push({ kind: 'removed', text });
      row++;
    } else {
      middle.push({ kind: 'added', text: right[start + column] as string });
      column++;
    }
  }
  return [...same(0, start), ...middle, ...same(left.length - tail, left.length)];
}
