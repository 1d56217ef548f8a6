/** Wraps text at blanks as kubectl's writer does: blanks inside a line stay, a word longer than the line stands alone. */
export function wordWrap(text: string, width: number): string {
  let out = '';
  let current = 0;
  let word = '';
  let space = '';
  const flush = (): void => {
    out += space + word;
    current += space.length + word.length;
    space = '';
    word = '';
  };
  for (const character of text) {
    if (character === '\n') {
      if (word !== '') flush();
      else if (current + space.length <= width) out += space;
      space = '';
      out += '\n';
      current = 0;
    } else if (/\s/.test(character) && character !== '\u00a0') {
      if (space === '' || word !== '') flush();
      space += character;
    } else {
      word += character;
      if (current + word.length + space.length > width && word.length < width) {
        out += '\n';
        current = 0;
        space = '';
      }
    }
  }
  if (word !== '') flush();
  else if (current + space.length <= width) out += space;
  return out;
}
