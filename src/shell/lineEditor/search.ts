/** Ctrl-R: looks for a text in the history, backwards, while it is typed. */
export class HistorySearch {
  readonly #history: readonly string[];
  readonly #original: string;
  #query = '';
  #line: string;
  #cursor: number;
  #place: number;
  #failed = false;

  constructor(history: readonly string[], line: string, cursor: number, place: number) {
    this.#history = history;
    this.#original = line;
    this.#line = line;
    this.#cursor = cursor;
    this.#place = place;
  }

  /** The line that was found, the cursor at the text in it, and its place in the history. */
  get line(): string {
    return this.#line;
  }

  get cursor(): number {
    return this.#cursor;
  }

  get place(): number {
    return this.#place;
  }

  get failed(): boolean {
    return this.#failed;
  }

  get prompt(): string {
    return `(${this.#failed ? 'failed ' : ''}reverse-i-search)\`${this.#query}': `;
  }

  /** True when the key belongs to the search. */
  press(key: string): boolean {
    if (key === '\u0012') this.#look(this.#place - 1);
    else if (key === '\u007f' || key === '\b') {
      this.#query = this.#query.slice(0, -1);
      if (this.#query === '') this.#line = this.#original;
      this.#look(this.#history.length - 1);
    } else if (key >= ' ') {
      this.#query += key;
      this.#look(this.#failed ? -1 : Math.min(this.#place, this.#history.length - 1));
    } else return false;
    return true;
  }

  #look(from: number): void {
    if (this.#query === '') {
      this.#failed = false;
      return;
    }
    for (let at = from; at >= 0; at--) {
      const found = this.#history[at]?.indexOf(this.#query) ?? -1;
      if (found < 0) continue;
      this.#place = at;
      this.#line = this.#history[at] as string;
      this.#cursor = [...this.#line.slice(0, found)].length;
      this.#failed = false;
      return;
    }
    this.#failed = true;
  }
}
