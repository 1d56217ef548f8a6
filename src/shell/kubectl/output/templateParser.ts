/** Parses Go templates as far as kubectl's users write them: actions, pipelines, if, range, with, variables. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'range' | 'with';
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly type: 'break' | 'continue' };

/** `$a, $b := command | command`. */
export interface Pipe {
  readonly variables: readonly string[];
  readonly declares: boolean;
  readonly commands: readonly (readonly Operand[])[];
  /** As it was written, for messages. */
  readonly source: string;
}

export type Operand =
  | {
      readonly type: 'fields';
      readonly of: Operand | undefined;
      readonly names: readonly string[];
      readonly source: string;
    }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'dot' }
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'pipe'; readonly pipe: Pipe };

class TemplateError extends Error {}

/** The template's nodes. The error is Go's: `template: output:1: unclosed action`. */
export function parseTemplate(text: string, functions: readonly string[]): Result<readonly TemplateNode[], string> {
  try {
    return ok(new TemplateParser(text, functions).all());
  } catch (problem) {
    if (problem instanceof TemplateError) return fail(problem.message);
    throw problem;
  }
}

interface Piece {
  readonly text: string;
  readonly action: boolean;
  readonly line: number;
}

class TemplateParser {
  readonly #pieces: readonly Piece[];
  readonly #functions: readonly string[];
  #at = 0;

  constructor(text: string, functions: readonly string[]) {
    this.#pieces = split(text);
    this.#functions = functions;
  }

  all(): readonly TemplateNode[] {
    const { nodes, ended } = this.#nodes();
    if (ended !== undefined) throw problem(this.#line(-1), `unexpected {{${ended}}}`);
    return nodes;
  }

  #line(offset = 0): number {
    return this.#pieces[this.#at + offset]?.line ?? 1;
  }

