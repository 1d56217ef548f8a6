/** Variables in a compose file: `$NAME`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+other}`, `$$`. */
import { fail, ok, type Result } from '../../../base/result';
import { cast } from './cast';
import type { Path } from './paths';

export interface Variables {
  get(name: string): string | undefined;
  /** A line that compose logs: a name without a value and a default, a word of YAML 1.1. */
  warn(message: string): void;
}

/** Fills variables into every text of a value, and makes numbers of texts where one is wanted. The error is compose's. */
export function interpolate(value: unknown, variables: Variables, path: Path = []): Result<unknown, string> {
  if (typeof value === 'string') return interpolateText(value, variables, path);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const filled = interpolate(item, variables, [...path, '[]']);
      if (!filled.ok) return filled;
      items.push(filled.value);
    }
    return ok(items);
  }
  if (typeof value !== 'object' || value === null) return ok(value);
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const filled = interpolate(member, variables, [...path, key]);
    if (!filled.ok) return filled;
    members[key] = filled.value;
  }
  return ok(members);
}

class Refused extends Error {}

function interpolateText(text: string, variables: Variables, path: Path): Result<unknown, string> {
  const place = path.join('.');
  let filled: string;
  try {
    filled = expand(text, variables);
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    if (problem.message !== '') return fail(`error while interpolating ${place}: ${problem.message}`);
    return fail(`invalid interpolation format for ${place}.\nYou may need to escape any $ with another $.\n${text}`);
  }
  const value = cast(filled, path, (message) => variables.warn(message));
  if (value.ok) return value;
  return fail(`error while interpolating ${place}: failed to cast to expected type: ${value.error}`);
}

/** A text with its variables filled in, as a value of a file of variables has them. */
export function expandVariables(text: string, get: Variables['get']): string {
  return expand(text, { get, warn: () => {} });
}

function expand(text: string, variables: Variables): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) return out + text.slice(at);
    out += text.slice(at, dollar);
    const rest = text.slice(dollar + 1);
    if (rest.startsWith('$')) {
      out += '$';
      at = dollar + 2;
      continue;
    }
    const name = /^[_a-zA-Z][_a-zA-Z0-9]*/.exec(rest)?.[0];
    if (name !== undefined) {
      out += plain(name, variables);
      at = dollar + 1 + name.length;
      continue;
    }
    // a dollar that begins nothing stands for itself
    if (!rest.startsWith('{')) {
      out += '$';
      at = dollar + 1;
      continue;
    }
    const end = closing(rest);
    if (end < 0) throw new Refused('');
    out += braced(rest.slice(1, end), variables);
    at = dollar + 1 + end + 1;
  }
  return out;
}

/** Where the brace that opens `text` is closed; -1 when it never is. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function plain(name: string, variables: Variables): string {
  const value = variables.get(name);
  if (value === undefined) variables.warn(`The "${name}" variable is not set. Defaulting to a blank string.`);
  return value ?? '';
}

function braced(body: string, variables: Variables): string {
  const [, name, operator, word = ''] = /^([_a-zA-Z][_a-zA-Z0-9]*)(?:(:?[-?+])(.*))?$/s.exec(body) ?? [];
  if (name === undefined) throw new Refused('');
  if (operator === undefined) return plain(name, variables);
  const value = variables.get(name);
  const there = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return there ? expand(word, variables) : '';
  if (there) return value ?? '';
  if (operator.endsWith('-')) return expand(word, variables);
  throw new Refused(`required variable ${name} is missing a value${word === '' ? '' : `: ${expand(word, variables)}`}`);
}
