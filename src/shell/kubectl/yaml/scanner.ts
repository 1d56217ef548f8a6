/** Turns YAML into tokens as libyaml does, so that what is wrong is found where go-yaml finds it. */
import { isBlankOrEnd, isBreak, isBreakOrEnd, Reader } from './reader';
import { atDocumentIndicator, scanBlock, scanPlain, scanQuoted } from './scalars';
import { type Mark, scannerProblem, type Token, type TokenType } from './token';

interface SimpleKey {
  readonly possible: boolean;
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

const NO_KEY: SimpleKey = { possible: false, required: false, tokenNumber: 0, mark: { index: 0, line: 0, column: 0 } };

/** A key is at most this long. */
const KEY_LENGTH = 1024;

export class Scanner {
  readonly #reader: Reader;
  readonly #tokens: Token[] = [];
  readonly #indents: number[] = [];
  readonly #keys: SimpleKey[] = [NO_KEY];
  #taken = 0;
  #indent = -1;
  #flowLevel = 0;
  #keyAllowed = true;
  #ended = false;

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  /** The next token, which stays. */
  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    return this.#tokens[0] as Token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#tokens.shift();
    this.#taken++;
    return token;
  }

  #needsMore(): boolean {
    if (this.#ended) return false;
    if (this.#tokens.length === 0) return true;
    // a key token may still have to go before the first token
    for (let i = this.#keys.length - 1; i >= 0; i--) {
      const key = this.#keys[i] ?? NO_KEY;
      if (key.possible && key.tokenNumber < this.#taken) break;
      if (this.#isValid(key, i) && key.tokenNumber === this.#taken) return true;
    }
    return false;
  }

  #isValid(key: SimpleKey, i: number): boolean {
    if (!key.possible) return false;
    const { line, index } = this.#reader;
    if (key.mark.line === line && key.mark.index + KEY_LENGTH >= index) return true;
    if (key.required) throw scannerProblem(this.#reader.mark, "could not find expected ':'", key.mark);
    this.#keys[i] = NO_KEY;
    return false;
  }

  #add(type: TokenType, start: Mark, value = '', plain = false): void {
    this.#tokens.push({ type, start, value, plain });
  }

  #insert(number: number, type: TokenType, start: Mark): void {
    this.#tokens.splice(number - this.#taken, 0, { type, start, value: '', plain: false });
  }

  #fetch(): void {
    const reader = this.#reader;
    this.#toNextToken();
    this.#unroll(reader.column);
    const character = reader.at();
    if (this.#fetchBoundary(character) || this.#fetchFlow(character) || this.#fetchIndicator(character)) return;
    const blankNext = isBlankOrEnd(reader.at(1));
    const indicator = /[-?:,[\]{}#&*!|>'"%@`]/.test(character) || character === '\t';
    const opens = (character === '-' && !blankNext) || (this.#flowLevel === 0 && /[?:]/.test(character) && !blankNext);
    if (indicator && !opens) throw scannerProblem(reader.mark, 'found character that cannot start any token');
    this.#fetchPlain();
  }

  /** The end, a directive or a document's beginning or end. */
  #fetchBoundary(character: string): boolean {
    const reader = this.#reader;
    if (character === '') this.#fetchEnd();
    else if (reader.column === 0 && character === '%') this.#fetchDirective();
    else if (atDocumentIndicator(reader)) this.#fetchDocumentIndicator(character === '-');
    else return false;
    return true;
  }

  #fetchFlow(character: string): boolean {
    if (character === '[') this.#openFlow('flow-sequence-start');
    else if (character === '{') this.#openFlow('flow-mapping-start');
    else if (character === ']') this.#closeFlow('flow-sequence-end');
    else if (character === '}') this.#closeFlow('flow-mapping-end');
    else if (character === ',') this.#fetchFlowEntry();
    else return false;
    return true;
  }

  #fetchIndicator(character: string): boolean {
    const inFlow = this.#flowLevel > 0;
    const blankNext = isBlankOrEnd(this.#reader.at(1));
    if (character === '-' && blankNext) this.#fetchBlockEntry();
    else if (character === '?' && (inFlow || blankNext)) this.#fetchKey();
    else if (character === ':' && (inFlow || blankNext)) this.#fetchValue();
    else if (character === '*' || character === '&') this.#fetchAnchor(character === '*' ? 'alias' : 'anchor');
    else if (character === '!') this.#fetchTag();
    else if ((character === '|' || character === '>') && !inFlow) this.#fetchBlock();
    else if (character === '"' || character === "'") this.#fetchQuoted();
    else return false;
    return true;
  }

  #toNextToken(): void {
    const reader = this.#reader;
    for (;;) {
      while (reader.at() === ' ' || (reader.at() === '\t' && (this.#flowLevel > 0 || !this.#keyAllowed))) reader.take();
      if (reader.at() === '#') while (!isBreakOrEnd(reader.at())) reader.take();
      if (!isBreak(reader.at())) return;
      reader.takeBreak();
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #roll(column: number, number: number | undefined, type: TokenType, mark: Mark): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (number === undefined) this.#add(type, mark);
    else this.#insert(number, type, mark);
  }

  #unroll(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#add('block-end', this.#reader.mark);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const required = this.#flowLevel === 0 && this.#indent === this.#reader.column;
    this.#removeKey();
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      required,
      tokenNumber: this.#taken + this.#tokens.length,
      mark: this.#reader.mark,
    };
  }

  #removeKey(): void {
    const key = this.#keys.at(-1) ?? NO_KEY;
    if (key.possible && key.required) throw scannerProblem(this.#reader.mark, "could not find expected ':'", key.mark);
    this.#keys[this.#keys.length - 1] = NO_KEY;
  }

  /** A scalar, alias, anchor or tag begins: it may be a key. */
  #beginWord(): Mark {
    this.#saveKey();
    this.#keyAllowed = false;
    return this.#reader.mark;
  }

  #fetchEnd(): void {
    this.#reader.finishLine();
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#ended = true;
    this.#add('stream-end', this.#reader.mark);
  }

