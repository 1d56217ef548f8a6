/** What Go's encoding/json says about a text that is not JSON. */

const WHERE = {
  value: 'looking for beginning of value',
  key: 'looking for beginning of object key string',
  afterKey: 'after object key',
  afterPair: 'after object key:value pair',
  afterElement: 'after array element',
  top: 'after top-level value',
} as const;

class JsonSyntaxError extends Error {}

/** The first error of the text in Go's words; '' when it is good JSON. */
export function jsonError(text: string): string {
  try {
    const scanner = new Scanner(text);
    scanner.document();
    return '';
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#wrong(WHERE.top);
  }

  #value(): void {
    this.#space();
    const next = this.#text[this.#at];
    if (next === '{') this.#object();
    else if (next === '[') this.#array();
    else if (next === '"') this.#string();
    else if (next !== undefined && /[-0-9]/.test(next)) this.#number();
    else this.#word();
  }

  #object(): void {
    this.#at++;
    this.#space();
    if (this.#take('}')) return;
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#wrong(WHERE.key);
      this.#string();
      this.#space();
      if (!this.#take(':')) this.#wrong(WHERE.afterKey);
      this.#value();
      this.#space();
      if (this.#take('}')) return;
      if (!this.#take(',')) this.#wrong(WHERE.afterPair);
    }
  }

  #array(): void {
    this.#at++;
    this.#space();
    if (this.#take(']')) return;
    for (;;) {
      this.#value();
      this.#space();
      if (this.#take(']')) return;
      if (!this.#take(',')) this.#wrong(WHERE.afterElement);
    }
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === '"') {
        this.#at++;
        return;
      }
      if (character === undefined || character < ' ') this.#wrong('in string literal');
      this.#at += character === '\\' ? 2 : 1;
    }
  }

  #number(): void {
    const number = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/.exec(this.#text.slice(this.#at));
    if (number === null) {
      this.#at++;
      this.#wrong('in numeric literal');
    }
    this.#at += number[0].length;
  }

  #word(): void {
    for (const word of ['true', 'false', 'null']) {
      if (this.#text[this.#at] !== word[0]) continue;
      for (let i = 1; i < word.length; i++) {
        this.#at++;
        if (this.#text[this.#at] !== word[i]) this.#wrong(`in literal ${word} (expecting ${quoted(word[i] ?? '')})`);
      }
      this.#at++;
      return;
    }
    this.#wrong(WHERE.value);
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #wrong(where: string): never {
    const character = this.#text[this.#at];
    throw new JsonSyntaxError(
      character === undefined ? 'unexpected end of JSON input' : `invalid character ${quoted(character)} ${where}`,
    );
  }
}

/** Go's quoteChar. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}