  /** Nodes up to an `end` or `else` that belongs to whoever called. */
  #nodes(): { nodes: TemplateNode[]; ended: string | undefined } {
    const nodes: TemplateNode[] = [];
    while (this.#at < this.#pieces.length) {
      const piece = this.#pieces[this.#at++] as Piece;
      if (!piece.action) {
        if (piece.text !== '') nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const [word = ''] = /^\w+/.exec(piece.text) ?? [];
      if (word === 'end' || word === 'else') return { nodes, ended: piece.text };
      if (word === 'if' || word === 'range' || word === 'with') nodes.push(this.#block(word, piece));
      else if (word === 'break' || word === 'continue') nodes.push({ type: word });
      else if (piece.text === '') throw problem(piece.line, 'missing value for command');
      else nodes.push({ type: 'action', pipe: this.#pipe(piece.text, piece.line, 'command') });
    }
    return { nodes, ended: undefined };
  }

  #block(type: 'if' | 'range' | 'with', piece: Piece): TemplateNode {
    const pipe = this.#pipe(piece.text.slice(type.length).trim(), piece.line, type);
    const { nodes: body, ended } = this.#nodes();
    if (ended === undefined) throw problem(this.#line(-1), 'unexpected EOF');
    if (ended === 'end') return { type, pipe, body, otherwise: [] };
    const rest = ended.slice('else'.length).trim();
    if (rest !== '') {
      const inner = /^(if|with)\b/.exec(rest)?.[1] as 'if' | 'with' | undefined;
      if (inner === undefined) throw problem(piece.line, `unexpected <${rest}> in else`);
      return { type, pipe, body, otherwise: [this.#block(inner, { ...piece, text: rest })] };
    }
    const { nodes: otherwise, ended: last } = this.#nodes();
    if (last === undefined) throw problem(this.#line(-1), 'unexpected EOF');
    return { type, pipe, body, otherwise };
  }

  #pipe(text: string, line: number, context: string): Pipe {
    const parser = new PipeParser(tokens(text, line), line, this.#functions, context);
    return parser.whole(text);
  }
}

function problem(line: number, message: string): TemplateError {
  return new TemplateError(`template: output:${line}: ${message}`);
}

/** Text and actions; `{{-` and `-}}` take the blanks beside them away, comments vanish. */
function split(text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = text.indexOf('{{', at);
    let plain = text.slice(at, open < 0 ? text.length : open);
    if (trimNext) plain = plain.trimStart();
    if (open < 0) return [...out, { text: plain, action: false, line: 1 }];
    const line = text.slice(0, open).split('\n').length;
    const close = closing(text, open + 2, line);
    let inside = text.slice(open + 2, close);
    if (/^-\s/.test(inside)) {
      plain = plain.trimEnd();
      inside = inside.slice(1);
    }
    trimNext = /\s-$/.test(inside);
    if (trimNext) inside = inside.slice(0, -1);
    out.push({ text: plain, action: false, line });
    const action = inside.trim();
    if (!action.startsWith('/*')) out.push({ text: action, action: true, line });
    at = close + 2;
  }
}

function closing(text: string, from: number, line: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (text.startsWith('}}', at)) return at;
    if (character !== '"' && character !== '`') continue;
    for (at++; text[at] !== character; at++) {
      if (at >= text.length || (character === '"' && text[at] === '\n')) {
        throw problem(line, character === '"' ? 'unterminated quoted string' : 'unterminated raw quoted string');
      }
      if (character === '"' && text[at] === '\\') at++;
    }
  }
  throw problem(line, 'unclosed action');
}

const TOKEN =
  /\s+|:=|\$\w*|(?:\.\w+)+|\.|\||\(|\)|,|=|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|[-+]?(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)|\w+/y;

function tokens(text: string, line: number): string[] {
  const out: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw problem(line, `unexpected ${JSON.stringify(text[at])} in operand`);
    out.push(match[0].trim() === '' ? ' ' : match[0]);
  }
  return out;
}

class PipeParser {
  readonly #tokens: readonly string[];
  readonly #line: number;
  readonly #functions: readonly string[];
  readonly #context: string;
  #at = 0;

  constructor(all: readonly string[], line: number, functions: readonly string[], context: string) {
    this.#tokens = all;
    this.#line = line;
    this.#functions = functions;
    this.#context = context;
  }

  whole(source: string): Pipe {
    const pipe = this.#pipe(source);
    if (this.#at < this.#tokens.length)
      throw problem(this.#line, `unexpected ${this.#tokens[this.#at]} in ${this.#context}`);
    return pipe;
  }

  #pipe(source: string): Pipe {
    const { variables, declares } = this.#variables();
    const commands: Operand[][] = [];
    for (;;) {
      const command = this.#command();
      if (command.length === 0) throw problem(this.#line, `missing value for ${this.#context}`);
      commands.push(command);
      if (this.#peek() !== '|') break;
      this.#at++;
    }
    return { variables, declares, commands, source };
  }

  #variables(): { variables: string[]; declares: boolean } {
    const start = this.#at;
    const variables: string[] = [];
    while (this.#peek()?.startsWith('$') === true) {
      variables.push(this.#tokens[this.#at++] ?? '');
      const next = this.#peek();
      if (next === ',') {
        this.#at++;
      } else if (next === ':=' || next === '=') {
        this.#at++;
        return { variables, declares: next === ':=' };
      } else {
        break;
      }
    }
    this.#at = start;
    return { variables: [], declares: false };
  }

  #command(): Operand[] {
    const out: Operand[] = [];
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next === '|' || next === ')') return out;
      out.push(this.#operand());
    }
  }

  /** The next token that is no blank, without taking it. */
  #peek(): string | undefined {
    while (this.#tokens[this.#at] === ' ') this.#at++;
    return this.#tokens[this.#at];
  }

  #operand(): Operand {
    const token = this.#tokens[this.#at++] ?? '';
    let operand = this.#simple(token);
    const next = this.#tokens[this.#at];
    if (next?.startsWith('.') === true && next.length > 1) {
      this.#at++;
      operand = { type: 'fields', of: operand, names: next.slice(1).split('.'), source: token + next };
    }
    return operand;
  }

  #simple(token: string): Operand {
    if (token === '(') {
      const pipe = this.#pipe('(...)');
      if (this.#peek() !== ')') throw problem(this.#line, 'unclosed left paren');
      this.#at++;
      return { type: 'pipe', pipe };
    }
    if (token === '.') return { type: 'dot' };
    if (token.startsWith('.'))
      return { type: 'fields', of: undefined, names: token.slice(1).split('.'), source: token };
    if (token.startsWith('$')) return { type: 'variable', name: token };
    if (token.startsWith('"')) return { type: 'value', value: JSON.parse(token) as unknown };
    if (token.startsWith('`')) return { type: 'value', value: token.slice(1, -1) };
    if (token.startsWith("'")) return { type: 'value', value: token.codePointAt(1) };
    if (/^[-+\d]/.test(token)) return { type: 'value', value: Number(token) };
    if (token === 'true' || token === 'false') return { type: 'value', value: token === 'true' };
    if (token === 'nil') return { type: 'value', value: null };
    if (!this.#functions.includes(token)) {
      throw problem(
        this.#line,
        /^\w+$/.test(token)
          ? `function ${JSON.stringify(token)} not defined`
          : `unexpected ${JSON.stringify(token)} in operand`,
      );
    }
    return { type: 'function', name: token };
  }
}
