/** The functions that every Go template has. */
import { GoStruct } from './goStruct';
import { goQuoted, goText } from './goValue';

/** A function of templates; its errors are thrown as `FunctionError`. */
export type TemplateFunction = (...values: readonly unknown[]) => unknown;

export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

export class FunctionError extends Error {}

/** A function got more or fewer values than it takes. */
export class ArgumentCountError extends FunctionError {}

/** A function that takes just as many values as its own parameters. */
export function counted(name: string, run: TemplateFunction): TemplateFunction {
  return (...values) => {
    if (values.length === run.length) return run(...values);
    throw new ArgumentCountError(`wrong number of args for ${name}: want ${run.length} got ${values.length}`);
  };
}

/** A value that a map did not have: prints as `<no value>`. */
export const noValue: unique symbol = Symbol('no value');

export function truth(value: unknown): boolean {
  if (value === noValue || value === null || value === undefined) return false;
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  if (value instanceof GoStruct) return !value.isNil;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A value as an action prints it. */
export function printed(value: unknown): string {
  return value === noValue ? '<no value>' : goText(value);
}

function equal(first: unknown, ...others: readonly unknown[]): boolean {
  if (others.length === 0) throw new FunctionError('missing argument for comparison');
  return others.some((other) => {
    const [a, b] = [first, other].map((value) => (value === noValue ? null : value));
    if (a !== null && b !== null && typeof a !== typeof b) throw new FunctionError('incompatible types for comparison');
    return a === b;
  });
}

function less(a: unknown, b: unknown): boolean {
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) {
    throw new FunctionError('incompatible types for comparison');
  }
  return (a as string) < (b as string);
}

function index(value: unknown, ...keys: readonly unknown[]): unknown {
  return keys.reduce((held: unknown, key) => {
    if (held === noValue || held === null || held === undefined) throw new FunctionError('index of untyped nil');
    if (Array.isArray(held) || typeof held === 'string') {
      if (typeof key !== 'number') throw new FunctionError('cannot index slice/array with type string');
      if (key < 0 || key > held.length) throw new FunctionError(`index out of range: ${key}`);
      // Go's own check lets the length itself through
      if (key === held.length) throw new FunctionError('reflect: slice index out of range');
      return typeof held === 'string' ? held.charCodeAt(key) : (held as unknown[])[key];
    }
    if (typeof held !== 'object') throw new FunctionError(`can't index item of type ${typeof held}`);
    if (held instanceof GoStruct) throw new FunctionError(`can't index item of type ${held.type}`);
    return (held as Record<string, unknown>)[String(key)] ?? noValue;
  }, value);
}

function length(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new FunctionError(value === noValue || value === null ? 'len of nil pointer' : `len of type ${typeof value}`);
}

/** fmt.Sprintf as far as templates use it. */
function format(pattern: unknown, ...values: readonly unknown[]): string {
  let next = 0;
  return String(pattern).replace(
    /%([-+0 ]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= values.length) return `%!${verb}(MISSING)`;
      const value = values[next++];
      let text = verb === 'q' ? goQuoted(String(value)) : printed(value);
      if (verb === 'd' && typeof value !== 'number') text = `%!d(${typeof value}=${printed(value)})`;
      if (verb === 'f') text = Number(value).toFixed(precision === undefined ? 6 : Number(precision));
      if (verb === 'x') text = Number(value).toString(16);
      if (verb === 's' && precision !== undefined) text = text.slice(0, Number(precision));
      if (flags.includes('-')) return text.padEnd(Number(width));
      return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
    },
  );
}

/** fmt.Sprint: blanks only between values of which neither is a text. */
function join(values: readonly unknown[]): string {
  return values
    .map((value, i) => {
      const blank = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return (blank ? ' ' : '') + printed(value);
    })
    .join('');
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

export const builtinFunctions: TemplateFunctions = {
  and: (...values) => values.find((value) => !truth(value)) ?? values.at(-1),
  or: (...values) => values.find(truth) ?? values.at(-1),
  not: (value) => !truth(value),
  eq: equal,
  ne: (a, b) => !equal(a, b),
  lt: less,
  le: (a, b) => less(a, b) || equal(a, b),
  gt: (a, b) => !less(a, b) && !equal(a, b),
  ge: (a, b) => !less(a, b),
  index,
  len: length,
  slice: (value, from = 0, to) => (value as string).slice(Number(from), to === undefined ? undefined : Number(to)),
  print: (...values) => join(values),
  println: (...values) => `${values.map(printed).join(' ')}\n`,
  printf: format,
  html: (...values) => join(values).replace(/[&<>"']/g, (one) => HTML[one] ?? one),
  js: (...values) => JSON.stringify(join(values)).slice(1, -1),
  urlquery: (...values) => encodeURIComponent(join(values)).replaceAll('%20', '+'),
};
