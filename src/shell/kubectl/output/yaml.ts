/** Writes YAML as kubectl prints it (sigs.k8s.io/yaml over go-yaml 2): sorted keys, lists not indented, its quoting. */
import { plainValue } from '../yaml/plainValue';

export interface YamlStyle {
  /** Members as they come; else sorted as kubectl sorts them. */
  readonly keepOrder: boolean;
  /** Lists stand further in than their key, as yaml.v3 writes them. */
  readonly indentLists: boolean;
}

const kubectlStyle: YamlStyle = { keepOrder: false, indentLists: false };

/** A whole document with its line end. */
export function writeYaml(value: unknown, style = kubectlStyle): string {
  const lines: string[] = [];
  if (isMap(value) || (Array.isArray(value) && value.length > 0)) block(lines, value, 0, style);
  else lines.push(scalar(value, 0, 0));
  return `${lines.join('\n')}\n`;
}

type Plain = Record<string, unknown>;

function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && keys(value as Plain).length > 0;
}

function keys(map: Plain, style = kubectlStyle): string[] {
  const names = Object.keys(map).filter((key) => map[key] !== undefined);
  return style.keepOrder ? names : names.sort(compareKeys);
}

function block(lines: string[], value: Plain | readonly unknown[], indent: number, style: YamlStyle): void {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (isMap(item) || (Array.isArray(item) && item.length > 0)) {
        const inner: string[] = [];
        block(inner, item as Plain, indent + 2, style);
        lines.push(`${pad}- ${(inner[0] ?? '').slice(indent + 2)}`, ...inner.slice(1));
      } else {
        lines.push(...`${pad}- ${scalar(item, indent, indent + 2)}`.split('\n'));
      }
    }
    return;
  }
  for (const key of keys(value as Plain, style)) {
    const member = (value as Plain)[key];
    const name = keyText(key);
    if (isMap(member)) {
      lines.push(`${pad}${name}:`);
      block(lines, member, indent + 2, style);
    } else if (Array.isArray(member) && member.length > 0) {
      lines.push(`${pad}${name}:`);
      block(lines, member as readonly unknown[], style.indentLists ? indent + 2 : indent, style);
    } else {
      lines.push(...`${pad}${name}: ${scalar(member, indent, indent + name.length + 2)}`.split('\n'));
    }
  }
}

function keyText(key: string): string {
  return key.includes('\n') ? quoted(key) : text(key, -1, 0);
}

/** `indent` is the parent's, `column` where the scalar begins: both matter for what spans lines. */
function scalar(value: unknown, indent: number, column: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return text(value, indent, column);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' ? '{}' : String(value);
}

function numberText(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 1e21) return String(value);
  return value.toExponential().replace(/e\+(\d)$/, 'e+0$1');
}

/** A text in the style that go-yaml chooses. `indent` below 0: a key, which stays on its line. */
function text(value: string, indent: number, column: number): string {
  if (value === '') return '""';
  if (value.includes('\n') && indent >= 0) {
    return blockAllowed(value) ? literal(value, indent) : fold(quoted(value), indent, column, '"');
  }
  const special = hasSpecials(value);
  if (plainValue(value) !== value || isSexagesimal(value) || isTimestamp(value))
    return fold(quoted(value), indent, column, '"');
  if (special) return fold(quoted(value), indent, column, '"');
  if (plainAllowed(value)) return fold(value, indent, column, '');
  return fold(`'${value.replaceAll("'", "''")}'`, indent, column, "'");
}

function isSexagesimal(value: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(value);
}

/** go-yaml takes these for dates when they are not quoted. */
function isTimestamp(value: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/.test(value);
}

/** Characters that only double quotes can hold. */
function hasSpecials(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ud800-\udfff\ufffe\uffff]|\t/.test(
    value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, 'x'),
  );
}

function plainAllowed(value: string): boolean {
  if (/^\s|\s$/.test(value) || value.startsWith('---') || value.startsWith('...')) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value)) return false;
  if (/^[?:-](\s|$)/.test(value)) return false;
  if (/^[?:]$/.test(value)) return false;
  if (/:(\s|$)/.test(value) || /\s#/.test(value)) return false;
  return true;
}

/** A literal block holds lines with printable characters, none ending in a blank, not all blank. */
function blockAllowed(value: string): boolean {
  return !hasSpecials(value.replaceAll('\n', '')) && !/ \n| $/.test(value) && !/^\n+$/.test(value);
}

function literal(value: string, indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const chomp = !value.endsWith('\n') ? '-' : value.endsWith('\n\n') || value === '\n' ? '+' : '';
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n').map((line) => (line === '' ? '' : pad + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function quoted(value: string): string {
  let out = '"';
  for (const character of value) {
    const short = ESCAPES[character];
    const code = character.codePointAt(0) ?? 0;
    if (short !== undefined) out += short;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
      out += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    else if (code === 0xfeff || (code >= 0xd800 && code < 0xe000)) out += `\\u${code.toString(16).toUpperCase()}`;
    else out += character;
  }
  return `${out}"`;
}

const WIDTH = 80;

/** Breaks a long scalar at single blanks once a line is past 80 columns. */
function fold(value: string, indent: number, column: number, quote: string): string {
  if (indent < 0 || column + value.length <= WIDTH) return value;
  const pad = ' '.repeat(indent + 2);
  let out = '';
  let at = column;
  for (let i = 0; i < value.length; i++) {
    const character = value[i] ?? '';
    const single = character === ' ' && value[i + 1] !== ' ' && value[i - 1] !== ' ';
    const inside = i > (quote === '' ? 0 : 1) && i < value.length - (quote === '' ? 1 : 2);
    if (single && inside && at > WIDTH) {
      out += `\n${pad}`;
      at = pad.length;
      continue;
    }
    out += character;
    at++;
  }
  return out;
}

/** go-yaml's order of keys: digits as numbers, letters after other characters. */
function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    const [xLetter, yLetter] = [/\p{L}/u.test(x), /\p{L}/u.test(y)];
    if (xLetter && yLetter) return x < y ? -1 : 1;
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    return compareNumbers(left, right, i) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

/** Compares the digits from position `i` on; 0 when they do not decide. */
function compareNumbers(left: readonly string[], right: readonly string[], i: number): number {
  const before = /\d*$/.exec(left.slice(0, i).join(''))?.[0] ?? '';
  const prefix = (left[i] === '0' || right[i] === '0') && /[1-9]/.test(before) ? '1' : '';
  const a = /^\d*/.exec(left.slice(i).join(''))?.[0] ?? '';
  const b = /^\d*/.exec(right.slice(i).join(''))?.[0] ?? '';
  return Number(`${prefix}${a}` || 0) - Number(`${prefix}${b}` || 0) || a.length - b.length;
}
