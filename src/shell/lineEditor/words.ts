/** Words as the editor's moves see them: letters and digits of any script. */
const LETTER = /^[\p{L}\p{N}]/u;

/** The beginning of the word before the cursor. */
export function wordStart(characters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && !LETTER.test(characters[at - 1] as string)) at--;
  while (at > 0 && LETTER.test(characters[at - 1] as string)) at--;
  return at;
}

/** The end of the word after the cursor. */
export function wordEnd(characters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at < characters.length && !LETTER.test(characters[at] as string)) at++;
  while (at < characters.length && LETTER.test(characters[at] as string)) at++;
  return at;
}

/** A word in capitals, in small letters, or with a capital first letter. */
export function changeWord(characters: readonly string[], how: 'upper' | 'lower' | 'capital'): string[] {
  let first = true;
  return characters.map((character) => {
    const letter = LETTER.test(character);
    const upper = how === 'upper' || (how === 'capital' && first && letter);
    if (letter) first = false;
    return upper ? character.toUpperCase() : character.toLowerCase();
  });
}
