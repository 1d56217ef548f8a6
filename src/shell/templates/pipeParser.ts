/** Parses what stands inside an action of a Go template. */
import type { Operand, Pipe, TemplateCommand } from './templateParser';
import { type Place, problem, strayCharacter, type TemplateError } from './templateProblem';

const TOKEN =
  /\s+|:=|\$\w*|(?:\.\w+)+|\.|\||\(|\)|,|=|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|[-+]?(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)|\w+/y;

/** Names that may be used. */
export interface KnownWords {
  readonly functions: readonly string[];
  readonly variables: Set<string>;
}

interface Token {
  /** A single blank for any number of them. */
  readonly text: string;
  readonly at: number;
}

export class PipeParser {
  readonly #place: Place;
  readonly #text: string;
  readonly #start: number;
  readonly #tokens: readonly Token[];
  readonly #functions: readonly string[];
  readonly #known: Set<string>;
  readonly #context: string;
  #next = 0;

  /**
   * @param start where the text stands in the template
   * @param words the names of functions, and of the variables so far; those declared here are added
   * @param context names the action in messages: `command`, `range`
   */
  constructor(place: Place, text: string, start: number, words: KnownWords, context: string) {
    this.#place = place;
    this.#text = text;
    this.#start = start;
    this.#functions = words.functions;
    this.#known = words.variables;
    this.#context = context;
    this.#tokens = this.#split();
  }

  whole(): Pipe {
    const pipe = this.#pipe();
    const left = this.#tokens[this.#next];
    if (left !== undefined) throw this.#problem(`unexpected ${JSON.stringify(left.text)} in ${this.#context}`);
    return pipe;
  }

  #problem(message: string): TemplateError {
    return problem(this.#place, this.#start, message);
  }

  #split(): Token[] {
    const out: Token[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < this.#text.length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(this.#text);
      if (match === null) throw this.#problem(strayCharacter(this.#text, at));
      out.push({ text: match[0].trim() === '' ? ' ' : match[0], at: this.#start + at });
    }
    return out;
  }

  #pipe(): Pipe {
    const at = this.#position();
    const { variables, declares } = this.#variables();
    const commands: TemplateCommand[] = [];
    for (;;) {
      const command = this.#command();
      if (command.operands.length === 0) throw this.#problem(`missing value for ${this.#context}`);
      commands.push(command);
      if (this.#peek() !== '|') break;
      this.#next++;
    }
    return { variables, declares, commands, source: this.#written(at), at };
  }

  #variables(): { variables: string[]; declares: boolean } {
    const start = this.#next;
    const variables: string[] = [];
    while (this.#peek()?.startsWith('$') === true) {
      variables.push(this.#tokens[this.#next++]?.text ?? '');
      const next = this.#peek();
      if (next === ',') {
        this.#next++;
      } else if (next === ':=' || next === '=') {
        this.#next++;
        if (next === ':=') for (const name of variables) this.#known.add(name);
        return { variables, declares: next === ':=' };
      } else {
        break;
      }
    }
    this.#next = start;
    return { variables: [], declares: false };
  }

  #command(): TemplateCommand {
    const operands: Operand[] = [];
    this.#peek();
    const at = this.#position();
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next === '|' || next === ')') return { operands, source: this.#written(at), at };
      operands.push(this.#operand());
    }
  }

  /** Where the next token stands. */
  #position(): number {
    return this.#tokens[this.#next]?.at ?? this.#start + this.#text.length;
  }

  /** The text from there up to the next token. */
  #written(from: number): string {
    return this.#text.slice(from - this.#start, this.#position() - this.#start).trim();
  }

  /** The next token that is no blank, without taking it. */
  #peek(): string | undefined {
    while (this.#tokens[this.#next]?.text === ' ') this.#next++;
    return this.#tokens[this.#next]?.text;
  }

  #operand(): Operand {
    const { text, at } = this.#tokens[this.#next++] ?? { text: '', at: this.#start };
    const operand = this.#simple(text, at);
    const next = this.#tokens[this.#next];
    if (next === undefined || !next.text.startsWith('.')) return operand;
    if (next.text === '.') throw this.#problem('unexpected <.> in operand');
    this.#next++;
    const names = next.text.slice(1).split('.');
    return { type: 'fields', of: operand, names, source: this.#written(at), at: next.at };
  }

  #variable(name: string, at: number): Operand {
    if (!this.#known.has(name)) throw this.#problem(`undefined variable ${JSON.stringify(name)}`);
    return { type: 'variable', name, at };
  }

  #simple(token: string, at: number): Operand {
    if (token === '(') {
      const pipe = this.#pipe();
      if (this.#peek() !== ')') throw this.#problem('unclosed left paren');
      this.#next++;
      return { type: 'pipe', pipe };
    }
    if (token === '.') return { type: 'dot' };
    if (token.startsWith('.')) return fields(token, at);
    if (token.startsWith('$')) return this.#variable(token, at);
    if (token.startsWith('"')) return { type: 'value', value: JSON.parse(token) as unknown };
    if (token.startsWith('`')) return { type: 'value', value: token.slice(1, -1) };
    if (token.startsWith("'")) return { type: 'value', value: token.codePointAt(1) };
    if (/^[-+\d]/.test(token)) return { type: 'value', value: Number(token) };
    if (token === 'true' || token === 'false') return { type: 'value', value: token === 'true' };
    if (token === 'nil') return { type: 'value', value: null };
    if (this.#functions.includes(token)) return { type: 'function', name: token };
    throw this.#problem(
      /^\w+$/.test(token)
        ? `function ${JSON.stringify(token)} not defined`
        : `unexpected ${JSON.stringify(token)} in operand`,
    );
  }
}

/** Go says of a chain of fields that it stands where the second one does. */
function fields(token: string, at: number): Operand {
  const names = token.slice(1).split('.');
  const second = names.length > 1 ? at + 1 + (names[0] ?? '').length : at;
  return { type: 'fields', of: undefined, names, source: token, at: second };
}
