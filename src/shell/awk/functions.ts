/** Awk's own functions on texts and numbers. */
import { formatPrintf } from '../text/printf';
import { translateRegularExpression } from '../tool/regularExpression';
import type { Value } from './values';
import { toNumber, toText } from './values';

/** A regular expression of awk's; wrong ones match nothing. */
export function expressionOf(source: string, flags = ''): RegExp {
  try {
    return new RegExp(translateRegularExpression(source, 'extended'), flags);
  } catch {
    return /(?!)/;
  }
}

/** Functions that only look at their arguments. */
export const plainFunctions: Readonly<Record<string, (values: readonly Value[], now: number) => Value>> = {
  length: ([value]) => [...toText(value)].length,
  substr: ([value, start, length]) => {
    const characters = [...toText(value)];
    const from = Math.round(toNumber(start));
    const to = length === undefined ? Number.POSITIVE_INFINITY : from + Math.round(toNumber(length));
    return characters.filter((_, at) => at + 1 >= from && at + 1 < to).join('');
  },
  index: ([value, part]) => toText(value).indexOf(toText(part)) + 1,
  toupper: ([value]) => toText(value).toUpperCase(),
  tolower: ([value]) => toText(value).toLowerCase(),
  int: ([value]) => Math.trunc(toNumber(value)),
  sqrt: ([value]) => Math.sqrt(toNumber(value)),
  exp: ([value]) => Math.exp(toNumber(value)),
  log: ([value]) => Math.log(toNumber(value)),
  sin: ([value]) => Math.sin(toNumber(value)),
  cos: ([value]) => Math.cos(toNumber(value)),
  atan2: ([y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  systime: (_, now) => Math.floor(now / 1000),
  sprintf: ([format, ...values], now) => formatText(toText(format), values, now),
};

/** `printf` and `sprintf`: the format is used once, and its escapes are gone already. */
export function formatText(format: string, values: readonly Value[], now: number): string {
  let used = 0;
  const once = format
    .replace(/\\/g, '\\\\')
    .replace(/%(%|[-+ 0#]*(?:\*|\d+)?(?:\.(?:\*|\d*))?[diouxXeEfFgGcs])/g, (all, rest: string) => {
      if (rest !== '%') used += 1 + (rest.match(/\*/g)?.length ?? 0);
      return all;
    });
  const texts = Array.from({ length: used }, (_, at) => toText(values[at]));
  return formatPrintf(once, texts, now).text;
}

/** The replacement of `sub` and `gsub`: `&` is what matched, `\&` an ampersand. */
export function replaceText(text: string, expression: RegExp, replacement: string): { text: string; count: number } {
  let count = 0;
  const result = text.replace(expression, (match) => {
    count++;
    return replacement.replace(/\\\\&|\\&|&/g, (part) => (part === '&' ? match : part === '\\&' ? '&' : `\\${match}`));
  });
  return { text: result, count };
}

/** Fields of a record by a separator: blanks, one character, a tab or a regular expression. */
export function splitFields(text: string, separator: string): string[] {
  if (text === '') return [];
  if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/[ \t\n]+/);
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  return text.split(expressionOf(separator));
}

/** Arithmetic on two numbers. */
export function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}
