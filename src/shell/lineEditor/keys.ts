/** Turns what a terminal sends into keys: single characters, named keys, pasted text. */

export type Key =
  /** A printable character, or a control character as it is (`\x01` for Ctrl-A). */
  | { readonly kind: 'character'; readonly text: string }
  /** A key that sends an escape sequence: `up`, `ctrl-right`, `meta-b`, ... */
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'paste'; readonly text: string };

const SEQUENCES: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'backtab',
};

const NUMBERED: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

const PASTE_BEGIN = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/** Keeps what is unfinished until the rest comes. */
export class KeyDecoder {
  #rest = '';

  /** True while a paste has begun and not ended, or a sequence is unfinished. */
  get pending(): boolean {
    return this.#rest !== '';
  }

  decode(data: string): Key[] {
    let text = this.#rest + data;
    this.#rest = '';
    const keys: Key[] = [];
    while (text !== '') {
      if (text.startsWith(PASTE_BEGIN)) {
        const end = text.indexOf(PASTE_END);
        if (end < 0) {
          this.#rest = text;
          return keys;
        }
        keys.push({ kind: 'paste', text: text.slice(PASTE_BEGIN.length, end).replace(/\r\n?/g, '\n') });
        text = text.slice(end + PASTE_END.length);
        continue;
      }
      const taken = text.startsWith('\u001b') ? escapeSequence(text) : plain(text);
      if (taken === undefined) {
        this.#rest = text;
        return keys;
      }
      if (taken.key !== undefined) keys.push(taken.key);
      text = text.slice(taken.length);
    }
    return keys;
  }
}

interface Taken {
  /** Undefined for a sequence that means nothing here. */
  readonly key: Key | undefined;
  readonly length: number;
}

function plain(text: string): Taken {
  const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return { key: { kind: 'character', text: character }, length: character.length };
}

/** Undefined when more has to come. */
function escapeSequence(text: string): Taken | undefined {
  if (text.length === 1) return undefined;
  const named = (name: string | undefined, length: number): Taken => ({
    key: name === undefined ? undefined : { kind: 'named', name },
    length,
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with it
  const sequence = /^\u001b(?:\[|O)([0-9;?]*)([A-Za-z~])/.exec(text);
  if (sequence !== null) {
    const [all, numbers = '', final = ''] = sequence;
    const [first = '', modifier = ''] = numbers.split(';');
    const name = final === '~' ? NUMBERED[first] : SEQUENCES[final];
    const prefix = modifier === '5' ? 'ctrl-' : modifier === '3' ? 'meta-' : '';
    return named(name === undefined ? undefined : prefix + name, all.length);
  }
  if (text[1] === '[' || text[1] === 'O') return text.length > 20 ? named(undefined, 2) : undefined;
  if (text[1] === '\u001b') return named('escape', 1);
  const next = String.fromCodePoint(text.codePointAt(1) ?? 0);
  return named(`meta-${next === '\u007f' || next === '\b' ? 'backspace' : next.toLowerCase()}`, 1 + next.length);
}
