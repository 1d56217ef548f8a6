/** Options of Unix tools, as getopt_long reads them. */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';

/** The options that were given. An option is asked for by the first name in its specification. */
export interface Options {
  has(name: string): boolean;
  /** The last value given; '' for an optional value left out. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** All that were given, in order. */
  readonly given: readonly (readonly [string, string])[];
}

export interface ParsedArguments {
  readonly options: Options;
  readonly operands: readonly string[];
}

interface Specification {
  readonly key: string;
  readonly names: readonly string[];
  readonly argument: 'none' | 'required' | 'optional';
}

/**
 * Reads arguments by a specification such as `n|lines= q|quiet color?`: names of one option are joined by `|`, `=` means
 * that it takes a value, `?` that the long form may. With `inOrder` the first operand ends the options, as for `env`.
 * The error is the rest of a message: `invalid option -- 'z'`.
 */
export function parseOptions(
  arguments_: readonly string[],
  specification: string,
  inOrder = false,
): Result<ParsedArguments, string> {
  const specifications = specification.split(' ').filter(Boolean).map(readSpecification);
  const given: (readonly [string, string])[] = [];
  const operands: string[] = [];
  for (let at = 0; at < arguments_.length; at++) {
    const argument = arguments_[at] as string;
    if (argument === '--') {
      operands.push(...arguments_.slice(at + 1));
      break;
    }
    if (argument === '-' || !argument.startsWith('-')) {
      operands.push(...(inOrder ? arguments_.slice(at) : [argument]));
      if (inOrder) break;
      continue;
    }
    const taken = argument.startsWith('--')
      ? longOption(argument, arguments_[at + 1], specifications)
      : shortOptions(argument, arguments_[at + 1], specifications);
    if (!taken.ok) return taken;
    given.push(...taken.value.options);
    if (taken.value.usesNext) at++;
  }
  return ok({ options: optionsOf(given), operands });
}

interface Taken {
  readonly options: readonly (readonly [string, string])[];
  readonly usesNext: boolean;
}

function readSpecification(text: string): Specification {
  const names = text.replace(/[=?]$/, '').split('|');
  const argument = text.endsWith('=') ? 'required' : text.endsWith('?') ? 'optional' : 'none';
  return { key: names[0] as string, names, argument };
}

function longOption(
  argument: string,
  next: string | undefined,
  specifications: readonly Specification[],
): Result<Taken, string> {
  const equals = argument.indexOf('=');
  const name = argument.slice(2, equals < 0 ? undefined : equals);
  const long = specifications.flatMap((option) =>
    option.names.filter((known) => known.length > 1).map((known) => ({ option, known })),
  );
  const exact = long.find(({ known }) => known === name);
  const starting = long.filter(({ known }) => known.startsWith(name));
  const found = exact ?? (starting.length === 1 ? starting[0] : undefined);
  if (found === undefined)
    return fail(starting.length > 1 ? `option '--${name}' is ambiguous` : `unrecognized option '--${name}'`);
  const { key, argument: takes } = found.option;
  if (takes === 'none' && equals >= 0) return fail(`option '--${found.known}' doesn't allow an argument`);
  if (equals >= 0) return ok({ options: [[key, argument.slice(equals + 1)]], usesNext: false });
  if (takes !== 'required') return ok({ options: [[key, '']], usesNext: false });
  if (next === undefined) return fail(`option '--${found.known}' requires an argument`);
  return ok({ options: [[key, next]], usesNext: true });
}

function shortOptions(
  argument: string,
  next: string | undefined,
  specifications: readonly Specification[],
): Result<Taken, string> {
  const options: (readonly [string, string])[] = [];
  for (let place = 1; place < argument.length; place++) {
    const letter = argument[place] as string;
    const found = specifications.find((option) => option.names.includes(letter));
    if (found === undefined) return fail(`invalid option -- '${letter}'`);
    if (found.argument !== 'required') {
      options.push([found.key, '']);
      continue;
    }
    const rest = argument.slice(place + 1);
    if (rest === '' && next === undefined) return fail(`option requires an argument -- '${letter}'`);
    options.push([found.key, rest === '' ? (next as string) : rest]);
    return ok({ options, usesNext: rest === '' });
  }
  return ok({ options, usesNext: false });
}

function optionsOf(given: readonly (readonly [string, string])[]): Options {
  const values = (name: string) => given.filter(([key]) => key === name).map(([, value]) => value);
  return { given, values, has: (name) => values(name).length > 0, value: (name) => values(name).at(-1) };
}
