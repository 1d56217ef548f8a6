/** Finds commands that a mistyped one may have meant, as cobra does: at most two edits away, or begun by it. */
export function suggestions(typed: string, names: readonly string[]): string[] {
  return names.filter((name) => distance(typed.toLowerCase(), name.toLowerCase()) <= 2 || name.startsWith(typed));
}

/** The Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
