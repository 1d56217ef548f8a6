/** A position in a text, moving forward. */
import type { Mark } from './token';

export class Reader {
  readonly #text: string;
  #index = 0;
  #line = 0;
  #column = 0;

  constructor(text: string) {
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  get mark(): Mark {
    return { index: this.#index, line: this.#line, column: this.#column };
  }

  get index(): number {
    return this.#index;
  }

  get column(): number {
    return this.#column;
  }

  get line(): number {
    return this.#line;
  }

  /** The character at an offset; '' behind the end. */
  at(offset = 0): string {
    return this.#text[this.#index + offset] ?? '';
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#index);
  }

  /** Takes one character that is no line break. */
  take(): string {
    const character = this.at();
    this.#index++;
    this.#column++;
    return character;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i++) this.take();
  }

  /** Takes a line break and gives it as `\n`. */
  takeBreak(): string {
    this.#index += this.startsWith('\r\n') ? 2 : 1;
    this.#line++;
    this.#column = 0;
    return '\n';
  }

  /** At the end a line that has begun counts as a whole one. */
  finishLine(): void {
    if (this.#column === 0) return;
    this.#column = 0;
    this.#line++;
  }
}

export function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

export function isBreak(character: string): boolean {
  return (
    character === '\n' ||
    character === '\r' ||
    character === '\u0085' ||
    character === '\u2028' ||
    character === '\u2029'
  );
}

/** A line break or the end. */
export function isBreakOrEnd(character: string): boolean {
  return character === '' || isBreak(character);
}

/** A blank, a line break or the end. */
export function isBlankOrEnd(character: string): boolean {
  return isBlank(character) || isBreakOrEnd(character);
}
