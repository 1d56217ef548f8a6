/** JSON as Go writes it: sorted keys where the value is a map, HTML characters escaped. */

/** Four blanks deep, with a line end: `-o json`. */
export function writeJson(value: unknown, indent = 4): string {
  return `${goEscaped(JSON.stringify(sorted(value), undefined, indent) ?? 'null')}\n`;
}

/** On one line, keys sorted: how jsonpath prints what is no text, and last-applied annotations are kept. */
export function compactJson(value: unknown): string {
  return goEscaped(JSON.stringify(sorted(value)) ?? 'null');
}

/** Keeps the members in their own order, as Go does for structs. */
export function writeStructJson(value: unknown, indent = 4): string {
  return `${goEscaped(JSON.stringify(value, undefined, indent) ?? 'null')}\n`;
}

/** A copy with all keys in the order of their code points. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(record[key])]));
}

function goEscaped(text: string): string {
  return text.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
