/** What a flag is, as data: commands list theirs, and parsing, help, completion and errors follow from it. */

type FlagType = 'bool' | 'string' | 'int' | 'duration' | 'strings' | 'array';

export interface Flag {
  readonly name: string;
  readonly shorthand?: string;
  /**
   * `strings` splits each value at commas (pflag's StringSlice), `array` takes each value whole (StringArray);
   * `duration` is Go's (`1m30s`), kept in milliseconds.
   */
  readonly type: FlagType;
  /** For `int`: how wide it is, where that is less than 64. */
  readonly bits?: 32;
  /** The value when the flag is not given; absent: false, '', 0 or none. Durations as text: `30s`. */
  readonly default?: boolean | string | number | readonly string[];
  /** The value when the flag stands alone (`--dry-run`); bool flags have `true`. */
  readonly alone?: string;
  /** For help, in our own words. */
  readonly usage: string;
  readonly required?: boolean;
  /** The real tool has it and this one does not: asking for more than its default is refused in plain words. */
  readonly notSimulated?: boolean;
  /** Given at all it is refused: what it is only supported on, in the tool's words. */
  readonly unsupported?: string;
  /** Left out of help and completion. */
  readonly hidden?: boolean;
  /** Another spelling of the flag of that name: what is given to one is given to both. */
  readonly sameAs?: string;
  /** Still taken, with a warning: what to use instead. */
  readonly deprecated?: string;
  /** What help calls its value and its default, where that does not follow from the type: `list`, `bytes`. */
  readonly valueName?: string;
  readonly defaultText?: string;
  /** What is wrong with a value, in the tool's words; undefined when nothing is. */
  readonly validate?: (text: string) => string | undefined;
  /** Values that completion offers: words, or what to look up (a name that the tool's completion knows). */
  readonly complete?: readonly string[] | string;
}

/** The values of a flag set after parsing. Asking for a flag that was not declared is a bug and throws. */
export class FlagValues {
  readonly #flags: ReadonlyMap<string, Flag>;
  readonly #given = new Map<string, readonly string[]>();
  readonly #occurrences: (readonly [name: string, value: string])[] = [];

  constructor(flags: readonly Flag[]) {
    this.#flags = new Map(flags.map((flag) => [flag.name, flag]));
  }

  /** Records one occurrence; its text has been checked by the parser. */
  give(name: string, value: string): void {
    this.#occurrences.push([name, value]);
    const held = this.#flags.get(name)?.sameAs ?? name;
    this.#given.set(held, [...(this.#given.get(held) ?? []), value]);
  }

  /** All flags with their values, in the order of the command line. */
  get occurrences(): readonly (readonly [name: string, value: string])[] {
    return this.#occurrences;
  }

  /** True when the flag stood on the command line. */
  changed(name: string): boolean {
    return this.#given.has(name);
  }

  /** True when the command knows the flag. */
  knows(name: string): boolean {
    return this.#flags.has(name);
  }

  /** What the flag's values are. */
  typeOf(name: string): FlagType {
    return this.#declared(name).type;
  }

  bool(name: string): boolean {
    const text = this.#last(name);
    return text === undefined ? this.#declared(name).default === true : parseBool(text) === true;
  }

  string(name: string): string {
    return this.#last(name) ?? String(this.#declared(name).default ?? '');
  }

  int(name: string): number {
    const text = this.#last(name);
    return text === undefined ? Number(this.#declared(name).default ?? 0) : Number(parseInteger(text));
  }

  /** In milliseconds. */
  duration(name: string): number {
    return parseDuration(this.#last(name) ?? String(this.#declared(name).default ?? '0s')) ?? 0;
  }

  strings(name: string): readonly string[] {
    const flag = this.#declared(name);
    const given = this.#given.get(name);
    if (given === undefined) return Array.isArray(flag.default) ? (flag.default as readonly string[]) : [];
    return flag.type === 'strings' ? given.flatMap((text) => (text === '' ? [] : splitCommas(text))) : given;
  }

  #last(name: string): string | undefined {
    this.#declared(name);
    return this.#given.get(name)?.at(-1);
  }

  #declared(name: string): Flag {
    const flag = this.#flags.get(name);
    if (flag === undefined) throw new Error(`flag --${name} is not declared`);
    return flag;
  }
}

/** Go's strconv.ParseBool. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return undefined;
}

/** Go's strconv.ParseInt with base 0. */
export function parseInteger(text: string): bigint | undefined {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (match === null) return undefined;
  let digits = match[2] ?? '';
  if (/^0[0-7]+$/.test(digits)) digits = `0o${digits.slice(1)}`;
  const value = BigInt(digits);
  return match[1] === '-' ? -value : value;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's time.ParseDuration, in milliseconds; undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)(.*)$/s.exec(text);
  const rest = match?.[2] ?? '';
  if (rest === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0;
  for (const [, number, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    sum += Number(number) * (UNITS[unit ?? ''] ?? 0);
  }
  return match?.[1] === '-' ? -sum : sum;
}

/** Comma-separated values; a value in double quotes may hold commas (pflag reads them as CSV). */
function splitCommas(text: string): string[] {
  const out: string[] = [];
  const pattern = /"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) break;
    out.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : (match[2] ?? ''));
  }
  if (text.endsWith(',')) out.push('');
  return out;
}
