/** Reads sed's scripts. */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import { translateRegularExpression } from './regularExpression';

type Address = number | '$' | RegExp;

export interface SedCommand {
  readonly name: string;
  readonly from?: Address | undefined;
  readonly to?: Address | undefined;
  /** `first~step`. */
  readonly step?: readonly [number, number] | undefined;
  readonly negated: boolean;
  readonly expression?: RegExp;
  readonly replacement?: (groups: readonly string[]) => string;
  readonly occurrence?: number;
  readonly global?: boolean;
  readonly printed?: boolean;
  readonly text?: string;
  readonly table?: ReadonlyMap<string, string>;
  readonly code?: number;
  /** Where a branch or a group that isn't entered goes on. */
  jump?: number;
  readonly label?: string;
}

export interface SedProblem {
  readonly character: number;
  readonly message: string;
}

/** The commands of a script; groups are flat, with the place behind them as `jump`. */
export function parseSed(script: string, extended: boolean): Result<readonly SedCommand[], SedProblem> {
  try {
    return ok(new Reader(script, extended).read());
  } catch (thrown) {
    if (thrown instanceof Problem) return fail(thrown);
    throw thrown;
  }
}

class Problem implements SedProblem {
  readonly character: number;
  readonly message: string;

  constructor(character: number, message: string) {
    this.character = character;
    this.message = message;
  }
}

class Reader {
  readonly #script: string;
  readonly #extended: boolean;
  #at = 0;

  constructor(script: string, extended: boolean) {
    this.#script = script;
    this.#extended = extended;
  }

