/** Parses JSON with the words of Go's encoding/json for what is wrong and where. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';

/** The value, or `offset 62: invalid character '}' looking for beginning of object key string`. */
export function parseGoJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    const found = new Checker(text).check();
    return fail(`offset ${found.offset}: ${found.message}`);
  }
}

interface Problem {
  readonly offset: number;
  readonly message: string;
}

/** Walks the text until the first character that does not fit. */
class Checker {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  check(): Problem {
    try {
      this.#value('looking for beginning of value');
      this.#blanks();
      this.#fail('after top-level value');
    } catch (problem) {
      if (problem instanceof Error) throw problem;
      return problem as Problem;
    }
  }

  #fail(where: string): never {
    const character = [...this.#text.slice(this.#at, this.#at + 2)][0];
    const message =
      character === undefined ? 'unexpected end of JSON input' : `invalid character ${goCharacter(character)} ${where}`;
    const problem: Problem = { offset: this.#at + (character === undefined ? 0 : 1), message };
    throw problem;
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #value(where: string): void {
    this.#blanks();
    const first = this.#text[this.#at] ?? '';
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else if (/[-0-9]/.test(first)) this.#number();
    else if (first === 't') this.#word('true');
    else if (first === 'f') this.#word('false');
    else if (first === 'n') this.#word('null');
    else this.#fail(where);
  }

  #object(): void {
    this.#at++;
    this.#blanks();
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return;
    }
    for (;;) {
      this.#blanks();
      if (this.#text[this.#at] !== '"') this.#fail('looking for beginning of object key string');
      this.#string();
      this.#blanks();
      if (this.#text[this.#at] !== ':') this.#fail('after object key');
      this.#at++;
      this.#value('looking for beginning of value');
      this.#blanks();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== '}') this.#fail('after object key:value pair');
      this.#at++;
      if (next === '}') return;
    }
  }

  #array(): void {
    this.#at++;
    this.#blanks();
    if (this.#text[this.#at] === ']') {
      this.#at++;
      return;
    }
    for (;;) {
      this.#value('looking for beginning of value');
      this.#blanks();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== ']') this.#fail('after array element');
      this.#at++;
      if (next === ']') return;
    }
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character < ' ') this.#fail('in string literal');
      this.#at++;
      if (character === '"') return;
      if (character !== '\\') continue;
      if (!/["\\/bfnrtu]/.test(this.#text[this.#at] ?? '')) this.#fail('in string escape code');
      this.#at++;
    }
  }

  #number(): void {
    const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(this.#text.slice(this.#at));
    if (match === null) {
      this.#at++;
      this.#fail('in numeric literal');
    }
    this.#at += match[0].length;
  }

  #word(word: string): void {
    for (const [i, letter] of [...word].entries()) {
      if (this.#text[this.#at] !== letter) this.#fail(`in literal ${word} (expecting ${goCharacter(word[i] ?? '')})`);
      this.#at++;
    }
  }
}

function goCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}
