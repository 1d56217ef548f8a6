/** Files of variables: `NAME=value` lines with comments, quotes, `export` and variables in the values. */
import { fail, ok, type Result } from '../../../base/result';
import { expandVariables } from './interpolate';

/**
 * Reads such a file. A name without a value takes it from `outer`, where it is there. Variables in values are those of
 * the file before, then `outer`'s; single quotes keep them as they are. The error is compose's, without the file's name.
 */
export function readEnvFile(
  text: string,
  outer: (name: string) => string | undefined = () => undefined,
): Result<Map<string, string>, string> {
  const values = new Map<string, string>();
  const look = (name: string) => outer(name) ?? values.get(name);
  let rest = text.replaceAll('\r\n', '\n');
  let line = 1;
  while (rest !== '') {
    const skipped = /^(?:\s+|#[^\n]*(?:\n|$))*/.exec(rest)?.[0] ?? '';
    line += skipped.split('\n').length - 1;
    rest = rest.slice(skipped.length);
    if (rest === '') break;
    const [head = '', name = '', separator = ''] = /^(?:export\s+)?([^=:\n]*?)[ \t]*([=:]|\n|$)/.exec(rest) ?? [];
    if (/\s/.test(name)) return fail(`line ${line}: key cannot contain a space`);
    const odd = /[^A-Za-z0-9_.[\]-]/.exec(name)?.[0];
    if (odd !== undefined)
      return fail(
        `line ${line}: unexpected character ${JSON.stringify(odd)} in variable name ${JSON.stringify(rest.split('\n')[0])}`,
      );
    rest = rest.slice(head.length);
    if (separator !== '=' && separator !== ':') {
      line++;
      const value = outer(name);
      if (value !== undefined) values.set(name, value);
      continue;
    }
    const value = readValue(rest);
    if (value === undefined) return fail(`line ${line}: unterminated quoted value ${rest.split('\n')[0]}`);
    line += value.length.split('\n').length - 1;
    rest = rest.slice(value.length.length);
    values.set(name, value.expand ? expandVariables(value.text, look) : value.text);
  }
  return ok(values);
}

/** A value at the beginning of a text: what it is, and the text that it takes up. */
function readValue(rest: string): { text: string; length: string; expand: boolean } | undefined {
  const lead = /^[ \t]*/.exec(rest)?.[0] ?? '';
  const quote = rest[lead.length] ?? '';
  if (quote !== '"' && quote !== "'") {
    const whole = /^[^\n]*/.exec(rest)?.[0] ?? '';
    return { text: whole.replace(/\s+#.*$/, '').trim(), length: whole, expand: true };
  }
  const pattern = quote === '"' ? /^"((?:[^"\\]|\\[\s\S])*)"/ : /^'((?:[^'\\]|\\[\s\S])*)'/;
  const found = pattern.exec(rest.slice(lead.length));
  if (found === null) return undefined;
  const [all, inside = ''] = found;
  const after = /^[^\n]*/.exec(rest.slice(lead.length + all.length))?.[0] ?? '';
  const text = quote === '"' ? withoutEscapes(inside) : inside.replaceAll("\\'", "'");
  return { text, length: lead + all + after, expand: quote === '"' };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$$' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}
