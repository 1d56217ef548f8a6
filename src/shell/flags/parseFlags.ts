/** Reads a command line as pflag does: shorthand groups, `-o=wide`, `-owide`, `--flag value`, `--`, flags anywhere. */
import { type Flag, FlagValues, parseBool, parseDuration, parseInteger } from './flag';

export interface ParsedFlags {
  readonly values: FlagValues;
  readonly args: readonly string[];
  /** How many arguments stood before `--`; -1 when there was none. */
  readonly argsBeforeDash: number;
  /** True when -h or --help was met. */
  readonly help: boolean;
}

/** What tools do differently with the same parser. */
export interface FlagDialect {
  /** The error to throw for what pflag says is wrong. */
  readonly refuse: (message: string) => Error;
  /** Told of deprecated flags, in pflag's words. */
  readonly warn?: (message: string) => void;
  /** True: the first argument ends the flags, as where a command line of its own follows (`docker run`). */
  readonly inOrder?: boolean;
}

/** Parses everything after the command's name. @throws what `refuse` makes of pflag's message */
export function parseFlags(flags: readonly Flag[], words: readonly string[], dialect: FlagDialect): ParsedFlags {
  const values = new FlagValues(flags);
  const args: string[] = [];
  let argsBeforeDash = -1;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      argsBeforeDash = args.length;
      args.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(...(dialect.inOrder === true ? words.slice(at) : [word]));
      if (dialect.inOrder === true) break;
      continue;
    }
    const read = word.startsWith('--') ? readLong : readShort;
    const outcome = read({ flags, values, dialect }, word, words[at + 1]);
    if (outcome === 'help') return { values, args, argsBeforeDash, help: true };
    if (outcome === 'took next') at++;
  }
  return { values, args, argsBeforeDash, help: false };
}

/** The flag that a word names and whether it takes the next word: for finding the verb among global flags. */
export function takesNext(flags: readonly Flag[], word: string): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) {
    const flag = flags.find((one) => one.name === word.slice(2));
    return flag !== undefined && aloneValue(flag) === undefined;
  }
  if (word.length !== 2) return false;
  const flag = flags.find((one) => one.shorthand === word.slice(1));
  return flag !== undefined && aloneValue(flag) === undefined;
}

type Outcome = 'done' | 'took next' | 'help';

interface Reading {
  readonly flags: readonly Flag[];
  readonly values: FlagValues;
  readonly dialect: FlagDialect;
}

function readLong(reading: Reading, word: string, next: string | undefined): Outcome {
  const { flags, dialect } = reading;
  const body = word.slice(2);
  if (body === '' || body.startsWith('-') || body.startsWith('=')) throw dialect.refuse(`bad flag syntax: ${word}`);
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  const flag = flags.find((one) => one.name === name);
  if (flag === undefined) {
    if (name === 'help') return 'help';
    throw dialect.refuse(`unknown flag: --${name}`);
  }
  if (equals >= 0) {
    take(reading, flag, body.slice(equals + 1));
    return 'done';
  }
  const alone = aloneValue(flag);
  if (alone !== undefined) {
    take(reading, flag, alone);
    return 'done';
  }
  if (next === undefined) throw dialect.refuse(`flag needs an argument: --${name}`);
  take(reading, flag, next);
  return 'took next';
}

function readShort(reading: Reading, word: string, next: string | undefined): Outcome {
  const { flags, dialect } = reading;
  let group = word.slice(1);
  while (group !== '') {
    const letter = group[0] ?? '';
    const flag = flags.find((one) => one.shorthand === letter);
    if (flag === undefined) {
      if (letter === 'h') return 'help';
      throw dialect.refuse(`unknown shorthand flag: '${letter}' in -${group}`);
    }
    if (group.length > 2 && group[1] === '=') {
      take(reading, flag, group.slice(2));
      return 'done';
    }
    const alone = aloneValue(flag);
    if (alone !== undefined) {
      take(reading, flag, alone);
      group = group.slice(1);
      continue;
    }
    if (group.length > 1) {
      take(reading, flag, group.slice(1));
      return 'done';
    }
    if (next === undefined) throw dialect.refuse(`flag needs an argument: '${letter}' in -${group}`);
    take(reading, flag, next);
    return 'took next';
  }
  return 'done';
}

function aloneValue(flag: Flag): string | undefined {
  return flag.alone ?? (flag.type === 'bool' ? 'true' : undefined);
}

function take({ values, dialect }: Reading, flag: Flag, text: string): void {
  const problem = valueProblem(flag, text);
  if (problem !== undefined) {
    const name = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
    throw dialect.refuse(`invalid argument ${JSON.stringify(text)} for "${name}" flag: ${problem}`);
  }
  if (flag.deprecated !== undefined) dialect.warn?.(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
  values.give(flag.name, text);
}

/** Go's words for a value that does not fit, undefined when it does. */
function valueProblem(flag: Flag, text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (flag.type === 'bool') {
    return parseBool(text) === undefined ? `strconv.ParseBool: parsing ${quoted}: invalid syntax` : undefined;
  }
  if (flag.type === 'int') {
    const value = parseInteger(text);
    if (value === undefined) return `strconv.ParseInt: parsing ${quoted}: invalid syntax`;
    const limit = 2n ** BigInt((flag.bits ?? 64) - 1);
    if (value >= limit || value < -limit) return `strconv.ParseInt: parsing ${quoted}: value out of range`;
    return undefined;
  }
  if (flag.type === 'duration' && parseDuration(text) === undefined) return durationProblem(text);
  return flag.validate?.(text);
}

/** The text of time.ParseDuration's error. */
function durationProblem(text: string): string {
  const quoted = JSON.stringify(text);
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) || /[a-zµμ](\d+\.?\d*|\.\d+)$/.test(text)) {
    return `time: missing unit in duration ${quoted}`;
  }
  const unit = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))*(?:\d+\.?\d*|\.\d+)([^\d.]+)/.exec(text)?.[1];
  if (unit !== undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
  return `time: invalid duration ${quoted}`;
}
