/** Where the cursor of a terminal stands after what was printed, so that a prompt can follow text without a line end. */
import { splitCharacters, widthOf, withoutEscapes } from './width';

const TAB = 8;

/**
 * The cursor's column (counted from 0) after `text`, when it was in `column` before. `columns` itself means that the row
 * is full: the next character goes to the next row.
 */
export function columnAfter(column: number, text: string, columns: number): number {
  const start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'), homeIn(text));
  let here = start < 0 ? column : 0;
  for (const character of splitCharacters(withoutEscapes(text.slice(start + 1)))) {
    if (character === '\b') here = Math.max(0, here - 1);
    else if (character === '\t') here = Math.min(columns - 1, (Math.floor(here / TAB) + 1) * TAB);
    else if (character >= ' ') {
      const width = widthOf(character);
      here = here + width > columns ? width : here + width;
    }
  }
  return here;
}

/** The last place where the cursor is sent home, -1 when it is not. */
function homeIn(text: string): number {
  return text.lastIndexOf('\u001b[H') < 0 ? -1 : text.lastIndexOf('\u001b[H') + 2;
}
