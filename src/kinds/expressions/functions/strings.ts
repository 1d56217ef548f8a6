/** Strings beyond the language's own functions: cel-go's extension, and regular expressions as Kubernetes has them. */
import type { Environment } from '@marcbachmann/cel-js';
import { ExpressionError } from '../expressionError';

/** Follows cel-go's `ext.Strings` and apiserver's `library.Regex`. Patterns are JavaScript's, which reads nearly all of RE2. */
export function registerStrings(environment: Environment): void {
  environment
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => {
      const letters = [...text];
      if (at < 0n || Number(at) > letters.length) throw new ExpressionError(`index out of range: ${at}`);
      return letters[Number(at)] ?? '';
    })
    .registerFunction('string.replace(string, string): string', (text: string, old: string, by: string) =>
      text.replaceAll(old, () => by),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, old: string, by: string, count: bigint) => replaceSome(text, old, by, Number(count)),
    )
    .registerFunction('string.find(string): string', (text: string, pattern: string) => {
      return regex(pattern).exec(text)?.[0] ?? '';
    })
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) => all(text, pattern))
    .registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, limit: bigint) =>
      limit < 0n ? all(text, pattern) : all(text, pattern).slice(0, Number(limit)),
    )
    .registerFunction('string.format(list<dyn>): string', formatText);
}

function replaceSome(text: string, old: string, by: string, count: number): string {
  if (count < 0) return text.replaceAll(old, () => by);
  let left = count;
  return text.replaceAll(old, (found) => (left-- > 0 ? by : found));
}

function all(text: string, pattern: string): string[] {
  return [...text.matchAll(regex(pattern))].map(([found]) => found);
}

function regex(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gu');
  } catch {
    throw new ExpressionError(`error parsing regexp: invalid pattern: \`${pattern}\``);
  }
}

/** `'%s has %d'.format([name, count])`: of the verbs s, d, f, e, b, o, x, X and %%. */
function formatText(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replace(/%(%|(?:\.(\d+))?([sdfeboxX]))/g, (_all, escaped: string, digits?: string, verb?: string) => {
    if (escaped === '%') return '%';
    if (next >= values.length) throw new ExpressionError(`index ${next} out of range`);
    return formatValue(values[next++], verb ?? 's', Number(digits ?? 6));
  });
}

function formatValue(value: unknown, verb: string, digits: number): string {
  switch (verb) {
    case 'd':
      return String(value);
    case 'f':
      return Number(value).toFixed(digits);
    case 'e':
      return Number(value)
        .toExponential(digits)
        .replace(/e([+-])(\d)$/, 'e$10$2');
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : (value as bigint).toString(2);
    case 'o':
      return (value as bigint).toString(8);
    case 'x':
      return (value as bigint).toString(16);
    case 'X':
      return (value as bigint).toString(16).toUpperCase();
    default:
      return plainText(value);
  }
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, one]) => `${plainText(key)}: ${plainText(one)}`);
    return `{${pairs.sort().join(', ')}}`;
  }
  return String(value);
}
