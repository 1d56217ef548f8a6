/** Values as Go prints them: Docker's history and messages quote texts, lists and durations with fmt's verbs. */

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `%q` of a text: in double quotes, with what isn't printable escaped. */
export function quoted(text: string): string {
  let out = '';
  for (const character of text) out += character === '"' ? '\\"' : printable(character);
  return `"${out}"`;
}

/** `%q` of a list of texts: `["sh" "-c"]`. */
export function quotedList(items: readonly string[]): string {
  return `[${items.map(quoted).join(' ')}]`;
}

/** `%q` of a number, which Go takes for a character: 3 is `'\x03'`. */
export function quotedNumber(value: number): string {
  if (value > 0x10ffff) return "'\ufffd'";
  const character = String.fromCodePoint(value);
  return `'${character === "'" ? "\\'" : printable(character)}'`;
}

function printable(character: string): string {
  if (character === '\\') return '\\\\';
  const named = NAMED_ESCAPES[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0xa0 && code >= 0x80) return `\\u${code.toString(16).padStart(4, '0')}`;
  return character;
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration as `time.ParseDuration` reads it (`1m30s`), in milliseconds; else Go's complaint. */
export function parseDuration(text: string): { readonly milliseconds: number } | { readonly problem: string } {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return { milliseconds: 0 };
  const invalid = { problem: `time: invalid duration ${quoted(text)}` };
  if (unsigned === '') return invalid;
  let total = 0;
  let rest = unsigned;
  while (rest !== '') {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return invalid;
    rest = rest.slice(number.length);
    const unit = /^[^\d.]+/.exec(rest)?.[0];
    if (unit === undefined) return { problem: `time: missing unit in duration ${quoted(text)}` };
    const size = MILLISECONDS[unit];
    if (size === undefined) return { problem: `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}` };
    total += Number(number) * size;
    rest = rest.slice(unit.length);
  }
  return { milliseconds: text.startsWith('-') ? -total : total };
}

/** A duration as Go prints it: `1m30s`, `500ms`, `0s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  if (milliseconds < 1) return `${Number((milliseconds * 1000).toFixed(3))}µs`;
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(6))}ms`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const seconds = `${Number(((milliseconds % 60_000) / 1000).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