  read(): SedCommand[] {
    const commands: SedCommand[] = [];
    const open: SedCommand[] = [];
    const labels = new Map<string, number>();
    for (;;) {
      this.#skip(/[\s;]/);
      if (this.#at >= this.#script.length) break;
      if (this.#peek() === '#') {
        while (this.#at < this.#script.length && this.#peek() !== '\n') this.#at++;
        continue;
      }
      if (this.#peek() === '}') {
        this.#at++;
        const group = open.pop();
        if (group === undefined) throw this.#problem("unexpected `}'");
        group.jump = commands.length;
        continue;
      }
      const command = this.#command();
      if (command.name === ':') labels.set(command.label ?? '', commands.length);
      else commands.push(command);
      if (command.name === '{') open.push(command);
    }
    if (open.length > 0) throw new Problem(0, "unmatched `{'");
    for (const command of commands) {
      if ((command.name !== 'b' && command.name !== 't') || (command.label ?? '') === '') continue;
      const target = labels.get(command.label ?? '');
      if (target === undefined)
        throw new Problem(this.#script.length, `can't find label for jump to \`${command.label}'`);
      command.jump = target;
    }
    return commands;
  }

  #command(): SedCommand {
    const from = this.#address();
    let to: Address | undefined;
    let step: readonly [number, number] | undefined;
    this.#skip(/[ \t]/);
    if (from !== undefined && this.#peek() === '~') {
      this.#at++;
      step = [from as number, Number(this.#digits() || 0)];
    } else if (from !== undefined && this.#peek() === ',') {
      this.#at++;
      this.#skip(/[ \t]/);
      const plus = this.#peek() === '+';
      if (plus) this.#at++;
      to = this.#address();
      if (to === undefined) throw this.#problem("unexpected `,'");
      if (plus && typeof from === 'number') to = from + (to as number);
    }
    this.#skip(/[ \t]/);
    const negated = this.#peek() === '!';
    if (negated) this.#at++;
    this.#skip(/[ \t]/);
    const name = this.#script[this.#at++];
    if (name === undefined) throw this.#problem('missing command');
    const base = { name, negated, ...(step === undefined ? { from, to } : { step }) };
    switch (name) {
      case 's':
        return { ...base, ...this.#substitution() };
      case 'y':
        return { ...base, table: this.#table() };
      case 'a':
      case 'i':
      case 'c':
        return { ...base, text: this.#text() };
      case 'b':
      case 't':
      case ':':
        this.#skip(/[ \t]/);
        return { ...base, label: this.#until(/[\n;}]/).trim() };
      case 'q':
      case 'Q':
        this.#skip(/[ \t]/);
        return { ...base, code: Number(this.#digits() || 0) };
      default:
        if (!'{dDpPnN=lhHgGx'.includes(name)) throw this.#problem(`unknown command: \`${name}'`);
        if (name !== '{') this.#expectEnd();
        return base;
    }
  }

  #expectEnd(): void {
    this.#skip(/[ \t]/);
    const next = this.#peek();
    if (next !== undefined && !/[\n;}#]/.test(next)) {
      this.#at++;
      throw this.#problem('extra characters after command');
    }
  }

  #address(): Address | undefined {
    const next = this.#peek();
    if (next === '$') {
      this.#at++;
      return '$';
    }
    if (next !== undefined && /\d/.test(next)) return Number(this.#digits());
    if (next !== '/' && next !== '\\') return undefined;
    if (next === '\\') this.#at++;
    const source = this.#delimited(this.#script[this.#at++] as string, 'unterminated address regex');
    const ignoreCase = this.#peek() === 'I';
    if (ignoreCase) this.#at++;
    return this.#expression(source, ignoreCase ? 'i' : '');
  }

  #substitution(): Partial<SedCommand> {
    const delimiter = this.#script[this.#at++];
    if (delimiter === undefined) throw this.#problem("unterminated `s' command");
    const source = this.#delimited(delimiter, "unterminated `s' command");
    const replacement = this.#delimited(delimiter, "unterminated `s' command", false);
    const flags = this.#until(/[\s;}]/);
    const bad = /[^gpIiMmew0-9]/.exec(flags);
    if (bad !== null) throw this.#problem("unknown option to `s'");
    const occurrence = Number(/\d+/.exec(flags)?.[0] ?? 1);
    return {
      expression: this.#expression(source, `${/i/i.test(flags) ? 'i' : ''}${/m/i.test(flags) ? 'm' : ''}`),
      replacement: replacementOf(replacement),
      occurrence,
      global: flags.includes('g'),
      printed: flags.includes('p'),
    };
  }

  #table(): ReadonlyMap<string, string> {
    const delimiter = this.#script[this.#at++] ?? '/';
    const from = [...unescapeText(this.#delimited(delimiter, "unterminated `y' command"))];
    const to = [...unescapeText(this.#delimited(delimiter, "unterminated `y' command"))];
    if (from.length !== to.length) throw this.#problem("strings for `y' command are different lengths");
    return new Map(from.map((character, at) => [character, to[at] as string]));
  }

  /** The text of `a`, `i`, `c`: the rest of the line, or the lines after a backslash. */
  #text(): string {
    this.#skip(/[ \t]/);
    if (this.#peek() === '\\') {
      this.#at++;
      this.#skip(/[ \t]/);
      if (this.#peek() === '\n') this.#at++;
    }
    let text = '';
    while (this.#at < this.#script.length && this.#peek() !== '\n') {
      if (this.#peek() === '\\') {
        this.#at++;
        const next = this.#script[this.#at++] ?? '';
        text += next === 't' ? '\t' : next;
      } else text += this.#script[this.#at++];
    }
    return text;
  }

  #expression(source: string, flags: string): RegExp {
    try {
      return new RegExp(translateRegularExpression(source, this.#extended ? 'extended' : 'basic'), flags);
    } catch {
      throw this.#problem(/\(/.test(source) ? 'Unmatched ( or \\(' : 'Invalid preceding regular expression');
    }
  }

  #delimited(delimiter: string, problem: string, brackets = true): string {
    let text = '';
    let inside = false;
    while (this.#at < this.#script.length) {
      const character = this.#script[this.#at++] as string;
      if (character === '\\') {
        const next = this.#script[this.#at++] ?? '';
        text += next === delimiter && next !== '&' ? next : `\\${next}`;
      } else if (character === delimiter && !inside) return text;
      else {
        if (brackets && character === '[') inside = this.#script.indexOf(']', this.#at + 1) > 0;
        else if (brackets && character === ']') inside = false;
        text += character;
      }
    }
    throw this.#problem(problem);
  }

  #until(end: RegExp): string {
    let text = '';
    while (this.#at < this.#script.length && !end.test(this.#peek() as string)) text += this.#script[this.#at++];
    return text;
  }

  #digits(): string {
    let text = '';
    while (/\d/.test(this.#peek() ?? '')) text += this.#script[this.#at++];
    return text;
  }

  #skip(what: RegExp): void {
    while (this.#at < this.#script.length && what.test(this.#peek() as string)) this.#at++;
  }

  #peek(): string | undefined {
    return this.#script[this.#at];
  }

  #problem(message: string): Problem {
    return new Problem(this.#at, message);
  }
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/g, (_, next: string) => (next === 'n' ? '\n' : next === 't' ? '\t' : next));
}

/** A replacement with `&`, `\1`, `\n`, `\U`, `\L`, `\E`. */
function replacementOf(text: string): (groups: readonly string[]) => string {
  const parts = text.match(/\\[\s\S]|&|[^\\&]+/g) ?? [];
  return (groups) => {
    let out = '';
    let change: 'U' | 'L' | undefined;
    const add = (piece: string) => {
      out += change === 'U' ? piece.toUpperCase() : change === 'L' ? piece.toLowerCase() : piece;
    };
    for (const part of parts) {
      if (part === '&') add(groups[0] ?? '');
      else if (/^\\\d$/.test(part)) add(groups[Number(part[1])] ?? '');
      else if (part === '\\n') add('\n');
      else if (part === '\\t') add('\t');
      else if (part === '\\U' || part === '\\L') change = part[1] as 'U' | 'L';
      else if (part === '\\E') change = undefined;
      else add(part.startsWith('\\') ? part.slice(1) : part);
    }
    return out;
  };
}
