/** Parses awk's programs. */
import type { Token } from './lexer';
import { tokenize } from './lexer';
import type { AwkFunction, AwkProgram, Expression, Rule, Statement, Target } from './syntax';
import { AwkSyntaxError } from './syntax';

export function parseAwk(source: string): AwkProgram {
  return new Parser(tokenize(source)).program();
}

/** Operators by how tightly they bind, loosest first; concatenation stands between comparison and sums. */
const COMPARISONS = ['<', '<=', '==', '!=', '>=', '>'];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '**='];

class Parser {
  readonly #tokens: readonly Token[];
  readonly #functions = new Map<string, AwkFunction>();
  #at = 0;
  /** Within `print`, where `>` begins a redirect. */
  #noGreater = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    this.#skipEnds();
    while (this.#token.kind !== 'end') {
      if (this.#is('function') || this.#is('func')) this.#function();
      else rules.push(this.#rule());
      this.#skipEnds();
    }
    return { rules, functions: this.#functions };
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #is(text: string): boolean {
    const { kind } = this.#token;
    return this.#token.text === text && (kind === 'operator' || kind === 'keyword');
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#problem();
  }

  #problem(): AwkSyntaxError {
    const { text, line, kind } = this.#token;
    const near =
      kind === 'end'
        ? 'unexpected end of file'
        : `syntax error at or near ${kind === 'newline' ? 'end of line' : text}`;
    return new AwkSyntaxError(near, line);
  }

  #skipLines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #skipEnds(): void {
    while (this.#token.kind === 'newline' || this.#is(';')) this.#at++;
  }

  #function(): void {
    this.#at++;
    const name = this.#token.text;
    this.#at++;
    this.#expect('(');
    const parameters: string[] = [];
    while (!this.#take(')')) {
      parameters.push(this.#token.text);
      this.#at++;
      this.#take(',');
      if (this.#token.kind === 'end') throw this.#problem();
    }
    this.#skipLines();
    this.#functions.set(name, { parameters, body: this.#block() });
  }

  #rule(): Rule {
    let when: Rule['when'] = 'line';
    let pattern: Expression | undefined;
    let until: Expression | undefined;
    if (this.#take('BEGIN')) when = 'begin';
    else if (this.#take('END')) when = 'end';
    else if (!this.#is('{')) {
      pattern = this.#expression();
      if (this.#take(',')) until = this.#expression();
    }
    const action = this.#is('{') ? this.#block() : undefined;
    if (action === undefined && when !== 'line') throw this.#problem();
    return { when, pattern, until, action };
  }

  #block(): Statement {
    this.#expect('{');
    const statements: Statement[] = [];
    this.#skipEnds();
    while (!this.#take('}')) {
      if (this.#token.kind === 'end') throw this.#problem();
      statements.push(this.#statement());
      this.#skipEnds();
    }
    return { kind: 'block', statements };
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take('if')) return this.#if();
    if (this.#take('while')) {
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      return { kind: 'while', test, body: this.#body(), first: false };
    }
    if (this.#take('do')) return this.#do();
    if (this.#take('for')) return this.#for();
    const statement = this.#simple();
    if (!this.#is('}') && this.#token.kind !== 'end' && !this.#is(';') && this.#token.kind !== 'newline')
      throw this.#problem();
    return statement;
  }

  #body(): Statement {
    if (this.#take(';')) return { kind: 'block', statements: [] };
    this.#skipLines();
    return this.#statement();
  }

  #if(): Statement {
    this.#expect('(');
    const test = this.#expression();
    this.#expect(')');
    const then = this.#body();
    const back = this.#at;
    this.#skipEnds();
    if (this.#take('else')) return { kind: 'if', test, then, otherwise: this.#body() };
    this.#at = back;
    return { kind: 'if', test, then, otherwise: undefined };
  }

  #do(): Statement {
    const body = this.#body();
    this.#skipEnds();
    this.#expect('while');
    this.#expect('(');
    const test = this.#expression();
    this.#expect(')');
    return { kind: 'while', test, body, first: true };
  }

  #for(): Statement {
    this.#expect('(');
    const [name, word, array] = this.#tokens.slice(this.#at, this.#at + 3);
    if (name?.kind === 'name' && word?.text === 'in' && this.#tokens[this.#at + 3]?.text === ')') {
      this.#at += 4;
      return { kind: 'each', name: name.text, array: array?.text ?? '', body: this.#body() };
    }
    const start = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return { kind: 'for', start, test, step, body: this.#body() };
  }

  #simple(): Statement {
    if (this.#take('print')) return this.#print(false);
    if (this.#take('printf')) return this.#print(true);
    for (const kind of ['next', 'break', 'continue'] as const) if (this.#take(kind)) return { kind };
    for (const kind of ['exit', 'return'] as const)
      if (this.#take(kind)) return { kind, value: this.#atEnd() ? undefined : this.#expression() };
    if (this.#take('delete')) {
      const name = this.#token.text;
      this.#at++;
      return { kind: 'delete', name, index: this.#take('[') ? this.#list(']') : undefined };
    }
    return { kind: 'expression', value: this.#expression() };
  }

  #atEnd(): boolean {
    return this.#is(';') || this.#is('}') || this.#token.kind === 'newline' || this.#token.kind === 'end';
  }

  #print(formatted: boolean): Statement {
    const before = this.#noGreater;
    this.#noGreater = true;
    const values: Expression[] = [];
    if (!this.#atEnd() && !this.#is('>') && !this.#is('>>')) values.push(...this.#printed());
    this.#noGreater = before;
    let target: Target | undefined;
    const append = this.#is('>>');
    if (this.#take('>') || this.#take('>>')) target = { append, name: this.#concatenation() };
    return { kind: 'print', values, formatted, target };
  }

  /** The values of print, which may stand in parentheses. */
  #printed(): Expression[] {
    const back = this.#at;
    if (this.#take('(')) {
      const values = this.#list(')');
      if (this.#atEnd() || this.#is('>') || this.#is('>>')) return values;
      this.#at = back;
    }
    const values = [this.#expression()];
    while (this.#take(',')) {
      this.#skipLines();
      values.push(this.#expression());
    }
    return values;
  }

  #list(end: string): Expression[] {
    const before = this.#noGreater;
    this.#noGreater = false;
    const values: Expression[] = [];
    this.#skipLines();
    while (!this.#take(end)) {
      values.push(this.#expression());
      this.#skipLines();
      if (!this.#is(end)) this.#expect(',');
      this.#skipLines();
    }
    this.#noGreater = before;
    return values;
  }

  #expression(): Expression {
    const left = this.#choice();
    const operator = ASSIGNMENTS.find((known) => this.#is(known));
    if (operator === undefined || !['variable', 'element', 'field'].includes(left.kind)) return left;
    this.#at++;
    this.#skipLines();
    return { kind: 'assign', operator, target: left, value: this.#expression() };
  }

  #choice(): Expression {
    const test = this.#or();
    if (!this.#take('?')) return test;
    this.#skipLines();
    const yes = this.#expression();
    this.#skipLines();
    this.#expect(':');
    this.#skipLines();
    return { kind: 'choice', test, yes, no: this.#expression() };
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((known) => this.#is(known));
      if (operator === undefined) return left;
      this.#at++;
      this.#skipLines();
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  #or(): Expression {
    return this.#binary(['||'], () => this.#binary(['&&'], () => this.#in()));
  }

  #in(): Expression {
    let left = this.#matching();
    while (this.#take('in')) {
      left = { kind: 'in', index: [left], name: this.#token.text };
      this.#at++;
    }
    return left;
  }

  #matching(): Expression {
    return this.#binary(['~', '!~'], () => this.#comparison());
  }

  #comparison(): Expression {
    const left = this.#concatenation();
    const operator = COMPARISONS.find((known) => this.#is(known) && !(known === '>' && this.#noGreater));
    if (operator === undefined) return left;
    this.#at++;
    return { kind: 'binary', operator, left, right: this.#concatenation() };
  }

  #concatenation(): Expression {
    let left = this.#sum();
    while (this.#beginsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #beginsValue(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'number' || kind === 'text' || kind === 'match' || kind === 'name' || kind === 'function') return true;
    return kind === 'operator' && ['$', '(', '!', '-', '+', '++', '--'].includes(text) && text !== '-' && text !== '+';
  }

  #sum(): Expression {
    return this.#binary(['+', '-'], () => this.#binary(['*', '/', '%'], () => this.#unary()));
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'])
      if (this.#take(operator)) return { kind: 'unary', operator, operand: this.#unary() };
    return this.#power();
  }

  #power(): Expression {
    const left = this.#step();
    if (!this.#take('^') && !this.#take('**')) return left;
    return { kind: 'binary', operator: '^', left, right: this.#unary() };
  }

  #step(): Expression {
    for (const operator of ['++', '--'] as const)
      if (this.#take(operator)) return { kind: 'step', operator, target: this.#primary(), before: true };
    const target = this.#primary();
    if (!['variable', 'element', 'field'].includes(target.kind)) return target;
    for (const operator of ['++', '--'] as const)
      if (this.#take(operator)) return { kind: 'step', operator, target, before: false };
    return target;
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    if (this.#take('$'))
      return { kind: 'field', index: this.#is('++') || this.#is('--') ? this.#step() : this.#primary() };
    if (this.#take('(')) return this.#group();
    if (this.#take('getline')) return { kind: 'getline' };
    this.#at++;
    switch (kind) {
      case 'number':
        return { kind: 'number', value: Number(text) };
      case 'text':
        return { kind: 'text', value: text };
      case 'match':
        return { kind: 'match', source: text };
      case 'function':
        this.#expect('(');
        return { kind: 'call', name: text, arguments: this.#list(')') };
      case 'name':
        if (this.#take('[')) return { kind: 'element', name: text, index: this.#list(']') };
        return text === 'length' ? { kind: 'call', name: 'length', arguments: [] } : { kind: 'variable', name: text };
      default:
        this.#at--;
        throw this.#problem();
    }
  }

  #group(): Expression {
    const values = this.#list(')');
    const [first] = values;
    if (first === undefined) throw this.#problem();
    if (this.#take('in')) {
      const name = this.#token.text;
      this.#at++;
      return { kind: 'in', index: values, name };
    }
    if (values.length > 1) throw this.#problem();
    return first;
  }
}
