/** Variables in a compose file: `$NAME`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+other}`, `$$`. */
import { fail, ok, type Result } from '../../base/result';

export interface Variables {
  get(name: string): string | undefined;
  /** Called for each name that has no value and no default. */
  missing(name: string): void;
}

/** Fills variables into every text of a value. The error is compose's own sentence. */
export function interpolate(value: unknown, variables: Variables, path = ''): Result<unknown, string> {
  if (typeof value === 'string') return interpolateText(value, variables, path);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [at, item] of value.entries()) {
      const filled = interpolate(item, variables, `${path}.[${at}]`);
      if (!filled.ok) return filled;
      items.push(filled.value);
    }
    return ok(items);
  }
  if (typeof value !== 'object' || value === null) return ok(value);
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const filled = interpolate(member, variables, path === '' ? key : `${path}.${key}`);
    if (!filled.ok) return filled;
    members[key] = filled.value;
  }
  return ok(members);
}

class Refused extends Error {}

function interpolateText(text: string, variables: Variables, path: string): Result<string, string> {
  try {
    return ok(expand(text, variables));
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    if (problem.message !== '') return fail(`error while interpolating ${path}: ${problem.message}`);
    return fail(`invalid interpolation format for ${path}.\nYou may need to escape any $ with another $.\n${text}`);
  }
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
    if (!rest.startsWith('{')) throw new Refused('');
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
  if (value === undefined) variables.missing(name);
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

/** Reads a .env file: `NAME=value` lines, comments, quotes, `export`. */
export function readEnvFile(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, raw] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || raw === undefined) continue;
    const quoted = /^(['"])(.*)\1\s*(?:#.*)?$/.exec(raw);
    if (quoted === null) values.set(name, raw.replace(/\s+#.*$/, ''));
    else values.set(name, quoted[1] === '"' ? (quoted[2] ?? '').replaceAll('\\n', '\n') : (quoted[2] ?? ''));
  }
  return values;
}
