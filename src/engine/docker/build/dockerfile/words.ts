/** How the rest of an instruction is taken apart before its variables are expanded. */

/** What separates words in an instruction. */
const BLANKS = /[\t\v\f\r ]+/;

/** Words between blanks. */
export function blankSeparated(text: string): readonly string[] {
  return text === '' ? [] : text.split(BLANKS);
}

/** The first word, and the rest without the blanks between. */
export function firstWord(text: string): readonly [string, string] {
  const match = BLANKS.exec(text);
  return match === null ? [text, ''] : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

/**
 * Words that may hold quoted blanks and escapes, which stay in them until they are expanded (`ENV`, `LABEL`, `ARG`).
 * A quote that never ends takes the rest.
 */
export function quotedWords(text: string, escapeMark: string): readonly string[] {
  const words: string[] = [];
  const characters = [...text];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (quote === '' && isSpace(character)) {
      if (word !== undefined && word !== '') words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    const escapes = character === escapeMark && quote !== "'";
    if (escapes) {
      const next = characters[at + 1];
      // An escape at the very end stands for nothing.
      if (next === undefined) break;
      word += character + next;
      at++;
      continue;
    }
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    word += character;
  }
  if (word !== undefined && word !== '') words.push(word);
  return words;
}

export function isSpace(character: string): boolean {
  return /^\s$/u.test(character);
}

/**
 * The texts of a JSON list: undefined when it is none (what looks like one but isn't valid is taken as plain words, as
 * Docker does), `mixed` when something else than texts is in it.
 */
export function jsonTexts(text: string): readonly string[] | 'mixed' | undefined {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return value.every((item) => typeof item === 'string') ? value : 'mixed';
}
