/** Parses Go templates as far as people write them: actions, pipelines, if, range, with, variables. */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import { type KnownWords, PipeParser } from './pipeParser';
import { type Place, problem, strayCharacter, TemplateError } from './templateProblem';

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
  readonly commands: readonly TemplateCommand[];
  /** As it was written, and where in the template: for messages. */
  readonly source: string;
  readonly at: number;
}

export interface TemplateCommand {
  readonly operands: readonly Operand[];
  readonly source: string;
  readonly at: number;
}

export type Operand =
  | {
      readonly type: 'fields';
      readonly of: Operand | undefined;
      readonly names: readonly string[];
      readonly source: string;
      readonly at: number;
    }
  | { readonly type: 'variable'; readonly name: string; readonly at: number }
  | { readonly type: 'dot' }
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'pipe'; readonly pipe: Pipe };

/** The nodes of the template of that name. The error is Go's: `template: output:1: unclosed action`. */
export function parseTemplate(
  text: string,
  name: string,
  functions: readonly string[],
): Result<readonly TemplateNode[], string> {
  try {
    return ok(new TemplateParser({ text, name }, functions).all());
  } catch (thrown) {
    if (thrown instanceof TemplateError) return fail(thrown.message);
    throw thrown;
  }
}

interface Piece {
  readonly text: string;
  readonly action: boolean;
  /** Where it begins in the template. */
  readonly at: number;
}

class TemplateParser {
  readonly #place: Place;
  readonly #pieces: readonly Piece[];
  readonly #words: KnownWords;
  #next = 0;

  constructor(place: Place, functions: readonly string[]) {
    this.#place = place;
    this.#pieces = split(place);
    this.#words = { functions, variables: new Set(['$']) };
  }

  all(): readonly TemplateNode[] {
    const { nodes, ended } = this.#nodes();
    if (ended !== undefined) throw this.#problem(ended, `unexpected {{${ended.text}}}`);
    return nodes;
  }

  #problem(piece: Piece | undefined, message: string): TemplateError {
    return problem(this.#place, piece?.at ?? this.#place.text.length, message);
  }

  /** Nodes up to an `end` or `else` that belongs to whoever called. */
  #nodes(): { nodes: TemplateNode[]; ended: Piece | undefined } {
    const nodes: TemplateNode[] = [];
    while (this.#next < this.#pieces.length) {
      const piece = this.#pieces[this.#next++] as Piece;
      if (!piece.action) {
        if (piece.text !== '') nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const [word = ''] = /^\w+/.exec(piece.text) ?? [];
      if (word === 'end' || word === 'else') return { nodes, ended: piece };
      if (word === 'if' || word === 'range' || word === 'with') nodes.push(this.#block(word, piece));
      else if (word === 'break' || word === 'continue') nodes.push({ type: word });
      else if (piece.text === '') throw this.#problem(piece, 'missing value for command');
      else nodes.push({ type: 'action', pipe: this.#pipe(piece, 'command') });
    }
    return { nodes, ended: undefined };
  }

  #block(type: 'if' | 'range' | 'with', piece: Piece): TemplateNode {
    const pipe = this.#pipe(cut(piece, type.length), type);
    const { nodes: body, ended } = this.#nodes();
    if (ended === undefined) throw this.#problem(undefined, 'unexpected EOF');
    if (ended.text === 'end') return { type, pipe, body, otherwise: [] };
    const rest = cut(ended, 'else'.length);
    if (rest.text !== '') {
      const inner = /^(if|with)\b/.exec(rest.text)?.[1] as 'if' | 'with' | undefined;
      if (inner === undefined) throw this.#problem(ended, `unexpected <${rest.text}> in else`);
      return { type, pipe, body, otherwise: [this.#block(inner, rest)] };
    }
    const { nodes: otherwise, ended: last } = this.#nodes();
    if (last === undefined) throw this.#problem(undefined, 'unexpected EOF');
    return { type, pipe, body, otherwise };
  }

  #pipe({ text, at }: Piece, context: string): Pipe {
    return new PipeParser(this.#place, text, at, this.#words, context).whole();
  }
}

/** The rest of an action behind so many characters and blanks. */
function cut(piece: Piece, length: number): Piece {
  const rest = piece.text.slice(length);
  const text = rest.trimStart();
  return { ...piece, text, at: piece.at + length + rest.length - text.length };
}

/** Text and actions; `{{-` and `-}}` take the blanks beside them away, comments vanish. */
function split(place: Place): Piece[] {
  const { text } = place;
  const out: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = text.indexOf('{{', at);
    let plain = text.slice(at, open < 0 ? text.length : open);
    if (trimNext) plain = plain.trimStart();
    if (open < 0) return [...out, { text: plain, action: false, at }];
    const close = closing(place, open + 2);
    let inside = text.slice(open + 2, close);
    let from = open + 2;
    if (/^-\s/.test(inside)) {
      plain = plain.trimEnd();
      inside = inside.slice(1);
      from++;
    }
    trimNext = /\s-$/.test(inside);
    if (trimNext) inside = inside.slice(0, -1);
    out.push({ text: plain, action: false, at });
    from += inside.length - inside.trimStart().length;
    const action = inside.trim();
    if (!action.startsWith('/*')) out.push({ text: action, action: true, at: from });
    at = close + 2;
  }
}

function closing(place: Place, from: number): number {
  const { text } = place;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (text.startsWith('}}', at)) return at;
    if (character === '}') throw problem(place, from, strayCharacter(text, at));
    if (character !== '"' && character !== '`') continue;
    for (at++; text[at] !== character; at++) {
      if (at >= text.length || (character === '"' && text[at] === '\n')) {
        const kind = character === '"' ? 'quoted string' : 'raw quoted string';
        throw problem(place, from, `unterminated ${kind}`);
      }
      if (character === '"' && text[at] === '\\') at++;
    }
  }
  throw problem(place, from, 'unclosed action');
}
