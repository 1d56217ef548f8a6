/** Flags of instructions: `--from=build` between the keyword and its arguments. */
import { fail, ok, type Result } from '../../../../base/result';
import { isSpace } from './words';

export interface FlaggedText {
  /** With the dashes. */
  readonly flags: readonly string[];
  readonly rest: string;
}

/** Takes the flags off the front of an instruction's arguments. `--` ends them. */
export function splitFlags(text: string, escapeMark: string): FlaggedText {
  const flags: string[] = [];
  let rest = text.trim();
  while (rest.startsWith('--')) {
    const { word, length } = flagWord(rest, escapeMark);
    rest = rest.slice(length).trimStart();
    if (word === '--') break;
    flags.push(word);
  }
  return { flags, rest };
}

/** One word without its quotes, and how much of the text it took. */
function flagWord(text: string, escapeMark: string): { word: string; length: number } {
  let word = '';
  let quote = '';
  let at = 0;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote === '' && isSpace(character)) break;
    if (character === escapeMark && quote !== "'") word += text.charAt(++at);
    else if (quote !== '' && character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else word += character;
  }
  return { word, length: Math.min(at, text.length) };
}

/** `boolean` takes `true`, `false` or nothing; `list` may be given several times. */
export type FlagKind = 'text' | 'boolean' | 'list';

export interface FlagValues {
  /** '' when it isn't given; a boolean is `true` or `false`. */
  text(name: string): string;
  list(name: string): readonly string[];
}

/** Flags by what an instruction knows; the errors are BuildKit's. */
export function readFlags(
  flags: readonly string[],
  known: Readonly<Record<string, FlagKind>>,
): Result<FlagValues, string> {
  const values = new Map<string, string[]>();
  for (const flag of flags) {
    const equals = flag.indexOf('=');
    const name = flag.slice(2, equals < 0 ? undefined : equals);
    const given = equals < 0 ? undefined : flag.slice(equals + 1);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) return fail(`Unknown flag: ${name}`);
    const before = values.get(name);
    if (before !== undefined && kind !== 'list') return fail(`Duplicate flag specified: ${name}`);
    const value = kind === 'boolean' ? booleanValue(name, given) : textValue(name, given);
    if (!value.ok) return value;
    values.set(name, [...(before ?? []), value.value]);
  }
  return ok({ text: (name) => values.get(name)?.[0] ?? '', list: (name) => values.get(name) ?? [] });
}

function textValue(name: string, given: string | undefined): Result<string, string> {
  return given === undefined ? fail(`Missing a value on flag: ${name}`) : ok(given);
}

function booleanValue(name: string, given: string | undefined): Result<string, string> {
  if (given === '') return fail(`Missing a value on flag: ${name}`);
  const value = given?.toLowerCase() ?? 'true';
  if (value === 'true' || value === 'false') return ok(value);
  return fail(`Expecting boolean value for flag ${name}, not: ${given}`);
}
