/** What was typed, and how `!` brings it back. */

export class History {
  readonly #lines: string[] = [];
  #first = 1;
  readonly #limit: number;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The number of the oldest line that is kept. */
  get first(): number {
    return this.#first;
  }

  /** Keeps a line, unless it is blank, begins with a blank or repeats the last one (HISTCONTROL=ignoreboth). */
  add(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    if (this.#lines.length > this.#limit) {
      this.#lines.shift();
      this.#first++;
    }
  }

  clear(): void {
    this.#lines.length = 0;
    this.#first = 1;
  }
}

export type HistoryExpansion =
  | { readonly kind: 'same' }
  | { readonly kind: 'expanded'; readonly line: string }
  | { readonly kind: 'failed'; readonly event: string };

/** Expands `!!`, `!n`, `!-n`, `!text`, `!?text?`, `!$`, `!*`, `!^` and `^old^new`; not within single quotes. */
export function expandHistory(line: string, history: History): HistoryExpansion {
  const quick = /^\^([^^]+)\^([^^]*)\^?/.exec(line);
  if (quick !== null) {
    const last = history.lines.at(-1);
    const [all, old = '', replacement = ''] = quick;
    if (last === undefined || !last.includes(old)) return { kind: 'failed', event: `:s${all}` };
    return { kind: 'expanded', line: last.replace(old, () => replacement) + line.slice(all.length) };
  }
  if (!line.includes('!')) return { kind: 'same' };
  let out = '';
  let double = false;
  let changed = false;
  for (let at = 0; at < line.length; ) {
    const character = line[at] as string;
    if (character === '\\') {
      out += line.slice(at, at + 2);
      at += 2;
    } else if (character === "'" && !double) {
      const end = line.indexOf("'", at + 1);
      const next = end < 0 ? line.length : end + 1;
      out += line.slice(at, next);
      at = next;
    } else if (character === '!') {
      const found = findEvent(line.slice(at), history, double, line.slice(0, at));
      if (found === undefined) {
        out += character;
        at++;
      } else if (found.text === undefined) return { kind: 'failed', event: found.designator };
      else {
        out += found.text;
        at += found.designator.length;
        changed = true;
      }
    } else {
      if (character === '"') double = !double;
      out += character;
      at++;
    }
  }
  return changed ? { kind: 'expanded', line: out } : { kind: 'same' };
}

interface Event {
  readonly designator: string;
  /** Undefined when there is no such event. */
  readonly text: string | undefined;
}

function findEvent(text: string, history: History, quoted: boolean, before: string): Event | undefined {
  const { lines, first } = history;
  if (/^!(?:[\s=(]|$)/.test(text) || (quoted && text[1] === '"') || /\$\{?$|\[$/.test(before)) return undefined;
  const match = /^!(?:!|(-?\d+)|\?([^?\n]+)\??|(?=[$^*:])|([^\s:;&|()"'<>!$^*]+))/.exec(text);
  if (match === null) return undefined;
  const [designator, number, inside, start] = match;
  let line: string | undefined;
  if (number !== undefined) line = Number(number) < 0 ? lines.at(Number(number)) : lines[Number(number) - first];
  else if (inside !== undefined) line = lines.findLast((candidate) => candidate.includes(inside));
  else if (start !== undefined) line = lines.findLast((candidate) => candidate.startsWith(start));
  else line = lines.at(-1);
  if (line === undefined) return { designator, text: undefined };
  const word = /^:?([$^*]|\d+)/.exec(text.slice(designator.length));
  if (word === null || (word[0].startsWith(':') === false && /\d/.test(word[1] as string)))
    return { designator, text: line };
  return { designator: designator + word[0], text: pickWords(line, word[1] as string) };
}

function pickWords(line: string, which: string): string {
  const words = line.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  if (which === '$') return words.at(-1) ?? '';
  if (which === '^') return words[1] ?? '';
  if (which === '*') return words.slice(1).join(' ');
  return words[Number(which)] ?? '';
}
