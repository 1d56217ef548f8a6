/**
 * Variables and quotes in the words of instructions, as Docker expands them: `$name`, `${name}`, `${name:-word}` and its
 * relatives, `\$`, single and double quotes. Not a shell: no commands, no globs.
 */
import { fail, ok, type Result } from '../../../../base/result';
import { quoted } from './goText';
import { shellPattern } from './shellPattern';
import { isSpace } from './words';

export type Environment = ReadonlyMap<string, string>;

export interface ExpandOptions {
  /** `\`, or what `# escape=` made of it. */
  readonly escapeMark: string;
  /** Quotes stay where they are, as in the names of steps. */
  readonly keepQuotes?: boolean;
  /** Quotes mean nothing, as in the text of here-documents. */
  readonly plainQuotes?: boolean;
  /** Variables that aren't set stay as they are written. */
  readonly keepUnset?: boolean;
}

/** A word with its variables and quotes resolved; the error is BuildKit's. */
export function expandWord(word: string, environment: Environment, options: ExpandOptions): Result<string, string> {
  const expander = new Expander(word, environment, options);
  const text = expander.run();
  return expander.problem === undefined ? ok(text) : fail(`failed to process ${quoted(word)}: ${expander.problem}`);
}

/** Likewise, split where blanks are left outside of quotes. */
export function expandWords(
  text: string,
  environment: Environment,
  options: ExpandOptions,
): Result<readonly string[], string> {
  const expander = new Expander(text, environment, options);
  expander.run();
  if (expander.problem !== undefined) return fail(`failed to process ${quoted(text)}: ${expander.problem}`);
  return ok(expander.words.all);
}

/** Collects words while text is added; blanks that were quoted don't end one. */
class Words {
  readonly #words: string[] = [];
  #word = '';

  get all(): readonly string[] {
    return this.#word === '' ? this.#words : [...this.#words, this.#word];
  }

  add(text: string, raw: boolean): void {
    for (const character of text) {
      if (raw || !isSpace(character)) this.#word += character;
      else if (this.#word !== '') {
        this.#words.push(this.#word);
        this.#word = '';
      }
    }
  }
}

class Expander {
  readonly words = new Words();
  /** Set when it cannot be understood; what was read since means nothing. */
  problem: string | undefined;
  readonly #characters: readonly string[];
  readonly #environment: Environment;
  readonly #options: ExpandOptions;
  #at = 0;

  constructor(text: string, environment: Environment, options: ExpandOptions) {
    this.#characters = [...text];
    this.#environment = environment;
    this.#options = options;
  }

  run(): string {
    return this.#until(undefined, false, this.words);
  }

