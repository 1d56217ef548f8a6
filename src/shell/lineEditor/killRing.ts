/** What Ctrl-K, Ctrl-U, Ctrl-W and Alt-D took away; Ctrl-Y brings it back. Kills in a row become one text. */
export class KillRing {
  #text = '';
  #inRow = false;

  get newest(): string {
    return this.#text;
  }

  add(text: string, side: 'before' | 'after'): void {
    if (text === '') return;
    if (!this.#inRow) this.#text = text;
    else this.#text = side === 'after' ? this.#text + text : text + this.#text;
    this.#inRow = true;
  }

  /** Another key came between. */
  pause(): void {
    this.#inRow = false;
  }
}
