import { fail, ok, type Result } from '../../base/result';

/** Splits a command as compose does (shlex): blanks part words, quotes and backslashes keep them together. */
export function shellWords(text: string): Result<readonly string[], string> {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === "'") {
      if (character === "'") quote = '';
      else word = (word ?? '') + character;
    } else if (character === '\\') {
      const next = text[++at];
      if (next === undefined) return fail('EOF found after escape character');
      const kept = quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next;
      word = (word ?? '') + kept;
    } else if (quote === '"') {
      if (character === '"') quote = '';
      else word = (word ?? '') + character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') return fail('EOF found when expecting closing quote');
  if (word !== undefined) words.push(word);
  return ok(words);
}