  get #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string | undefined {
    return this.#characters[this.#at++];
  }

  #fail(problem: string): string {
    this.problem ??= problem;
    this.#at = this.#characters.length;
    return '';
  }

  /** Text up to a character, which is taken too; `keepEscapes` is for patterns, which have escapes of their own. */
  #until(stop: string | undefined, keepEscapes: boolean, words = new Words()): string {
    let out = '';
    for (let character = this.#peek; character !== undefined; character = this.#peek) {
      if (character === stop) {
        this.#at++;
        return out;
      }
      const special = this.#special(character);
      if (special !== undefined) {
        out += special;
        words.add(special, character !== '$');
        continue;
      }
      this.#at++;
      if (character !== this.#options.escapeMark) {
        words.add(character, false);
        out += character;
        continue;
      }
      const escaped = `${keepEscapes ? character : ''}${this.#next() ?? ''}`;
      words.add(escaped, true);
      out += escaped;
    }
    if (stop !== undefined) this.#fail(`unexpected end of statement while looking for matching ${stop}`);
    return out;
  }

  #special(character: string): string | undefined {
    if (character === '$') return this.#variable();
    if (this.#options.plainQuotes === true) return undefined;
    if (character === "'") return this.#single();
    return character === '"' ? this.#double() : undefined;
  }

  #quote(text: string, mark: string): string {
    return this.#options.keepQuotes === true ? mark + text + mark : text;
  }

  #single(): string {
    this.#at++;
    let out = '';
    for (let character = this.#next(); character !== "'"; character = this.#next()) {
      if (character === undefined) {
        return this.#fail('unexpected end of statement while looking for matching single-quote');
      }
      out += character;
    }
    return this.#quote(out, "'");
  }

  #double(): string {
    const { escapeMark } = this.#options;
    this.#at++;
    let out = '';
    for (let character = this.#peek; character !== '"'; character = this.#peek) {
      if (character === undefined) {
        return this.#fail('unexpected end of statement while looking for matching double-quote');
      }
      if (character === '$') {
        out += this.#variable();
        continue;
      }
      this.#at++;
      const next = this.#peek;
      // Only these can be escaped; before everything else the escape stands for itself.
      if (character === escapeMark && next !== undefined && ['"', '$', escapeMark].includes(next)) {
        this.#at++;
        out += next;
      } else if (character !== escapeMark || next !== undefined) out += character;
    }
    this.#at++;
    return this.#quote(out, '"');
  }

  #variable(): string {
    this.#at++;
    if (this.#peek === '{') return this.#braced();
    const name = this.#name();
    if (name === '') return '$';
    const value = this.#environment.get(name);
    return value ?? (this.#options.keepUnset === true ? `$${name}` : '');
  }

  /** A variable's name: letters, digits and `_`, a number, or one of the shell's special parameters. */
  #name(): string {
    const rest = this.#characters.slice(this.#at).join('');
    const name = /^(?:\d+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest)?.[0] ?? '';
    this.#at += [...name].length;
    return name;
  }

  #braced(): string {
    this.#at++;
    if (this.#peek === undefined) return this.#fail("syntax error: missing '}'");
    if ('{}:'.includes(this.#peek)) return this.#fail('syntax error: bad substitution');
    const name = this.#name();
    const value = this.#environment.get(name);
    const mark = this.#next();
    if (mark === undefined) return this.#fail("syntax error: missing '}'");
    if (mark === '}') return value ?? (this.#options.keepUnset === true ? `\${${name}}` : '');
    if (mark === '/') return this.#replaced(name, value);
    return this.#modified(name, mark, value);
  }

  /** `${name:-word}` and its relatives; with the colon an empty value counts as none. */
  #modified(name: string, mark: string, value: string | undefined): string {
    const emptyIsUnset = mark === ':';
    const operator = emptyIsUnset ? (this.#next() ?? '') : mark;
    if (operator === '') return this.#fail("syntax error: missing '}'");
    const marks = emptyIsUnset ? mark + operator : mark;
    if (!['+', '-', '?', '#', '%'].includes(operator)) {
      return this.#fail(`unsupported modifier (${marks}) in substitution`);
    }
    const trims = operator === '#' || operator === '%';
    const word = this.#word('}', trims);
    if (this.problem !== undefined) return '';
    if (value === undefined && this.#options.keepUnset === true) return `\${${name}${marks}${word}}`;
    if (trims) return this.#trimmed(value ?? '', word, operator);
    const unset = value === undefined || (emptyIsUnset && value === '');
    if (operator === '-') return unset ? word : value;
    if (operator === '+') return unset ? '' : word;
    if (!unset) return value;
    const state = value === undefined ? 'unset' : 'empty';
    return this.#fail(`${name}: ${word === '' ? `is not allowed to be ${state}` : word}`);
  }

  #word(stop: string, keepEscapes: boolean): string {
    const word = this.#until(stop, keepEscapes);
    if (this.problem?.startsWith('unexpected end of statement while looking for matching }') === true) {
      this.problem = "syntax error: missing '}'";
    }
    return word;
  }

  /** `#` takes the shortest match off the front, `##` the longest; `%` and `%%` off the end. */
  #trimmed(value: string, word: string, operator: string): string {
    const longest = word.startsWith(operator);
    const source = longest ? word.slice(1) : word;
    const pattern = shellPattern(source);
    if (!pattern.ok) return this.#fail(`invalid pattern (${source}) in substitution: ${pattern.error}`);
    if (operator === '#') return value.slice(pattern.value.matchAt(value, 0, longest) ?? 0);
    const starts = Array.from({ length: value.length + 1 }, (_, index) => (longest ? index : value.length - index));
    const start = starts.find((at) => pattern.value.matchAt(value, at, true) === value.length);
    return start === undefined ? value : value.slice(0, start);
  }

  #replaced(name: string, value: string | undefined): string {
    const all = this.#peek === '/';
    if (all) this.#at++;
    const source = this.#until('/', true);
    if (this.problem !== undefined) {
      this.problem = `syntax error: missing '/' in ${'$'}{}`;
      return '';
    }
    const replacement = this.#word('}', true);
    if (this.problem !== undefined) return '';
    if (value === undefined && this.#options.keepUnset === true) {
      return `\${${name}${all ? '//' : '/'}${source}/${replacement}}`;
    }
    const pattern = shellPattern(source);
    if (!pattern.ok) return this.#fail(`invalid pattern (${source}) in substitution: ${pattern.error}`);
    let out = '';
    let at = 0;
    const text = value ?? '';
    while (at <= text.length) {
      const end = pattern.value.matchAt(text, at, true);
      if (end === undefined || end === at) out += text.charAt(at++);
      else {
        out += replacement;
        at = end;
        if (!all) break;
      }
    }
    return out + text.slice(at);
  }
}
