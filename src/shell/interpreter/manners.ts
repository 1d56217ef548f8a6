/**
 * How dash and busybox's ash say what bash says in its own words. The interpreter and the builtins complain in bash's;
 * messages that neither of the others has a form of its own for stay as they are.
 */

/** Whose manners: messages differ between bash, Debian's dash and busybox's ash. */
export type Flavour = 'bash' | 'dash' | 'ash';

type Rules = readonly (readonly [pattern: RegExp, words: string])[];

const SHARED: Rules = [
  [/^(.*): unbound variable$/, '$1: parameter not set'],
  [/^(.*): parameter null or not set$/, '$1: parameter not set or null'],
  [/^unset: (\w+): cannot unset: readonly variable$/, 'unset: $1: is read only'],
  [/^(\w+): readonly variable$/, '$1: is read only'],
  [/^(fg|bg): no job control$/, '$1: No current job'],
  [/^local: can only be used in a function$/, 'local: not in a function'],
];

const DASH: Rules = [
  ...SHARED,
  [/^(.*): division by 0 \(.*$/, 'arithmetic expression: division by zero: "$1"'],
  [/^(.*): value too great for base \(.*$/, 'arithmetic expression: expecting EOF: "$1"'],
  [/^(.*): .* \(error token is .*$/, 'arithmetic expression: expecting primary: "$1"'],
  [/^.*: (?:bad substitution|invalid indirect expansion)$/, 'Bad substitution'],
  [/^(\[|test): (.*): integer expression expected$/, '$1: Illegal number: $2'],
  [/^\[: missing `\]'$/, '[: missing ]'],
  [/^(\[|test): (.*): (?:unary|binary) operator expected$/, '$1: $2: unexpected operator'],
  [/^kill: (%.*): no such job$/, 'kill: No such job: $1'],
  [/^kill: \(\d+\) - (.*)$/, 'kill: $1\n'],
  [/^kill: (.*): arguments must be .*$/, 'kill: Illegal number: $1'],
  [/^kill: (.).*: invalid signal specification$/, 'kill: Illegal option -$1'],
  [/^(set|read): (-.)(?:.*): invalid option$/, '$1: Illegal option $2'],
  [/^set: (.*): invalid option name$/, 'set: Illegal option -o $1'],
  [/^printf: (.*): invalid number$/, 'printf: $1: expected numeric value'],
  [/^(\.): (.*): No such file or directory$/, '$1: cannot open $2: No such file'],
  [/^(\w+): (.*): numeric argument required$/, '$1: Illegal number: $2'],
];

const ASH: Rules = [
  ...SHARED,
  [/^.*: division by 0 \(.*$/, 'divide by zero'],
  [/^.* \(error token is .*$/, 'arithmetic syntax error'],
  [/^.*: (?:bad substitution|invalid indirect expansion)$/, 'syntax error: bad substitution'],
  [/^(?:\[|test): (.*): integer expression expected$/, '$1: bad number'],
  [/^\[: missing `\]'$/, 'missing ]'],
  [/^(?:\[|test): (.*): (?:unary|binary) operator expected$/, '$1: unknown operand'],
  [/^kill: \((\d+)\) - (.*)$/, "can't kill pid $1: $2"],
  [/^kill: (.*): arguments must be .*$/, "invalid number '$1'"],
  [/^kill: (.*): invalid signal specification$/, "bad signal name '$1'"],
  [/^(set|read): (-.)(?:.*): invalid option$/, '$1: illegal option $2'],
  [/^set: (.*): invalid option name$/, 'set: illegal option -o $1'],
  [/^printf: (.*): invalid number$/, "invalid number '$1'"],
  [/^(\.|source): (.*): No such file or directory$/, "$1: can't open '$2': No such file or directory"],
  [/^(\w+): (.*): numeric argument required$/, '$1: Illegal number: $2'],
];

/** Builtins of ash that name themselves and the line, where applets that are built in name neither. */
const NAMED =
  /^(\.|source|cd|exec|exit|export|fg|bg|kill|local|read|readonly|return|set|shift|trap|umask|unset|wait): /;

/**
 * A message of bash's in the words of another shell. `line`: the line that ash adds behind the name of a builtin, which
 * it does where nobody types at it.
 */
export function inManners(flavour: Flavour, message: string, line: number | undefined): string {
  if (flavour === 'bash') return message;
  const rule = (flavour === 'dash' ? DASH : ASH).find(([pattern]) => pattern.test(message));
  const words = rule === undefined ? message : message.replace(rule[0], rule[1]);
  return flavour === 'ash' && line !== undefined ? words.replace(NAMED, `$1: line ${line}: `) : words;
}

/** Builtins that only bash has, and those that bash and ash share. */
const OF_BASH = 'builtin complete declare dirs disown logout mapfile popd pushd readarray shopt typeset'.split(' ');
const NOT_OF_DASH = [...OF_BASH, 'help', 'history', 'let', 'source', 'time'];

/** True when a shell of this flavour has such a builtin. */
export function hasBuiltin(flavour: Flavour, name: string): boolean {
  if (name === 'chdir') return flavour !== 'bash';
  return flavour === 'bash' || !(flavour === 'dash' ? NOT_OF_DASH : OF_BASH).includes(name);
}