  #fetchDirective(): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    const { mark } = this.#reader;
    while (!isBreakOrEnd(this.#reader.at())) this.#reader.take();
    this.#add('directive', mark);
  }

  #fetchDocumentIndicator(isStart: boolean): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#add(isStart ? 'document-start' : 'document-end', this.#reader.mark);
    this.#reader.skip(3);
  }

  #openFlow(type: TokenType): void {
    this.#saveKey();
    this.#keys.push(NO_KEY);
    this.#flowLevel++;
    this.#keyAllowed = true;
    this.#add(type, this.#reader.mark);
    this.#reader.take();
  }

  #closeFlow(type: TokenType): void {
    this.#removeKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel--;
      this.#keys.pop();
    }
    this.#keyAllowed = false;
    this.#add(type, this.#reader.mark);
    this.#reader.take();
  }

  #fetchFlowEntry(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    this.#add('flow-entry', this.#reader.mark);
    this.#reader.take();
  }

  #fetchBlockEntry(): void {
    const { mark } = this.#reader;
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw scannerProblem(mark, 'block sequence entries are not allowed in this context');
      this.#roll(mark.column, undefined, 'block-sequence-start', mark);
    }
    this.#removeKey();
    this.#keyAllowed = true;
    this.#add('block-entry', mark);
    this.#reader.take();
  }

  #fetchKey(): void {
    const { mark } = this.#reader;
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw scannerProblem(mark, 'mapping keys are not allowed in this context');
      this.#roll(mark.column, undefined, 'block-mapping-start', mark);
    }
    this.#removeKey();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#add('key', mark);
    this.#reader.take();
  }

  #fetchValue(): void {
    const { mark } = this.#reader;
    const last = this.#keys.length - 1;
    const key = this.#keys[last] ?? NO_KEY;
    if (this.#isValid(key, last)) {
      this.#insert(key.tokenNumber, 'key', key.mark);
      this.#roll(key.mark.column, key.tokenNumber, 'block-mapping-start', key.mark);
      this.#keys[last] = NO_KEY;
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) throw scannerProblem(mark, 'mapping values are not allowed in this context');
        this.#roll(mark.column, undefined, 'block-mapping-start', mark);
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#add('value', mark);
    this.#reader.take();
  }

  #fetchAnchor(type: 'alias' | 'anchor'): void {
    const start = this.#beginWord();
    this.#reader.take();
    let name = '';
    while (/[\w-]/.test(this.#reader.at())) name += this.#reader.take();
    const after = this.#reader.at();
    if (name === '' || !(isBlankOrEnd(after) || /[?:,\]}%@`]/.test(after))) {
      throw scannerProblem(this.#reader.mark, 'did not find expected alphabetic or numeric character');
    }
    this.#add(type, start, name);
  }

  #fetchTag(): void {
    const start = this.#beginWord();
    let name = '';
    while (!isBlankOrEnd(this.#reader.at()) && !(this.#flowLevel > 0 && /[,[\]{}]/.test(this.#reader.at()))) {
      name += this.#reader.take();
    }
    this.#add('tag', start, name);
  }

  #fetchBlock(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    const start = this.#reader.mark;
    this.#add('scalar', start, scanBlock(this.#reader, this.#indent));
  }

  #fetchQuoted(): void {
    const start = this.#beginWord();
    this.#add('scalar', start, scanQuoted(this.#reader));
  }

  #fetchPlain(): void {
    const start = this.#beginWord();
    const { text, newLine } = scanPlain(this.#reader, this.#indent + 1, this.#flowLevel > 0);
    if (newLine) this.#keyAllowed = true;
    this.#add('scalar', start, text, true);
  }
}
