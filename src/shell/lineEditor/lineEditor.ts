/**
 * Edits a line as readline does in its emacs mode: keys go in, what to show comes out. It knows no shell and no clock.
 *
 * Pasted lines are accepted one by one, as if each had been typed: what follows a line end waits until the next
 * `begin`. (Readline would take a bracketed paste as one text; here every line shows what it did.)
 */

import type { EditorCommands } from './keyBindings';
import { isKill, keyBindings } from './keyBindings';
import type { Key } from './keys';
import { KeyDecoder } from './keys';
import { KillRing } from './killRing';
import { commonStart, inColumns } from './listing';
import { Screen } from './screen';
import { HistorySearch } from './search';
import { splitCharacters, textWidth } from './width';
import { changeWord, wordEnd, wordStart } from './words';

export type EditorEvent =
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'accept'; readonly line: string }
  /** Ctrl-C. */
  | { readonly kind: 'interrupt' }
  /** Ctrl-D on an empty line. */
  | { readonly kind: 'end' }
  /** Tab: answer with `complete`. `again` for the second Tab in a row. */
  | { readonly kind: 'complete'; readonly line: string; readonly cursor: number; readonly again: boolean };

/** What Tab found: the text from `start` to the cursor is replaced. */
export interface Completions {
  readonly start: number;
  /** What is put in place, each in full. */
  readonly items: readonly string[];
  /** How they are listed; the same order. */
  readonly labels: readonly string[];
  /** Behind a single match. */
  readonly suffix: string;
}

/** More possibilities than this are listed only when asked for. */
const MANY = 100;

export class LineEditor {
  readonly #decoder = new KeyDecoder();
  readonly #screen: Screen;
  readonly #kills = new KillRing();
  #queue: Key[] = [];
  #prompt = '';
  #characters: string[] = [];
  #cursor = 0;
  #history: readonly string[] = [];
  #place = 0;
  /** Lines of the history as they were edited in this round; the unfinished line is at the end. */
  #edited = new Map<number, string>();
  #undo: { characters: string[]; cursor: number }[] = [];
  #search: HistorySearch | undefined;
  #asking: Completions | undefined;
  #tabs = 0;
  #lastArgument = 0;
  #active = false;
  /** Tab was pressed: keys wait for `complete`. */
  #completing = false;
  #events: EditorEvent[] = [];

  constructor(columns: number) {
    this.#screen = new Screen(columns);
  }

  /** Forgets what was pasted and not yet accepted: after Ctrl-C. */
  dropQueue(): void {
    this.#queue = [];
  }

  /** Starts a line where the cursor stands (in `column`); goes on with keys that are still waiting. */
  begin(prompt: string, history: readonly string[], column = 0): EditorEvent[] {
    this.#prompt = prompt;
    this.#characters = [];
    this.#cursor = 0;
    this.#history = history;
    this.#place = history.length;
    this.#edited = new Map();
    this.#undo = [];
    this.#search = undefined;
    this.#asking = undefined;
    this.#active = true;
    this.#completing = false;
    this.#screen.begin(column);
    this.#draw();
    return this.#run();
  }

  /** Keys from the terminal. What comes after an accepted line waits. */
  feed(data: string): EditorEvent[] {
    this.#queue.push(...this.#decoder.decode(data));
    return this.#run();
  }

  resize(columns: number): EditorEvent[] {
    this.#screen.columns = columns;
    return this.#take();
  }

  /** The answer to a `complete` event. */
  complete(completions: Completions): EditorEvent[] {
    const { items } = completions;
    this.#completing = false;
    const typed = this.#text(completions.start, this.#cursor);
    const common = commonStart(items);
    if (items.length === 0) this.#show('\u0007');
    else if (items.length === 1) this.#replace(completions.start, `${items[0]}${completions.suffix}`);
    else if (common.length > typed.length) this.#replace(completions.start, common);
    else if (this.#tabs < 2) this.#show('\u0007');
    else if (items.length > MANY) {
      this.#asking = completions;
      this.#show(`${this.#toEnd()}\nDisplay all ${items.length} possibilities? (y or n)`);
    } else this.#list(completions.labels);
    return this.#run();
  }

  #run(): EditorEvent[] {
    while (this.#active && !this.#completing) {
      const key = this.#queue.shift();
      if (key === undefined) break;
      if (key.kind === 'paste') this.#paste(key.text);
      else if (this.#asking !== undefined) this.#answer(key);
      else if (this.#search !== undefined && this.#searchKey(key)) continue;
      else this.#press(key);
    }
    return this.#take();
  }

  #take(): EditorEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #show(text: string): void {
    const last = this.#events.at(-1);
    if (last?.kind === 'show') this.#events[this.#events.length - 1] = { kind: 'show', text: last.text + text };
    else this.#events.push({ kind: 'show', text });
  }

  #draw(): void {
    const search = this.#search;
    if (search === undefined) this.#show(this.#screen.draw(this.#prompt, this.#characters, this.#cursor));
    else this.#show(this.#screen.draw(search.prompt, splitCharacters(search.line), search.cursor));
  }

