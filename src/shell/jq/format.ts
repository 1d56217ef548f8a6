/** Writes JSON as jq does, and its `@` formats. */
import { decodeTextBase64, encodeTextBase64 } from '../../base/base64';
import { quoteForShell } from '../interpreter/quote';
import type { Json } from './syntax';
import { isObject, JqError, typeOf } from './syntax';

export interface JsonStyle {
  /** What one level is indented by; '' writes everything on one line. */
  readonly indent: string;
  readonly sorted: boolean;
  readonly coloured: boolean;
}

const COLOURS = {
  null: '1;30',
  boolean: '0;39',
  number: '0;39',
  string: '0;32',
  array: '1;39',
  object: '1;39',
  key: '34;1',
};

export function formatJson(value: Json, style: JsonStyle, depth = 0): string {
  const paint = (text: string, colour: string) => (style.coloured ? `\u001b[${colour}m${text}\u001b[0m` : text);
  const line = (level: number) => (style.indent === '' ? '' : `\n${style.indent.repeat(level)}`);
  if (Array.isArray(value)) {
    if (value.length === 0) return paint('[]', COLOURS.array);
    const items = (value as readonly Json[]).map((item) => line(depth + 1) + formatJson(item, style, depth + 1));
    return `${paint('[', COLOURS.array)}${items.join(paint(',', COLOURS.array))}${line(depth)}${paint(']', COLOURS.array)}`;
  }
  if (isObject(value)) {
    const keys = style.sorted ? Object.keys(value).sort() : Object.keys(value);
    if (keys.length === 0) return paint('{}', COLOURS.object);
    const colon = style.indent === '' ? ':' : ': ';
    const entries = keys.map(
      (key) =>
        `${line(depth + 1)}${paint(JSON.stringify(key), COLOURS.key)}${paint(colon, COLOURS.object)}${formatJson(value[key] as Json, style, depth + 1)}`,
    );
    return `${paint('{', COLOURS.object)}${entries.join(paint(',', COLOURS.object))}${line(depth)}${paint('}', COLOURS.object)}`;
  }
  return paint(JSON.stringify(value), COLOURS[typeOf(value) as 'null' | 'boolean' | 'number' | 'string']);
}

/** JSON on one line. */
export function compactJson(value: Json): string {
  return JSON.stringify(value);
}

/** A text as it is, everything else as JSON. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : compactJson(value);
}

/** `@base64`, `@csv` and the others. */
export function applyFormat(name: string, value: Json): string {
  switch (name) {
    case 'text':
      return asText(value);
    case 'json':
      return compactJson(value);
    case 'base64':
      return encodeTextBase64(asText(value));
    case 'base64d':
      return decodeTextBase64(asText(value)) ?? '';
    case 'uri':
      return encodeURIComponent(asText(value));
    case 'html':
      return asText(value).replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
    case 'sh':
      return rows(value)
        .map((item) => (typeof item === 'string' ? quoteForShell(item, true) : asText(item)))
        .join(' ');
    case 'csv':
      return rows(value)
        .map((item) => (typeof item === 'string' ? `"${item.replace(/"/g, '""')}"` : item === null ? '' : asText(item)))
        .join(',');
    case 'tsv':
      return rows(value)
        .map((item) => (item === null ? '' : asText(item).replace(/\t/g, '\\t').replace(/\n/g, '\\n')))
        .join('\t');
    default:
      throw new JqError(`${name} is not a valid format`);
  }
}

function rows(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}
