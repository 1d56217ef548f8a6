/** Lights up the names of the cluster's objects in what the terminal shows, and makes them clickable. */
import type { IBufferLine, IDecoration, IDisposable, IMarker, Terminal } from '@xterm/xterm';
import type { ObjectName } from '../../engine/trace';
import type { Theme } from '../useTheme';
import type { KnownNames, NameInText } from './knownNames';
import { nameColors } from './terminalColors';

const PAUSE = 60;

export class NameHighlighter {
  readonly #terminal: Terminal;
  readonly #subscriptions: IDisposable[];
  #names: KnownNames = { find: () => [] };
  #selected: ObjectName | undefined;
  #theme: Theme = 'dark';
  #drawn: { readonly marker: IMarker; readonly decoration: IDecoration }[] = [];
  #signature = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(terminal: Terminal, select: (object: ObjectName) => void) {
    this.#terminal = terminal;
    this.#subscriptions = [
      terminal.onWriteParsed(() => this.#later()),
      terminal.onScroll(() => this.#later()),
      terminal.onResize(() => this.#later()),
      terminal.registerLinkProvider({
        provideLinks: (row, callback) => {
          const links = this.#namesIn(row - 1).map(({ start, length, object }) => ({
            text: object.name,
            range: { start: { x: start + 1, y: row }, end: { x: start + length, y: row } },
            activate: () => select(object),
          }));
          callback(links.length === 0 ? undefined : links);
        },
      }),
    ];
  }

  configure(theme: Theme, names: KnownNames, selected: ObjectName | undefined) {
    this.#theme = theme;
    this.#names = names;
    this.#selected = selected;
    this.#later();
  }

  dispose() {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#clear();
  }

  #later() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, PAUSE);
  }

  /** Only what is in sight is decorated, so that a long history costs nothing. */
  #draw() {
    const { active } = this.#terminal.buffer;
    const first = active.viewportY;
    const found = Array.from({ length: this.#terminal.rows }, (_, index) => ({
      row: first + index,
      // on a bar in reverse the colour of names could not be read
      names: this.#namesIn(first + index).filter(({ start }) => !this.#isReversed(first + index, start)),
    })).filter(({ names }) => names.length > 0);
    const signature = this.#sign(found);
    if (signature === this.#signature) return;
    this.#clear();
    this.#signature = signature;
    const cursor = active.baseY + active.cursorY;
    for (const { row, names } of found) for (const name of names) this.#decorate(row - cursor, name);
  }

  #decorate(offset: number, { start, length, object }: NameInText) {
    const colors = nameColors[this.#theme];
    const marker = this.#terminal.registerMarker(offset);
    const decoration = this.#terminal.registerDecoration({
      marker,
      x: start,
      width: length,
      foregroundColor: colors.name,
      ...(this.#isSelected(object) ? { backgroundColor: colors.selected } : {}),
    });
    if (decoration === undefined) marker.dispose();
    else this.#drawn.push({ marker, decoration });
  }

  #sign(found: readonly { readonly row: number; readonly names: readonly NameInText[] }[]): string {
    const parts = found.flatMap(({ row, names }) =>
      names.map(({ start, object }) => `${row}:${start}:${object.name}:${this.#isSelected(object)}`),
    );
    return `${this.#theme} ${this.#terminal.buffer.active.type} ${parts.join(' ')}`;
  }

  #isReversed(row: number, column: number): boolean {
    return (this.#terminal.buffer.active.getLine(row)?.getCell(column)?.isInverse() ?? 0) !== 0;
  }

  #isSelected({ resource, namespace, name }: ObjectName): boolean {
    const selected = this.#selected;
    return selected?.name === name && selected.resource === resource && selected.namespace === namespace;
  }

  #clear() {
    for (const { marker, decoration } of this.#drawn) {
      decoration.dispose();
      marker.dispose();
    }
    this.#drawn = [];
    this.#signature = '';
  }

  /** Names in a row of the buffer, their places in columns: a Korean syllable is one character but two columns. */
  #namesIn(row: number): NameInText[] {
    const line = this.#terminal.buffer.active.getLine(row);
    if (line === undefined) return [];
    const { text, columns } = readLine(line);
    return this.#names.find(text).map((name) => ({ ...name, start: columns[name.start] ?? name.start }));
  }
}

function readLine(line: IBufferLine): { readonly text: string; readonly columns: readonly number[] } {
  let text = '';
  const columns: number[] = [];
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const characters = cell.getChars() || ' ';
    for (let index = 0; index < characters.length; index++) columns.push(x);
    text += characters;
  }
  return { text, columns };
}