  #stop(event: EditorEvent): void {
    this.#active = false;
    this.#events.push(event);
  }

  #toEnd(): string {
    return this.#screen.finish(this.#prompt, this.#characters, this.#cursor);
  }

  #text(from: number, to: number): string {
    return this.#characters.slice(from, to).join('');
  }

  /** Pasted text goes in as it is; the first line end accepts the line. */
  #paste(text: string): void {
    this.#endSearch();
    const end = text.indexOf('\n');
    this.#insert(end < 0 ? text : text.slice(0, end));
    if (end < 0) return;
    const rest = text.slice(end + 1);
    if (rest !== '') this.#queue.unshift({ kind: 'paste', text: rest });
    this.#accept();
  }

  #accept(): void {
    this.#show(`${this.#toEnd()}\n`);
    this.#stop({ kind: 'accept', line: this.#characters.join('') });
  }

  #press(key: Exclude<Key, { kind: 'paste' }>): void {
    const name = key.kind === 'named' ? key.name : key.text;
    if (name !== '\t') this.#tabs = 0;
    if (name !== 'meta-.') this.#lastArgument = 0;
    if (key.kind === 'character' && (key.text >= ' ' || key.text.length > 1) && key.text !== '\u007f')
      this.#type(key.text);
    else keyBindings[name]?.(this.#commands);
    if (!isKill(name)) this.#kills.pause();
  }

  #type(text: string): void {
    const atEnd = this.#cursor === this.#characters.length;
    this.#remember();
    const before = this.#characters.length;
    this.#characters = splitCharacters(
      this.#text(0, this.#cursor) + text + this.#text(this.#cursor, this.#characters.length),
    );
    this.#cursor += this.#characters.length - before;
    const added =
      atEnd && this.#characters.length > before && textWidth(text) > 0
        ? this.#screen.append(this.#prompt, this.#characters)
        : undefined;
    if (added === undefined) this.#draw();
    else this.#show(added);
  }

  #insert(text: string): void {
    if (text === '') return;
    this.#remember();
    const characters = splitCharacters(text);
    this.#characters = [
      ...this.#characters.slice(0, this.#cursor),
      ...characters,
      ...this.#characters.slice(this.#cursor),
    ];
    this.#cursor += characters.length;
    this.#draw();
  }

  #replace(start: number, text: string): void {
    this.#remember();
    const characters = splitCharacters(text);
    this.#characters.splice(start, this.#cursor - start, ...characters);
    this.#cursor = start + characters.length;
    this.#draw();
  }

  #delete(from: number, to: number): string {
    if (from >= to) return '';
    this.#remember();
    const gone = this.#characters.splice(from, to - from).join('');
    this.#cursor = from;
    this.#draw();
    return gone;
  }

  #remember(): void {
    this.#undo.push({ characters: [...this.#characters], cursor: this.#cursor });
    if (this.#undo.length > 200) this.#undo.shift();
  }

  #move(to: number): void {
    this.#cursor = Math.max(0, Math.min(to, this.#characters.length));
    this.#draw();
  }

  #setLine(text: string): void {
    this.#characters = splitCharacters(text);
    this.#cursor = this.#characters.length;
    this.#draw();
  }

  /** Another line of the history; the one that is left keeps its edits for this round. */
  #goTo(place: number): void {
    if (place < 0 || place > this.#history.length) {
      this.#show('\u0007');
      return;
    }
    this.#edited.set(this.#place, this.#characters.join(''));
    this.#place = place;
    this.#setLine(this.#edited.get(place) ?? this.#history[place] ?? '');
  }

  #answer(key: Exclude<Key, { kind: 'paste' }>): void {
    const completions = this.#asking;
    const text = key.kind === 'character' ? key.text.toLowerCase() : '';
    if (completions === undefined || !['y', 'n', ' ', '\u007f', '\u0003', '\r'].includes(text)) return;
    this.#asking = undefined;
    if (text === 'y' || text === ' ') this.#list(completions.labels);
    else {
      this.#show('\n');
      this.#screen.begin();
      this.#draw();
    }
  }

  /** Lists the possibilities and draws the line again below. */
  #list(labels: readonly string[]): void {
    this.#show(`${this.#toEnd()}\n${inColumns(labels, this.#screen.columns)}`);
    this.#screen.begin();
    this.#draw();
  }

  #endSearch(): void {
    if (this.#search === undefined) return;
    const { line, cursor, place } = this.#search;
    this.#search = undefined;
    this.#characters = splitCharacters(line);
    this.#cursor = cursor;
    this.#place = place;
    this.#draw();
  }

  /** True when the search has used the key; else it ends and the key means what it always means. */
  #searchKey(key: Exclude<Key, { kind: 'paste' }>): boolean {
    const search = this.#search;
    if (search === undefined) return false;
    if (key.kind === 'character' && (key.text === '\u0007' || key.text === '\u0003')) {
      this.#search = undefined;
      this.#draw();
      return key.text === '\u0007';
    }
    if (key.kind === 'character' && search.press(key.text)) {
      if (search.failed) this.#show('\u0007');
      this.#draw();
      return true;
    }
    this.#endSearch();
    return key.kind === 'named' && key.name === 'escape';
  }

  readonly #commands: EditorCommands = {
    left: () => this.#move(this.#cursor - 1),
    right: () => this.#move(this.#cursor + 1),
    home: () => this.#move(0),
    end: () => this.#move(this.#characters.length),
    wordLeft: () => this.#move(wordStart(this.#characters, this.#cursor)),
    wordRight: () => this.#move(wordEnd(this.#characters, this.#cursor)),
    up: () => this.#goTo(this.#place - 1),
    down: () => this.#goTo(this.#place + 1),
    oldest: () => this.#goTo(0),
    newest: () => this.#goTo(this.#history.length),
    backspace: () => this.#delete(this.#cursor - 1 < 0 ? this.#cursor : this.#cursor - 1, this.#cursor),
    deleteRight: () => this.#delete(this.#cursor, Math.min(this.#cursor + 1, this.#characters.length)),
    endOrDelete: () => {
      if (this.#characters.length > 0) this.#commands.deleteRight();
      else this.#stop({ kind: 'end' });
    },
    killToEnd: () => this.#kills.add(this.#delete(this.#cursor, this.#characters.length), 'after'),
    killToStart: () => this.#kills.add(this.#delete(0, this.#cursor), 'before'),
    killBlankWord: () => {
      let from = this.#cursor;
      while (from > 0 && this.#characters[from - 1] === ' ') from--;
      while (from > 0 && this.#characters[from - 1] !== ' ') from--;
      this.#kills.add(this.#delete(from, this.#cursor), 'before');
    },
    killWordLeft: () =>
      this.#kills.add(this.#delete(wordStart(this.#characters, this.#cursor), this.#cursor), 'before'),
    killWordRight: () => this.#kills.add(this.#delete(this.#cursor, wordEnd(this.#characters, this.#cursor)), 'after'),
    yank: () => this.#insert(this.#kills.newest),
    transpose: () => {
      const at = this.#cursor === this.#characters.length ? this.#cursor - 1 : this.#cursor;
      if (at < 1) return;
      this.#remember();
      const [left = '', right = ''] = this.#characters.slice(at - 1, at + 1);
      this.#characters.splice(at - 1, 2, right, left);
      this.#move(at + 1);
    },
    undo: () => {
      const before = this.#undo.pop();
      if (before === undefined) return;
      this.#characters = before.characters;
      this.#move(before.cursor);
    },
    changeCase: (how) => {
      this.#remember();
      const end = wordEnd(this.#characters, this.#cursor);
      this.#characters.splice(
        this.#cursor,
        end - this.#cursor,
        ...changeWord(this.#characters.slice(this.#cursor, end), how),
      );
      this.#move(end);
    },
    lastArgument: () => {
      const line = this.#history.at(-1 - this.#lastArgument);
      const word = line === undefined ? undefined : /(\S+)\s*$/.exec(line)?.[1];
      if (word === undefined) return;
      if (this.#lastArgument > 0) this.#commands.undo();
      this.#lastArgument++;
      this.#insert(word);
    },
    search: () => {
      this.#search = new HistorySearch(this.#history, this.#characters.join(''), this.#cursor, this.#place);
      this.#draw();
    },
    clear: () => {
      this.#show('\u001b[H\u001b[2J');
      this.#screen.begin();
      this.#draw();
    },
    accept: () => this.#accept(),
    interrupt: () => {
      this.#show(`${this.#toEnd()}^C\n`);
      this.#queue = [];
      this.#stop({ kind: 'interrupt' });
    },
    tab: () => {
      this.#tabs++;
      this.#completing = true;
      const line = this.#characters.join('');
      this.#events.push({ kind: 'complete', line, cursor: this.#cursor, again: this.#tabs > 1 });
    },
  };
}
