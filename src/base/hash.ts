/** 32-bit FNV-1a of a text, as an unsigned number. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** 32-bit FNV-1 of a text (which multiplies before it mixes in), as an unsigned number. */
export function hash32MultipliedFirst(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash, 0x01000193);
    hash ^= text.charCodeAt(i);
  }
  return hash >>> 0;
}

/** A hash of any JSON-like value that does not depend on key order, as 16 hexadecimal digits. */
export function hashValue(value: unknown): string {
  const text = canonicalText(value);
  const high = hash32(text);
  const low = hash32(`${text.length}:${high}:${text}`);
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(record[key])}`).join(',')}}`;
}
