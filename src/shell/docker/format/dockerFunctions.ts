/** The functions that docker's templates have. */
import { GoStruct } from '../../templates/goStruct';
import {
  builtinFunctions,
  counted,
  FunctionError,
  noValue,
  printed,
  type TemplateFunctions,
} from '../../templates/templateFunctions';

const own: TemplateFunctions = {
  json: (value) => jsonText(value),
  split: (text, separator) => String(text).split(String(separator)),
  join: (items, separator) => listOf(items).map(printed).join(String(separator)),
  title: (text) => String(text).replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()),
  lower: (text) => String(text).toLowerCase(),
  upper: (text) => String(text).toUpperCase(),
  pad: (text, before, after) =>
    String(text) === '' ? '' : ' '.repeat(Number(before)) + String(text) + ' '.repeat(Number(after)),
  truncate: (text, length) => String(text).slice(0, Number(length)),
};

/** What a map of texts doesn't have is an empty text. */
function index(value: unknown, ...keys: readonly unknown[]): unknown {
  const look = builtinFunctions['index'] ?? (() => noValue);
  const found = look(value, ...keys);
  if (found !== noValue || keys.length === 0) return found;
  const holder = keys.length === 1 ? value : look(value, ...keys.slice(0, -1));
  const values = typeof holder === 'object' && holder !== null ? Object.values(holder) : [noValue];
  return values.every((one) => typeof one === 'string') ? '' : noValue;
}

export const dockerFunctions: TemplateFunctions = {
  ...builtinFunctions,
  index,
  ...Object.fromEntries(Object.entries(own).map(([name, run]) => [name, counted(name, run)])),
};

/** In the line of headings these leave what they are given as it is. */
export const headingFunctions: TemplateFunctions = {
  ...builtinFunctions,
  ...Object.fromEntries(Object.keys(own).map((name) => [name, (text: unknown) => text])),
};

/** One line, HTML's characters as they are but for types that write their own JSON. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value === noValue || value === undefined ? null : value) ?? 'null';
  const escaped = text.replace(/[\u2028\u2029]/g, unicode);
  return value instanceof GoStruct && value.writesJson ? escaped.replace(/[<>&]/g, unicode) : escaped;
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (value === null || value === undefined) return [];
  throw new FunctionError(`wrong type for value; expected []string; got ${typeof value}`);
}
