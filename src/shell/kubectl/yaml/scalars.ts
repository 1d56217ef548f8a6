/** Scans plain, quoted and block scalars, as libyaml does. */
import { isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, type Reader } from './reader';
import { scannerProblem } from './token';

export interface PlainScalar {
  readonly text: string;
  /** True when it ended on a new line: then a key may follow. */
  readonly newLine: boolean;
}

export function atDocumentIndicator(reader: Reader): boolean {
  const indicator = reader.startsWith('---') || reader.startsWith('...');
  return reader.column === 0 && indicator && isBlankOrEnd(reader.at(3));
}

/** Blanks and line breaks between the words of a scalar that spans lines. */
class Fold {
  blanks = '';
  #first = '';
  #more = '';
  #broken = false;

  get broken(): boolean {
    return this.#broken;
  }

  lineBreak(text: string): void {
    if (this.#broken) this.#more += text;
    else this.#first = text;
    this.#broken = true;
    this.blanks = '';
  }

  /** What they become: one line break is a blank, more are one less. */
  take(): string {
    const joined = this.#more === '' ? ' ' : this.#more;
    const text = this.#broken ? (this.#first === '' ? '' : joined) : this.blanks;
    this.blanks = '';
    this.#first = '';
    this.#more = '';
    this.#broken = false;
    return text;
  }
}

export function scanPlain(reader: Reader, indent: number, inFlow: boolean): PlainScalar {
  let text = '';
  const fold = new Fold();
  let newLine = false;
  for (;;) {
    if (atDocumentIndicator(reader) || reader.at() === '#') break;
    let begun = false;
    while (!isBlankOrEnd(reader.at()) && !endsPlain(reader, inFlow)) {
      if (!begun) text += fold.take();
      begun = true;
      newLine = false;
      text += reader.take();
    }
    if (!(isBlank(reader.at()) || isBreak(reader.at()))) break;
    while (isBlank(reader.at()) || isBreak(reader.at())) {
      if (isBreak(reader.at())) {
        fold.lineBreak(reader.takeBreak());
        newLine = true;
        continue;
      }
      if (newLine && reader.column < indent && reader.at() === '\t') {
        throw scannerProblem(reader.mark, 'found a tab character that violates indentation');
      }
      const blank = reader.take();
      if (!fold.broken) fold.blanks += blank;
    }
    if (!inFlow && reader.column < indent) break;
  }
  return { text, newLine };
}

function endsPlain(reader: Reader, inFlow: boolean): boolean {
  const character = reader.at();
  if (character === ':' && isBlankOrEnd(reader.at(1))) return true;
  if (!inFlow) return false;
  return /[,[\]{}]/.test(character) || (character === '?' && isBlankOrEnd(reader.at(1)));
}

export function scanQuoted(reader: Reader): string {
  const start = reader.mark;
  const quote = reader.take();
  let text = '';
  for (;;) {
    if (atDocumentIndicator(reader)) throw scannerProblem(reader.mark, 'found unexpected document indicator', start);
    if (reader.at() === '') throw scannerProblem(reader.mark, 'found unexpected end of stream', start);
    text += quotedWord(reader, quote);
    if (reader.at() === quote) break;
    text += quotedBlanks(reader);
  }
  reader.take();
  return text;
}

/** Up to a blank or the closing quote. */
function quotedWord(reader: Reader, quote: string): string {
  let text = '';
  while (!isBlankOrEnd(reader.at())) {
    if (quote === "'" && reader.startsWith("''")) {
      reader.skip(2);
      text += "'";
    } else if (reader.at() === quote) {
      break;
    } else if (quote === '"' && reader.at() === '\\') {
      reader.take();
      if (!isBreak(reader.at())) {
        text += escaped(reader);
        continue;
      }
      // an escaped line break joins the lines
      reader.takeBreak();
      while (isBlank(reader.at())) reader.take();
    } else {
      text += reader.take();
    }
  }
  return text;
}

function quotedBlanks(reader: Reader): string {
  const fold = new Fold();
  while (isBlank(reader.at()) || isBreak(reader.at())) {
    if (isBreak(reader.at())) {
      fold.lineBreak(reader.takeBreak());
    } else {
      const blank = reader.take();
      if (!fold.broken) fold.blanks += blank;
    }
  }
  return fold.take();
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

function escaped(reader: Reader): string {
  const character = reader.at();
  const simple = ESCAPES[character];
  if (simple !== undefined) {
    reader.take();
    return simple;
  }
  const length = { x: 2, u: 4, U: 8 }[character];
  if (length === undefined) throw scannerProblem(reader.mark, 'found unknown escape character');
  reader.take();
  let digits = '';
  for (let i = 0; i < length; i++) {
    if (!/[0-9a-fA-F]/.test(reader.at())) {
      throw scannerProblem(reader.mark, 'did not find expected hexdecimal number');
    }
    digits += reader.take();
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw scannerProblem(reader.mark, 'found invalid Unicode character escape code');
  }
  return String.fromCodePoint(code);
}

/** `|` and `>`; `parent` is the indent of what holds it, -1 at the top. */
export function scanBlock(reader: Reader, parent: number): string {
  const literal = reader.take() === '|';
  let chomping = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    if (/[+-]/.test(reader.at()) && chomping === '') chomping = reader.take();
    else if (/[0-9]/.test(reader.at()) && increment === 0) {
      if (reader.at() === '0') throw scannerProblem(reader.mark, 'found an indentation indicator equal to 0');
      increment = Number(reader.take());
    }
  }
  while (isBlank(reader.at())) reader.take();
  if (reader.at() === '#') while (!isBreakOrEnd(reader.at())) reader.take();
  if (!isBreakOrEnd(reader.at())) throw scannerProblem(reader.mark, 'did not find expected comment or line break');
  if (isBreak(reader.at())) reader.takeBreak();
  let indent = increment === 0 ? 0 : Math.max(parent, 0) + increment;
  let text = '';
  let leading = '';
  let trailing = '';
  let breaks: readonly [string, number] = takeBreaks(reader, indent, parent);
  [trailing, indent] = breaks;
  let afterBlank = false;
  while (reader.column === indent && reader.at() !== '') {
    const beforeBlank = isBlank(reader.at());
    if (!literal && leading !== '' && !afterBlank && !beforeBlank) {
      text += trailing === '' ? ' ' : '';
    } else {
      text += leading;
    }
    text += trailing;
    afterBlank = beforeBlank;
    while (!isBreakOrEnd(reader.at())) text += reader.take();
    leading = isBreak(reader.at()) ? reader.takeBreak() : '';
    breaks = takeBreaks(reader, indent, parent);
    [trailing] = breaks;
  }
  if (chomping !== '-') text += leading;
  return chomping === '+' ? text + trailing : text;
}

/** Empty lines before the next line of a block, and its indent when that is not known yet. */
function takeBreaks(reader: Reader, known: number, parent: number): readonly [string, number] {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((known === 0 || reader.column < known) && reader.at() === ' ') reader.take();
    widest = Math.max(widest, reader.column);
    if ((known === 0 || reader.column < known) && reader.at() === '\t') {
      throw scannerProblem(reader.mark, 'found a tab character where an indentation space is expected');
    }
    if (!isBreak(reader.at())) break;
    breaks += reader.takeBreak();
  }
  return [breaks, known === 0 ? Math.max(widest, parent + 1, 1) : known];
}
