/** Plain data as Go's fmt prints it. */
import { hash32 } from '../../base/hash';
import { GoStruct } from './goStruct';

/** `%v`: `map[a:1 b:[x y]]`, `{fields of a struct}`, `<nil>`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(inner).join(' ')}]`;
  if (value instanceof GoStruct && value.isNil) return '<nil>';
  if (value instanceof GoStruct) return `{${value.values.map(inner).join(' ')}}`;
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const members = Object.keys(record)
      .sort()
      .map((key) => `${key}:${inner(record[key])}`);
    return `map[${members.join(' ')}]`;
  }
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Inside something else a pointer is shown as an address. */
function inner(value: unknown): string {
  if (!(value instanceof GoStruct) || value.isNil || !value.type.startsWith('*')) return goText(value);
  return `0xc000${(hash32(goText(value)) & 0xffffff).toString(16).padStart(6, '0')}`;
}

/** `%#v` of unstructured data: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuoted(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const members = Object.keys(record)
      .sort()
      .map((key) => `${goQuoted(key)}:${goSyntax(record[key])}`);
    return `map[string]interface {}{${members.join(', ')}}`;
  }
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** `%q`. */
export function goQuoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\\b', '\\b')
    .replace(/\\u00([0-9a-f]{2})/g, (_, digits: string) =>
      digits === '07' ? '\\a' : digits === '0b' ? '\\v' : `\\x${digits}`,
    );
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const text = String(value);
  return text.includes('e') ? text.replace(/e([+-])(\d)$/, 'e$10$2') : text;
}
