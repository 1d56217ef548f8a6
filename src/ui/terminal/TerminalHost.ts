/** One xterm with its addons. It outlives the panel: a narrow page shows it only now and then, and nothing is lost. */
import { FitAddon } from '@xterm/addon-fit';
import type { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import type { ObjectName } from '../../engine/trace';
import type { PlaygroundActions } from '../../store';
import type { Theme } from '../useTheme';
import type { KnownNames } from './knownNames';
import { NameHighlighter } from './NameHighlighter';
import { terminalColors } from './terminalColors';

const FONT =
  '"JetBrains Mono", "SF Mono", "Cascadia Mono", Menlo, Consolas, "D2Coding", "DejaVu Sans Mono", "Noto Sans Mono CJK KR", monospace';

export interface TerminalSettings {
  readonly theme: Theme;
  readonly screenReader: boolean;
  readonly label: string;
  readonly names: KnownNames;
  readonly selected: ObjectName | undefined;
}

export class TerminalHost {
  readonly terminal: Terminal;
  /** Called when Ctrl-Shift-F is pressed. */
  onSearch: () => void = () => {};
  readonly #fit = new FitAddon();
  #search: Promise<SearchAddon> | undefined;
  readonly #element = document.createElement('div');
  readonly #highlighter: NameHighlighter;
  readonly #stops: (() => void)[] = [];
  readonly #listen: () => void;
  #opened = false;
  #disposed = false;

  constructor(id: number, actions: PlaygroundActions) {
    this.terminal = new Terminal({
      allowProposedApi: true,
      convertEol: true,
      cursorBlink: true,
      cursorInactiveStyle: 'outline',
      fontFamily: FONT,
      // 80 columns fit beside the lesson on a desktop; a phone gets as many as one can still read.
      fontSize: window.innerWidth < 768 ? 11.5 : 12.5,
      lineHeight: 1.4,
      scrollback: 5000,
      macOptionIsMeta: true,
    });
    this.#element.style.height = '100%';
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new WebLinksAddon());
    void this.#widen();
    this.terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    this.terminal.onData((data) => actions.type(id, data));
    this.terminal.onResize(({ cols, rows }) => actions.resizeTerminal(id, cols, rows));
    this.#highlighter = new NameHighlighter(this.terminal, (object) => actions.select({ kind: 'object', object }));
    this.#listen = () => this.#stops.push(actions.onTerminalOutput(id, (data) => this.terminal.write(data)));
  }

  /** Selects the next match in a direction; false when there is none. What searches is fetched at the first search. */
  async find(direction: 'up' | 'down', what: string): Promise<boolean> {
    const search = await this.#searcher();
    if (this.#disposed || what === '') return true;
    return direction === 'up' ? search.findPrevious(what) : search.findNext(what);
  }

  clearSearch(): void {
    void this.#search?.then((search) => search.clearDecorations());
    this.terminal.clearSelection();
  }

  async #searcher(): Promise<SearchAddon> {
    this.#search ??= import('@xterm/addon-search').then(({ SearchAddon }) => {
      const search = new SearchAddon();
      if (!this.#disposed) this.terminal.loadAddon(search);
      return search;
    });
    return this.#search;
  }

  /** The widths of newer characters (emoji); Hangul and Latin need no table. */
  async #widen(): Promise<void> {
    const { Unicode11Addon } = await import('@xterm/addon-unicode11');
    if (this.#disposed) return;
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
  }

  /** Shows the terminal in a place of the page and follows that place's size, until the returned function is called. */
  attach(place: HTMLElement): () => void {
    // The world may close a terminal between the moment it is drawn and the moment it is placed.
    if (this.#disposed) return () => {};
    place.append(this.#element);
    if (!this.#opened) {
      this.terminal.open(this.#element);
    }
    const follow = () => {
      // A place that is folded away has no size to follow.
      if (place.clientWidth > 0 && place.clientHeight > 0) this.#fit.fit();
    };
    const observer = new ResizeObserver(follow);
    observer.observe(place);
    follow();
    // What was printed before (in an earlier session, too) was drawn for a terminal of this width.
    if (!this.#opened) this.#listen();
    this.#opened = true;
    return () => {
      observer.disconnect();
      this.#element.remove();
    };
  }

  configure({ theme, screenReader, label, names, selected }: TerminalSettings) {
    if (this.#disposed) return;
    this.terminal.options.theme = terminalColors(theme);
    this.terminal.options.screenReaderMode = screenReader;
    this.terminal.textarea?.setAttribute('aria-label', label);
    this.#highlighter.configure(theme, names, selected);
  }

  focus() {
    this.terminal.focus();
  }

  dispose() {
    this.#disposed = true;
    for (const stop of this.#stops) stop();
    this.#highlighter.dispose();
    this.terminal.dispose();
    this.#element.remove();
  }

  /** What the browser or the page does instead of the terminal; false keeps the key from the terminal. */
  #key(event: KeyboardEvent): boolean {
    // The Enter that ends a composition (Korean) chooses the syllable and must not run the line.
    if (event.isComposing && event.key === 'Enter') return false;
    if (event.type !== 'keydown' || !(event.ctrlKey || event.metaKey) || event.altKey) return true;
    if (event.code === 'KeyC' && this.terminal.hasSelection()) {
      event.preventDefault();
      navigator.clipboard.writeText(this.terminal.getSelection()).catch(() => undefined);
      this.terminal.clearSelection();
      return false;
    }
    if (event.code === 'KeyV') return false;
    if (event.code === 'KeyF' && event.shiftKey) {
      event.preventDefault();
      this.onSearch();
      return false;
    }
    return true;
  }
}
