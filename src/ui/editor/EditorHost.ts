/** The one Monaco editor with a model for each file. It outlives the panel, as the terminals do. */
import type { editor } from 'monaco-editor/editor';
import type { Theme } from '../useTheme';
import type { Monaco } from './monaco';

const SAVE_PAUSE = 400;

export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severe: boolean;
}

interface Document {
  readonly model: editor.ITextModel;
  /** Texts that were written and have not come back yet, oldest first. */
  readonly sent: string[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface EditorEvents {
  /** The learner's text, a little after the last key. */
  save(path: string, text: string): void;
  problems(problems: readonly Problem[]): void;
}

export class EditorHost {
  readonly #monaco: Monaco;
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #element = document.createElement('div');
  readonly #documents = new Map<string, Document>();
  readonly #views = new Map<string, editor.ICodeEditorViewState | null>();
  readonly #marked: editor.IEditorDecorationsCollection;
  #events: EditorEvents = { save: () => {}, problems: () => {} };
  #shown: string | undefined;
  #selectedName: string | undefined;

  constructor(monaco: Monaco) {
    this.#monaco = monaco;
    this.#element.style.height = '100%';
    this.#editor = monaco.editor.create(this.#element, {
      model: null,
      automaticLayout: true,
      acceptSuggestionOnEnter: 'off',
      fixedOverflowWidgets: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      fontSize: 13,
      lineHeight: 1.62,
      lineNumbersMinChars: 3,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      padding: { top: 10, bottom: 10 },
      quickSuggestions: { other: true, strings: true, comments: false },
      renderFinalNewline: 'on',
      renderLineHighlight: 'line',
      scrollBeyondLastLine: false,
      stickyScroll: { enabled: false },
      tabSize: 2,
      wordBasedSuggestions: 'off',
    });
    this.#marked = this.#editor.createDecorationsCollection();
    monaco.editor.onDidChangeMarkers(() => this.#tellProblems());
  }

  listen(events: EditorEvents) {
    this.#events = events;
  }

  attach(place: HTMLElement): () => void {
    place.append(this.#element);
    this.#editor.layout();
    return () => {
      this.flush();
      this.#element.remove();
    };
  }

  configure(theme: Theme, label: string, selectedName: string | undefined) {
    this.#monaco.editor.setTheme(`kubarium-${theme}`);
    this.#editor.updateOptions({ ariaLabel: label });
    this.#selectedName = selectedName;
    this.#mark();
  }

  /** Takes over what the files hold now; what the learner is writing at this moment stays. */
  sync(path: string, text: string) {
    const known = this.#documents.get(path);
    if (known === undefined) {
      this.#documents.set(path, this.#open(path, text));
      return;
    }
    const echo = known.sent.indexOf(text);
    if (echo >= 0) known.sent.splice(0, echo + 1);
    else if (known.timer === undefined && known.sent.length === 0) this.#replace(known.model, text);
  }

  /** Forgets a file that is no more. */
  close(path: string) {
    const known = this.#documents.get(path);
    clearTimeout(known?.timer);
    known?.model.dispose();
    this.#documents.delete(path);
    this.#views.delete(path);
    if (this.#shown === path) this.#shown = undefined;
  }

  show(path: string | undefined) {
    if (path === this.#shown) return;
    if (this.#shown !== undefined) this.#views.set(this.#shown, this.#editor.saveViewState());
    this.#shown = path;
    this.#editor.setModel(path === undefined ? null : (this.#documents.get(path)?.model ?? null));
    const view = path === undefined ? undefined : this.#views.get(path);
    if (view !== undefined && view !== null) this.#editor.restoreViewState(view);
    this.#mark();
    this.#tellProblems();
  }

  textOf(path: string): string | undefined {
    return this.#documents.get(path)?.model.getValue();
  }

  /** Writes at once what waits to be saved. */
  flush() {
    for (const [path, known] of this.#documents) if (known.timer !== undefined) this.#save(path, known);
  }

  goTo({ line, column }: Pick<Problem, 'line' | 'column'>) {
    this.#editor.setPosition({ lineNumber: line, column });
    this.#editor.revealLineInCenterIfOutsideViewport(line);
    this.#editor.focus();
  }

  focus() {
    this.#editor.focus();
  }

  #open(path: string, text: string): Document {
    const uri = this.#monaco.Uri.from({ scheme: 'inmemory', path: `/${path}` });
    const model = this.#monaco.editor.createModel(text, languageOf(path), uri);
    model.updateOptions({ tabSize: 2, insertSpaces: true });
    const document: Document = { model, sent: [], timer: undefined };
    model.onDidChangeContent((event) => {
      this.#mark();
      if (event.isFlush) return;
      clearTimeout(document.timer);
      document.timer = setTimeout(() => this.#save(path, document), SAVE_PAUSE);
    });
    return document;
  }

  #save(path: string, document: Document) {
    clearTimeout(document.timer);
    document.timer = undefined;
    const text = document.model.getValue();
    document.sent.push(text);
    this.#events.save(path, text);
  }

  #replace(model: editor.ITextModel, text: string) {
    if (model.getValue() !== text) model.setValue(text);
  }

  /** Lights up the name of what is selected in the diagram. */
  #mark() {
    const model = this.#editor.getModel();
    const name = this.#selectedName;
    const found = model === null || name === undefined ? [] : model.findMatches(name, false, false, true, ':/', false);
    this.#marked.set(
      found.map(({ range }) => ({
        range,
        options: { inlineClassName: 'kubarium-selected-name', description: 'selected' },
      })),
    );
  }

  #tellProblems() {
    const model = this.#editor.getModel();
    const markers = model === null ? [] : this.#monaco.editor.getModelMarkers({ resource: model.uri });
    this.#events.problems(
      markers.map(({ startLineNumber, startColumn, message, severity }) => ({
        line: startLineNumber,
        column: startColumn,
        message,
        severe: severity === this.#monaco.MarkerSeverity.Error,
      })),
    );
  }
}

function languageOf(path: string): string {
  if (/\.(ya?ml|json)$/.test(path)) return 'yaml';
  if (/\.(js|mjs|cjs)$/.test(path)) return 'javascript';
  if (/(^|\/)Dockerfile/.test(path)) return 'dockerfile';
  return /\.sh$|(^|\/)\.\w*(rc|profile)$/.test(path) ? 'shell' : 'plaintext';
}
