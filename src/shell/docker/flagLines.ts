/** A list of flags as pflag prints it: sorted, names in a column, texts wrapped beside it. */
import type { Flag } from '../flags/flag';

/** A text narrower than this is not wrapped beside the names but below them, or not at all. */
const NARROWEST = 24;
/** So much may a line be longer when that spares a short last line. */
const SLOP = 5;

/** @param columns the terminal's width */
export function flagLines(flags: readonly Flag[], columns: number): string {
  const shown = flags.filter((flag) => flag.hidden !== true && flag.deprecated === undefined);
  const sorted = shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  const heads = sorted.map(head);
  const longest = Math.max(...heads.map((text) => text.length));
  return sorted
    .map((flag, i) => {
      const text = `${flag.usage}${defaultOf(flag)}`;
      return `${(heads[i] ?? '').padEnd(longest)}   ${wrap(text, longest + 3, columns - 1)}\n`;
    })
    .join('');
}

function head(flag: Flag): string {
  const start = flag.shorthand === undefined ? '      ' : `  -${flag.shorthand}, `;
  const value = flag.valueName ?? (flag.type === 'array' ? 'list' : flag.type === 'bool' ? '' : flag.type);
  return `${start}--${flag.name}${value === '' ? '' : ` ${value}`}`;
}

function defaultOf({ type, default: value, defaultText }: Flag): string {
  if (defaultText !== undefined) return defaultText === '' ? '' : ` (default ${defaultText})`;
  if (value === undefined || value === false || value === '' || value === 0 || Array.isArray(value)) return '';
  return ` (default ${type === 'string' ? JSON.stringify(value) : value})`;
}

function wrap(text: string, indent: number, columns: number): string {
  let width = columns - indent;
  let blanks = indent;
  let out = '';
  if (width < NARROWEST) {
    blanks = 16;
    width = columns - blanks;
    out = `\n${' '.repeat(blanks)}`;
  }
  if (width < NARROWEST) return text.replaceAll('\n', out);
  width -= SLOP;
  const lines: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const [line, after] = cutLine(rest, width);
    lines.push(line);
    rest = after;
  }
  return out + lines.join('\n').replaceAll('\n', `\n${' '.repeat(blanks)}`);
}

/** The first line and what is left. */
function cutLine(text: string, width: number): readonly [string, string] {
  if (width + SLOP > text.length) return [text, ''];
  const start = text.slice(0, width);
  const blank = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\t'), start.lastIndexOf('\n'));
  if (blank <= 0) return [text, ''];
  const end = start.lastIndexOf('\n');
  const at = end > 0 && end < blank ? end : blank;
  return [text.slice(0, at), text.slice(at + 1)];
}
