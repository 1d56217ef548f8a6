/** Draws an edited line: what to send so that prompt and text stand right and the cursor is where it belongs. */
import { splitCharacters, widthOf, withoutEscapes } from './width';

interface Place {
  readonly row: number;
  readonly column: number;
}

export class Screen {
  columns: number;
  /** The row of the cursor below the row where the prompt began. */
  #row = 0;
  /** The column where the prompt begins: it follows output that had no line end. */
  #offset = 0;
  #full = false;
  /** Nothing has been drawn yet: the cursor stands where the prompt begins, and nothing is behind it. */
  #fresh = false;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Draws from scratch where the cursor stands: at the beginning of a fresh row, or behind what was printed there. */
  begin(column = 0): void {
    this.#row = 0;
    this.#full = column >= this.columns;
    this.#offset = this.#full ? 0 : column;
    this.#fresh = true;
  }

  /** Redraws everything; the cursor is put before character `cursor` of the text. */
  draw(prompt: string, characters: readonly string[], cursor: number): string {
    const up = this.#row > 0 ? `\u001b[${this.#row}A` : '';
    // a full row: a blank brings the cursor to the next one
    const across = `\r${this.#offset > 0 ? `\u001b[${this.#offset}C` : ''}`;
    const back = this.#full ? ' \r' : this.#fresh ? '' : up + across;
    const clear = this.#fresh ? '' : '\u001b[J';
    this.#full = false;
    this.#fresh = false;
    const lead = splitCharacters(withoutEscapes(prompt));
    const end = this.#place([...lead, ...characters]);
    const target = this.#place([...lead, ...characters.slice(0, cursor)]);
    const text = characters.map(shown).join('');
    // at the right margin a terminal waits with the cursor: a blank brings it to the next row
    const wrap = end.column === 0 && end.row > 0 && characters.at(-1) !== '\n' ? ' \r' : '';
    this.#row = target.row;
    return `${back}${printable(prompt)}${text}${wrap}${clear}${this.#move(end, target)}`;
  }

  /** Where the cursor has to go so that output can follow below the text. */
  finish(prompt: string, characters: readonly string[], cursor: number): string {
    const lead = splitCharacters(withoutEscapes(prompt));
    const end = this.#place([...lead, ...characters]);
    const here = this.#place([...lead, ...characters.slice(0, cursor)]);
    this.#row = 0;
    return this.#move(here, end);
  }

  /** A single character added at the end, where nothing else has to be drawn; undefined when that is not enough. */
  append(prompt: string, characters: readonly string[]): string | undefined {
    const lead = splitCharacters(withoutEscapes(prompt));
    const end = this.#place([...lead, ...characters]);
    if (end.column === 0 || end.row !== this.#row) return undefined;
    return shown(characters.at(-1) ?? '');
  }

  #move(from: Place, to: Place): string {
    if (from.row === to.row && from.column === to.column) return '';
    const rows = to.row - from.row;
    const vertical = rows < 0 ? `\u001b[${-rows}A` : rows > 0 ? `\u001b[${rows}B` : '';
    return `${vertical}\r${to.column > 0 ? `\u001b[${to.column}C` : ''}`;
  }

  #place(characters: readonly string[]): Place {
    let row = 0;
    let column = this.#offset;
    for (const character of characters) {
      if (character === '\n') {
        row++;
        column = 0;
        continue;
      }
      const width = widthOf(character);
      if (column + width > this.columns) {
        row++;
        column = 0;
      }
      column += width;
      if (column === this.columns) {
        row++;
        column = 0;
      }
    }
    return { row, column };
  }
}

/** Control characters as `^X`. */
function shown(character: string): string {
  if (character === '\n') return '\n';
  const code = character.charCodeAt(0);
  return code < 32 || code === 127 ? `^${String.fromCharCode(code ^ 64)}` : character;
}

/** A prompt without the marks around its invisible parts. */
function printable(prompt: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: readline's own marks
  return prompt.replace(/[\u0001\u0002]/g, '');
}
