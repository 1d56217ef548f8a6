/** Parses jq's filters. */
import type { Filter } from './syntax';
import { JqSyntaxError } from './syntax';

const OPERATORS = /^(?:\?\/\/|\/\/=|\|=|\+=|-=|\*=|\/=|%=|==|!=|<=|>=|\/\/|\.\.|[|,.[\](){}:;=<>+\-*/%?])/;
const KEYWORDS: ReadonlySet<string> = new Set(
  'and or if then elif else end as reduce foreach try catch def'.split(' '),
);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

interface Token {
  readonly kind: 'name' | 'field' | 'variable' | 'format' | 'number' | 'text' | 'operator' | 'end';
  readonly text: string;
  readonly parts?: readonly (string | Filter)[];
}

export function parseJq(source: string): Filter {
  const parser = new Parser(tokenize(source));
  const filter = parser.pipe();
  parser.expectEnd();
  return filter;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const blank = /^(?:\s+|#[^\n]*)/.exec(rest)?.[0];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    if (rest.startsWith('"')) {
      const { parts, end } = readText(source, at + 1);
      tokens.push({ kind: 'text', text: '', parts });
      at = end;
      continue;
    }
    const [kind, text] = readPlain(rest);
    tokens.push({ kind, text: kind === 'field' || kind === 'variable' || kind === 'format' ? text.slice(1) : text });
    at += text.length;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function readPlain(rest: string): [Token['kind'], string] {
  for (const [kind, pattern] of [
    ['field', /^\.[A-Za-z_]\w*/],
    ['variable', /^\$[A-Za-z_]\w*/],
    ['format', /^@[a-z0-9]+/],
    ['number', /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/],
    ['name', /^[A-Za-z_]\w*/],
    ['operator', OPERATORS],
  ] as const) {
    const text = pattern.exec(rest)?.[0];
    if (text !== undefined) return [kind, text];
  }
  throw new JqSyntaxError(`syntax error, unexpected INVALID_CHARACTER at '${rest.slice(0, 10)}'`);
}

/** A text in double quotes, with `\(...)` inside. */
function readText(source: string, start: number): { parts: (string | Filter)[]; end: number } {
  const parts: (string | Filter)[] = [];
  let text = '';
  for (let at = start; at < source.length; at++) {
    const character = source[at] as string;
    if (character === '"') return { parts: [...parts, text], end: at + 1 };
    if (character !== '\\') {
      text += character;
      continue;
    }
    const next = source[++at] ?? '';
    if (next === '(') {
      const end = closing(source, at + 1);
      parts.push(text, parseJq(source.slice(at + 1, end)));
      text = '';
      at = end;
    } else if (next === 'u') {
      text += String.fromCharCode(Number.parseInt(source.slice(at + 1, at + 5), 16));
      at += 4;
    } else text += ESCAPES[next] ?? next;
  }
  throw new JqSyntaxError('syntax error, unexpected end of file, expecting QQSTRING_END');
}

function closing(source: string, start: number): number {
  let depth = 1;
  for (let at = start; at < source.length; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at;
    else if (source[at] === '"') at = readText(source, at + 1).end - 1;
  }
  throw new JqSyntaxError('syntax error, unexpected end of file');
}

const IDENTITY: Filter = { kind: 'identity' };
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const UPDATES = ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw this.#problem();
  }

  pipe(): Filter {
    const left = this.#comma();
    if (this.#takeName('as')) {
      const name = this.#variable();
      this.#expect('|');
      return { kind: 'bind', source: left, name, body: this.pipe() };
    }
    return this.#take('|') ? { kind: 'pipe', left, right: this.pipe() } : left;
  }

  #comma(): Filter {
    let left = this.#alternative();
    while (this.#take(',')) left = { kind: 'comma', left, right: this.#alternative() };
    return left;
  }

  #alternative(): Filter {
    const left = this.#update();
    return this.#take('//') ? { kind: 'alternative', left, right: this.#alternative() } : left;
  }

  #update(): Filter {
    const left = this.#or();
    const operator = UPDATES.find((known) => this.#is(known));
    if (operator === undefined) return left;
    this.#at++;
    return { kind: 'update', operator, target: left, value: this.#alternative() };
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#takeName('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#comparison();
    while (this.#takeName('and')) left = { kind: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Filter {
    const left = this.#binary(['+', '-'], () => this.#product());
    const operator = COMPARISONS.find((known) => this.#is(known));
    if (operator === undefined) return left;
    this.#at++;
    return { kind: 'binary', operator, left, right: this.#binary(['+', '-'], () => this.#product()) };
  }

  #product(): Filter {
    return this.#binary(['*', '/', '%'], () => this.#postfix());
  }

  #binary(operators: readonly string[], operand: () => Filter): Filter {
    let left = operand();
    for (;;) {
      const operator = operators.find((known) => this.#is(known));
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  #postfix(): Filter {
    let filter = this.#term();
    for (;;) {
      const { kind, text } = this.#token;
      if (kind === 'field') {
        this.#at++;
        filter = { kind: 'index', target: filter, key: { kind: 'literal', value: text } };
      } else if (this.#take('[')) filter = this.#brackets(filter);
      else if (this.#take('?')) filter = { kind: 'try', body: filter, otherwise: undefined };
      else if (this.#is('.') && ['text', 'operator'].includes(this.#tokens[this.#at + 1]?.kind ?? '')) {
        this.#at++;
        filter = this.#afterDot(filter);
      } else return filter;
    }
  }

  /** `."key"` and `.[...]` behind something. */
  #afterDot(target: Filter): Filter {
    if (this.#token.kind === 'text') return { kind: 'index', target, key: this.#text(undefined) };
    this.#expect('[');
    return this.#brackets(target);
  }

  #brackets(target: Filter): Filter {
    if (this.#take(']')) return { kind: 'each', target };
    if (this.#take(':')) {
      const to = this.pipe();
      this.#expect(']');
      return { kind: 'slice', target, from: undefined, to };
    }
    const key = this.pipe();
    if (this.#take(']')) return { kind: 'index', target, key };
    this.#expect(':');
    const to = this.#is(']') ? undefined : this.pipe();
    this.#expect(']');
    return { kind: 'slice', target, from: key, to };
  }

  #term(): Filter {
    const { kind, text } = this.#token;
    if (kind === 'text') return this.#text(undefined);
    if (kind === 'operator') return this.#operatorTerm(text);
    this.#at++;
    switch (kind) {
      case 'number':
        return { kind: 'literal', value: Number(text) };
      case 'field':
        return { kind: 'index', target: IDENTITY, key: { kind: 'literal', value: text } };
      case 'variable':
        return { kind: 'variable', name: text };
      case 'format':
        return this.#token.kind === 'text' ? this.#text(text) : { kind: 'format', name: text };
      case 'name':
        return this.#named(text);
      default:
        this.#at--;
        throw this.#problem();
    }
  }

  #operatorTerm(text: string): Filter {
    this.#at++;
    switch (text) {
      case '.':
        if (this.#token.kind === 'text') return { kind: 'index', target: IDENTITY, key: this.#text(undefined) };
        return this.#take('[') ? this.#brackets(IDENTITY) : IDENTITY;
      case '..':
        return { kind: 'recurse' };
      case '-':
        return { kind: 'negate', operand: this.#postfix() };
      case '(': {
        const inner = this.pipe();
        this.#expect(')');
        return inner;
      }
      case '[': {
        if (this.#take(']')) return { kind: 'array', body: undefined };
        const body = this.pipe();
        this.#expect(']');
        return { kind: 'array', body };
      }
      case '{':
        return this.#object();
      default:
        this.#at--;
        throw this.#problem();
    }
  }

  #named(name: string): Filter {
    switch (name) {
      case 'null':
      case 'true':
      case 'false':
        return { kind: 'literal', value: name === 'null' ? null : name === 'true' };
      case 'if':
        return this.#if();
      case 'try': {
        const body = this.#postfix();
        return { kind: 'try', body, otherwise: this.#takeName('catch') ? this.#postfix() : undefined };
      }
      case 'reduce':
        return this.#reduce();
      default:
        if (KEYWORDS.has(name)) throw new JqSyntaxError(`syntax error, unexpected ${name}`);
        return { kind: 'call', name, arguments: this.#take('(') ? this.#arguments() : [] };
    }
  }

  #arguments(): Filter[] {
    const list = [this.pipe()];
    while (this.#take(';')) list.push(this.pipe());
    this.#expect(')');
    return list;
  }

  #if(): Filter {
    const test = this.pipe();
    this.#expectName('then');
    const then = this.pipe();
    if (this.#takeName('elif')) return { kind: 'if', test, then, otherwise: this.#if() };
    const otherwise = this.#takeName('else') ? this.pipe() : IDENTITY;
    this.#expectName('end');
    return { kind: 'if', test, then, otherwise };
  }

  #reduce(): Filter {
    const source = this.#postfix();
    this.#expectName('as');
    const name = this.#variable();
    this.#expect('(');
    const start = this.pipe();
    this.#expect(';');
    const step = this.pipe();
    this.#expect(')');
    return { kind: 'reduce', source, name, start, step };
  }

  #object(): Filter {
    const entries: (readonly [Filter, Filter])[] = [];
    while (!this.#take('}')) {
      entries.push(this.#entry());
      if (!this.#is('}')) this.#expect(',');
    }
    return { kind: 'object', entries };
  }

  #entry(): readonly [Filter, Filter] {
    const { kind, text } = this.#token;
    let key: Filter;
    let value: Filter | undefined;
    if (kind === 'text') {
      key = this.#text(undefined);
      value = { kind: 'index', target: IDENTITY, key };
    } else if (this.#take('(')) {
      key = this.pipe();
      this.#expect(')');
    } else {
      this.#at++;
      if (kind !== 'name' && kind !== 'variable' && kind !== 'number') throw this.#problem();
      key = { kind: 'literal', value: text };
      value = kind === 'variable' ? { kind: 'variable', name: text } : { kind: 'index', target: IDENTITY, key };
    }
    if (this.#take(':')) return [key, this.#entryValue()];
    if (value === undefined) throw this.#problem();
    return [key, value];
  }

  /** A value in an object: everything but a comma. */
  #entryValue(): Filter {
    const left = this.#alternative();
    return this.#take('|') ? { kind: 'pipe', left, right: this.#entryValue() } : left;
  }

  #text(format: string | undefined): Filter {
    const { parts = [] } = this.#token;
    this.#at++;
    return { kind: 'text', format, parts };
  }

  #variable(): string {
    const { kind, text } = this.#token;
    if (kind !== 'variable') throw this.#problem();
    this.#at++;
    return text;
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #takeName(text: string): boolean {
    if (this.#token.kind !== 'name' || this.#token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#problem();
  }

  #expectName(text: string): void {
    if (!this.#takeName(text)) throw this.#problem();
  }

  #problem(): JqSyntaxError {
    const { kind, text } = this.#token;
    return new JqSyntaxError(
      `syntax error, unexpected ${kind === 'end' ? '$end' : text === '' ? 'QQSTRING_START' : `'${text}'`}`,
    );
  }
}
