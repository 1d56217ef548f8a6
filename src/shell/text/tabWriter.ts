/**
 * Aligns tab-separated cells as Go's text/tabwriter does: a column is a run of neighbouring lines that all have a cell
 * ended by a tab there. With `remember` widths are kept from one flush to the next, as kubectl's watches need.
 */
export interface TabOptions {
  readonly minWidth: number;
  readonly padding: number;
  readonly remember?: boolean;
}

/** As `kubectl get` sets it up. */
export const tableTabs: TabOptions = { minWidth: 6, padding: 3, remember: true };
/** As `kubectl describe` sets it up. */
export const describeTabs: TabOptions = { minWidth: 0, padding: 2 };

export class TabWriter {
  readonly #options: TabOptions;
  readonly #remembered: number[] = [];
  #text = '';

  constructor(options: TabOptions) {
    this.#options = options;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Everything written since the last flush, aligned. */
  flush(): string {
    if (this.#text === '') return '';
    const lines = this.#text.split('\n').map((line) => line.split('\t'));
    this.#text = '';
    const out: string[] = [];
    this.#format(out, lines, 0, lines.length, []);
    return out.join('\n');
  }

  #format(out: string[], lines: readonly string[][], from: number, to: number, widths: readonly number[]): void {
    const column = widths.length;
    let start = from;
    for (let at = from; at < to; at++) {
      if (column >= cells(lines, at) - 1) continue;
      write(out, lines, start, at, widths);
      start = at;
      let width = this.#options.minWidth;
      for (; at < to && column < cells(lines, at) - 1; at++) {
        width = Math.max(width, textWidth(lines[at]?.[column] ?? '') + this.#options.padding);
      }
      if (this.#options.remember === true) {
        width = Math.max(width, this.#remembered[column] ?? 0);
        this.#remembered[column] = width;
      }
      this.#format(out, lines, start, at, [...widths, width]);
      start = at;
    }
    write(out, lines, start, to, widths);
  }
}

/** One text aligned. */
export function alignTabs(text: string, options: TabOptions): string {
  const writer = new TabWriter(options);
  writer.write(text);
  return writer.flush();
}

function cells(lines: readonly string[][], at: number): number {
  return lines[at]?.length ?? 0;
}

function write(out: string[], lines: readonly string[][], from: number, to: number, widths: readonly number[]): void {
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? [];
    out.push(line.map((cell, i) => (i < widths.length ? pad(cell, widths[i] ?? 0) : cell)).join(''));
  }
}

/** Go counts runes. */
function textWidth(text: string): number {
  return [...text].length;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
