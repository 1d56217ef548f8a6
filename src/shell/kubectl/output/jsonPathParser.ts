/** Parses kubectl's JSONPath templates: text with `{...}` actions, ranges, filters, unions, slices. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';

export type PathNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly nodes: readonly PathNode[] }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'slice'; readonly parts: readonly (number | undefined)[]; readonly single: boolean }
  | { readonly type: 'union'; readonly members: readonly (readonly PathNode[])[] }
  | {
      readonly type: 'filter';
      readonly left: readonly PathNode[];
      readonly operator: string;
      readonly right: readonly PathNode[];
    }
  | { readonly type: 'literal'; readonly value: number | boolean }
  | { readonly type: 'range' }
  | { readonly type: 'end' };

/** The template's parts: texts as they are, actions as lists. The error is client-go's. */
export function parseJsonPath(template: string): Result<readonly PathNode[], string> {
  try {
    return ok(new PathParser(template).template());
  } catch (problem) {
    if (problem instanceof PathError) return fail(problem.message);
    throw problem;
  }
}

class PathError extends Error {}

const TERMINATORS = /[\s.,[\]$@{}]/;

class PathParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(): PathNode[] {
    const out: PathNode[] = [];
    for (;;) {
      const open = this.#text.indexOf('{', this.#at);
      const end = open < 0 ? this.#text.length : open;
      if (end > this.#at) out.push({ type: 'text', text: this.#text.slice(this.#at, end) });
      if (open < 0) return out;
      this.#at = open + 1;
      out.push({ type: 'list', nodes: this.#action() });
    }
  }

  #action(): PathNode[] {
    const nodes: PathNode[] = [];
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n') throw new PathError('unclosed action');
      if (character === '}') {
        this.#at++;
        return nodes;
      }
      this.#inside(nodes, character);
    }
  }

  #inside(nodes: PathNode[], character: string): void {
    if (/\s/.test(character) || character === '@' || character === '$') {
      this.#at++;
    } else if (character === '[') {
      this.#at++;
      nodes.push(...this.#array());
    } else if (character === '"' || character === "'") {
      nodes.push({ type: 'text', text: this.#quoted(character) });
    } else if (character === '.') {
      this.#at++;
      if (this.#text[this.#at] === '.') {
        this.#at++;
        nodes.push({ type: 'recursive' });
        if (/[A-Za-z0-9_]/.test(this.#text[this.#at] ?? '')) nodes.push(this.#field());
      } else {
        nodes.push(...this.#fieldOrNothing());
      }
    } else if (/[-+0-9]/.test(character)) {
      nodes.push(this.#number());
    } else if (/[A-Za-z_]/.test(character)) {
      nodes.push(this.#identifier());
    } else {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      throw new PathError(`unrecognized character in action: U+${code} '${character}'`);
    }
  }

  #fieldOrNothing(): PathNode[] {
    const next = this.#text[this.#at] ?? '}';
    return TERMINATORS.test(next) ? [] : [this.#field()];
  }

  #field(): PathNode {
    let name = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || TERMINATORS.test(character)) break;
      if (character === '\\' && this.#at + 1 < this.#text.length) {
        name += this.#text[this.#at + 1];
        this.#at += 2;
        continue;
      }
      name += character;
      this.#at++;
    }
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name };
  }

  #number(): PathNode {
    const match = /^[-+]?[0-9.]+/.exec(this.#text.slice(this.#at));
    const text = match?.[0] ?? '';
    if (text === '' || Number.isNaN(Number(text))) throw new PathError(`cannot parse number ${text}`);
    this.#at += text.length;
    return { type: 'literal', value: Number(text) };
  }

  #identifier(): PathNode {
    const word = /^[A-Za-z0-9_]+/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += word.length;
    if (word === 'true' || word === 'false') return { type: 'literal', value: word === 'true' };
    if (word === 'range' || word === 'end') return { type: word };
    throw new PathError(`unrecognized identifier ${word}`);
  }

  #quoted(quote: string): string {
    let out = '';
    for (this.#at++; ; this.#at++) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n') throw new PathError('unterminated quoted string');
      if (character === quote) break;
      if (character === '\\') {
        this.#at++;
        const escaped = this.#text[this.#at] ?? '';
        out += ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[escaped] ?? escaped;
      } else {
        out += character;
      }
    }
    this.#at++;
    return out;
  }

  #array(): PathNode[] {
    if (this.#text.startsWith('?(', this.#at)) return [this.#filter()];
    const start = this.#at;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n') throw new PathError('unterminated array');
      if (character === ']') break;
      if (character === '"' || character === "'") this.#skipQuoted(character);
      else this.#at++;
    }
    const inside = this.#text.slice(start, this.#at);
    this.#at++;
    return arrayNodes(inside);
  }

  #skipQuoted(quote: string): void {
    for (this.#at++; this.#text[this.#at] !== quote; this.#at++) {
      if (this.#at >= this.#text.length) throw new PathError('unterminated quoted string');
      if (this.#text[this.#at] === '\\') this.#at++;
    }
    this.#at++;
  }

  #filter(): PathNode {
    this.#at += 2;
    const start = this.#at;
    let depth = 0;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n') throw new PathError('unterminated filter');
      if (character === '"' || character === "'") {
        this.#skipQuoted(character);
        continue;
      }
      if (character === '(') depth++;
      if (character === ')' && depth-- === 0) break;
      this.#at++;
    }
    const condition = this.#text.slice(start, this.#at);
    this.#at++;
    if (this.#text[this.#at] !== ']') throw new PathError('unclosed array expect ]');
    this.#at++;
    const match = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(condition);
    if (match === null) return { type: 'filter', left: expression(condition), operator: 'exists', right: [] };
    return {
      type: 'filter',
      left: expression(match[1] ?? ''),
      operator: match[2] ?? '',
      right: expression(match[3] ?? ''),
    };
  }
}

function expression(text: string): readonly PathNode[] {
  const [node] = new PathParser(`{${text.trim()}}`).template();
  return node?.type === 'list' ? node.nodes : [];
}

/** What stands between brackets: `*`, `'key'`, `0`, `1:3`, `0,2`, `'a','b'`. */
function arrayNodes(inside: string): PathNode[] {
  const text = inside.trim();
  if (text === '*') return [{ type: 'slice', parts: [undefined, undefined, undefined], single: false }];
  const key = /^'([^']*)'$/.exec(text);
  if (key !== null) return [{ type: 'field', name: key[1] ?? '' }];
  const members = text.split(',');
  if (members.length > 1) return [{ type: 'union', members: members.map((member) => arrayNodes(member)) }];
  const match = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/.exec(text);
  if (match === null || text === '') throw new PathError(`invalid array index ${inside}`);
  const parts = match.slice(1, 4).map((part) => (part === undefined || part === '' ? undefined : Number(part)));
  return [{ type: 'slice', parts, single: !text.includes(':') }];
}
