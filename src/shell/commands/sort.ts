import { defineTool, linesOf } from '../tool/tool';

/** `sort`: lines in order; by number, human size, version or month, by fields, in reverse, once each. */
export const sort = defineTool({
  name: 'sort',
  summary: 'sort lines of text',
  usage: '[OPTION]... [FILE]...',
  usageStatus: 2,
  options:
    'r|reverse n|numeric-sort u|unique f|ignore-case k|key= t|field-separator= h|human-numeric-sort V|version-sort b|ignore-leading-blanks o|output= s|stable c|check g|general-numeric-sort M|month-sort d|dictionary-order z|zero-terminated',
  *run(tool) {
    const { texts, status } = yield* tool.readAll(tool.operands, 'read');
    if (status !== 0) return 2;
    const lines = texts.flatMap(linesOf);
    const compare = comparer(tool.options.values('k'), tool.value('t'), (option) => tool.has(option));
    if (tool.has('c')) {
      const at = lines.findIndex((line, index) => index > 0 && compare(lines[index - 1] as string, line) > 0);
      return at < 0 ? 0 : tool.fail(`${tool.operands[0] ?? '-'}:${at + 1}: disorder: ${lines[at]}`);
    }
    const last = (a: string, b: string) =>
      tool.has('s') || tool.has('u') ? 0 : plain(a, b) * (tool.has('r') ? -1 : 1);
    const sorted = lines.sort((a, b) => compare(a, b) || last(a, b));
    const unique = tool.has('u')
      ? sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] as string, line) !== 0)
      : sorted;
    const out = unique.map((line) => `${line}\n`).join('');
    const file = tool.value('o');
    if (file === undefined) yield* tool.print(out);
    else {
      const written = tool.process.files.write(tool.path(file), out);
      if (!written.ok) return tool.complain(file, written.error, 'open failed: ') + 1;
    }
    return 0;
  },
});

type Compare = (a: string, b: string) => number;

function plain(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparer(keys: readonly string[], separator: string | undefined, has: (option: string) => boolean): Compare {
  if (keys.length === 0) return ordering((letter) => has(letter));
  const parts = keys.map((key) => {
    const [, from = '1', offset, fromFlags = '', to, , toFlags = ''] =
      /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?/.exec(key) ?? [];
    const flags = fromFlags + toFlags;
    const compare = ordering((letter) => (flags === '' ? has(letter) : flags.includes(letter)));
    const pick = (line: string) =>
      field(line, Number(from), Number(offset ?? 1), to === undefined ? undefined : Number(to), separator);
    return (a: string, b: string) => compare(pick(a), pick(b));
  });
  return (a, b) => {
    for (const part of parts) {
      const result = part(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function field(
  line: string,
  from: number,
  offset: number,
  to: number | undefined,
  separator: string | undefined,
): string {
  const fields = separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator);
  return fields
    .slice(from - 1, to)
    .join(separator ?? '')
    .slice(offset - 1);
}

function ordering(has: (letter: string) => boolean): Compare {
  const sign = has('r') ? -1 : 1;
  let compare: Compare = plain;
  if (has('n') || has('g')) compare = (a, b) => number(a) - number(b);
  else if (has('h')) compare = (a, b) => human(a) - human(b);
  else if (has('V')) compare = version;
  else if (has('M')) compare = (a, b) => month(a) - month(b);
  else if (has('f')) compare = (a, b) => plain(a.toUpperCase(), b.toUpperCase());
  const trimmed: Compare = has('b') ? (a, b) => compare(a.trimStart(), b.trimStart()) : compare;
  return (a, b) => sign * trimmed(a, b);
}

function number(text: string): number {
  return Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);
}

function human(text: string): number {
  const match = /^\s*(-?\d*\.?\d+)\s*([KMGTPE]?)/i.exec(text);
  if (match === null) return 0;
  return Number(match[1]) * 1024 ** ('KMGTPE'.indexOf((match[2] ?? '').toUpperCase() || '?') + 1);
}

function month(text: string): number {
  return ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].indexOf(
    text.trim().slice(0, 3).toUpperCase(),
  );
}

function version(a: string, b: string): number {
  const split = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [split(a), split(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x = '', y = ''] = [left[at], right[at]];
    const numeric = /^\d/.test(x) && /^\d/.test(y);
    const result = numeric ? Number(x) - Number(y) : plain(x, y);
    if (result !== 0) return result;
  }
  return 0;
}
