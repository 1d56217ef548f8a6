/** Brace expansion: `a{b,c}` and `{1..3}`, on the text of a word before anything else is expanded. */

/** The words that a word stands for; just itself when there is nothing to expand. */
export function expandBraces(text: string): string[] {
  const group = findGroup(text);
  if (group === undefined) return [text];
  const before = text.slice(0, group.start);
  const rests = expandBraces(text.slice(group.end));
  return group.items.flatMap((item) => rests.map((rest) => `${before}${item}${rest}`));
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

function findGroup(text: string): Group | undefined {
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] !== '{' || text[at - 1] === '$') continue;
    const parts = splitGroup(text, at);
    if (parts === undefined) continue;
    const end = parts.end;
    if (parts.items.length > 1) return { start: at, end, items: parts.items.flatMap(expandBraces) };
    const range = expandRange(parts.items[0] ?? '');
    if (range !== undefined) return { start: at, end, items: range };
  }
  return undefined;
}

/** The next place to look at: behind quotes, escapes and `$(...)`, `${...}`. */
function skip(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at + 2;
  if (character === "'") return closing(text, at + 1, "'");
  if (character === '"') {
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end++;
      else if (text[end] === '"') return end + 1;
    }
    return text.length;
  }
  if (character === '`') return closing(text, at + 1, '`');
  if (character === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    let depth = 0;
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '{' || text[end] === '(') depth++;
      else if ((text[end] === '}' || text[end] === ')') && --depth === 0) return end + 1;
    }
    return text.length;
  }
  return at + 1;
}

function closing(text: string, from: number, quote: string): number {
  const end = text.indexOf(quote, from);
  return end < 0 ? text.length : end + 1;
}

function splitGroup(text: string, start: number): { items: string[]; end: number } | undefined {
  const items: string[] = [];
  let from = start + 1;
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === ',' && depth === 1) {
      items.push(text.slice(from, at));
      from = at + 1;
    } else if (character === '}' && --depth === 0) {
      items.push(text.slice(from, at));
      return { items, end: at + 1 };
    }
    at = character === '{' ? at + 1 : skip(text, at);
  }
  return undefined;
}

const LIMIT = 100_000;

function expandRange(text: string): string[] | undefined {
  const match = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, first = '', last = '', stepText] = match;
  const numeric = /\d/.test(first);
  if (numeric !== /\d/.test(last)) return undefined;
  const from = numeric ? Number(first) : first.charCodeAt(0);
  const to = numeric ? Number(last) : last.charCodeAt(0);
  const step = Math.abs(Number(stepText ?? 1)) || 1;
  const padded = numeric && (/^-?0\d/.test(first) || /^-?0\d/.test(last));
  const width = padded ? Math.max(first.length, last.length) : 0;
  const items: string[] = [];
  for (let at = from; from <= to ? at <= to : at >= to; at += from <= to ? step : -step) {
    if (items.length >= LIMIT) return undefined;
    items.push(numeric ? pad(at, width) : String.fromCharCode(at));
  }
  return items;
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}
