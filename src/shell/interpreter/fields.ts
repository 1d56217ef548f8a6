/** The fields that a word becomes: text that is quoted or not, split by IFS, with the pattern characters that count. */
import { ExpansionError } from './control';
import { quotePattern } from './pattern';

/** The longest value that a shell can hold, in characters: more is more than the machine's memory. */
export const LONGEST = 2 ** 27;

/** A field while it is being put together: as a pattern, in which what was quoted is escaped, and as plain text. */
export interface Field {
  text: string;
  pattern: string;
  /** It stands even when it is empty (`""`). */
  quoted: boolean;
}

export class FieldBuilder {
  readonly #fields: Field[] = [];
  #current: Field | undefined;
  #afterSpace = false;
  readonly #separators: string;
  readonly #split: boolean;

  /** Without `split` everything becomes one field, as in assignments. */
  constructor(separators: string, split: boolean) {
    this.#separators = separators;
    this.#split = split;
  }

  /** Text that means itself. */
  addQuoted(text: string): void {
    const field = this.#open();
    checkLength(field.text, text);
    field.text += text;
    field.pattern += quotePattern(text);
    field.quoted = true;
  }

  /** Text of the source that is neither quoted nor the result of an expansion. `active`: its pattern characters count. */
  addLiteral(text: string, active: boolean): void {
    if (text === '') return;
    const field = this.#open();
    checkLength(field.text, text);
    field.text += text;
    field.pattern += active ? text : quotePattern(text);
  }

  /** The result of an unquoted expansion. */
  addExpanded(text: string): void {
    if (!this.#split) {
      this.addLiteral(text, true);
      return;
    }
    for (const character of text) {
      if (!this.#separators.includes(character)) this.addLiteral(character, true);
      else if (/\s/.test(character)) this.#breakAtSpace();
      else this.#breakAtDelimiter();
    }
  }

  /** Ends the current field, as between the elements of "$@". */
  breakField(): void {
    if (!this.#split) return;
    if (this.#current !== undefined) this.#fields.push(this.#current);
    this.#current = undefined;
    this.#afterSpace = false;
  }

  get splits(): boolean {
    return this.#split;
  }

  finish(): readonly Field[] {
    if (this.#current !== undefined) this.#fields.push(this.#current);
    this.#current = undefined;
    return this.#fields;
  }

  #open(): Field {
    this.#current ??= { text: '', pattern: '', quoted: false };
    this.#afterSpace = false;
    return this.#current;
  }

  #breakAtSpace(): void {
    if (this.#current === undefined) return;
    this.breakField();
    this.#afterSpace = true;
  }

  #breakAtDelimiter(): void {
    if (this.#current === undefined && !this.#afterSpace) this.#fields.push({ text: '', pattern: '', quoted: true });
    this.breakField();
  }
}

function checkLength(text: string, more: string): void {
  if (text.length + more.length > LONGEST) throw new ExpansionError('xrealloc: cannot allocate memory', 'shell');
}
