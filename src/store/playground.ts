/** The one live playground of a page: holds the worker, publishes snapshots, saves, and turns wishes into messages. */

import { chapters } from 'virtual:lessons/chapters';
import { glossary } from 'virtual:lessons/glossary';
import { lessonTexts } from 'virtual:lessons/texts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContainerDetail } from './docker/containerDetail';
import { mergeBatch } from './mergeBatch';
import {
  COPY_TERMINALS,
  type Input,
  type PageMessage,
  type RecordedInput,
  type StartOptions,
  type WorkerMessage,
} from './messages';
import { NOTHING } from './nothing';
import type { ApiRequest, ApiResponse, Playground, PlaygroundState, Preferences, StartWish } from './playgroundState';
import { loadPreferences, savePreferences } from './preferences';
import { loadJourney, loadWorld, type SavedWorld, saveJourney, saveWorld, slotOf } from './saves';
import { visitOf } from './visits';

/** A changed world is saved this long after a change at the latest, in milliseconds. */
const SAVE_DELAY = 800;
const DEFAULT_PROFILE = 'playground';

export interface PlaygroundOptions {
  /** Starts the worker that holds the world. */
  readonly createWorker: () => Worker;
  /** What names this build: a world that another build saved is not replayed. */
  readonly build: string;
  readonly storage: Storage | undefined;
  readonly languages: readonly string[];
  /** The wall clock, in milliseconds since 1970: the moment at which a new world begins. */
  readonly now: () => number;
  readonly randomSeed: () => number;
}

/** Makes the playground. Nothing runs until `start`. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const store: StoreApi<PlaygroundState> = createStore(() => ({
    ...NOTHING,
    notice: undefined,
    profile: DEFAULT_PROFILE,
    chapters,
    glossary,
    finished: {},
    visits: {},
    preferences: loadPreferences(options.storage, options.languages),
  }));
  const { getState, setState } = store;
  void loadJourney().then(({ finished, last: before, visits }) => {
    const now = getState();
    last ??= before;
    setState({ finished: { ...finished, ...now.finished }, visits: { ...visits, ...now.visits } });
    if (now.phase === 'idle') setState({ lesson: last });
  });

  let worker: Worker | undefined;
  /** The lesson that was on last: what the start page offers to go on with. */
  let last: string | undefined;
  let begun: StartOptions | undefined;
  /** To be put into the home directory once it is known what is there. */
  let example: StartWish['example'];
  let inputs: RecordedInput[] = [];
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  /** The learner's own files while a copy is shown. */
  let ownFiles: PlaygroundState['files'] = {};
  let generation = 0;
  let nextRequest = 1;
  let nextTerminal = 1;
  let nextCopyTerminal = COPY_TERMINALS + 1;
  const answers = new Map<number, (response: ApiResponse) => void>();
  const looks = new Map<number, (detail: ContainerDetail | undefined) => void>();
  const outputs = new Map<number, { printed: string[]; listeners: Set<(data: string) => void> }>();

  function send(message: PageMessage): void {
    worker?.postMessage(message);
  }

  function input(what: Input): void {
    send({ kind: 'input', input: what });
  }

  function outputOf(id: number) {
    const known = outputs.get(id);
    if (known !== undefined) return known;
    const fresh = { printed: [], listeners: new Set<(data: string) => void>() };
    outputs.set(id, fresh);
    return fresh;
  }

  function receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        setState({ phase: 'ready', started: message.start });
        break;
      case 'failed':
        setState({ phase: 'failed', failure: message.message });
        break;
      case 'terminal': {
        const output = outputOf(message.terminal);
        output.printed.push(message.data);
        if (output.printed.length > 2000) output.printed = [output.printed.join('').slice(-500_000)];
        for (const listener of output.listeners) listener(message.data);
        if (!getState().terminals.some(({ id }) => id === message.terminal)) {
          setState({
            terminals: [...getState().terminals, { id: message.terminal }],
            activeTerminal: message.terminal,
          });
        }
        break;
      }
      case 'terminalClosed':
        removeTerminal(message.terminal);
        break;
      case 'batch':
        takeBatch(message);
        break;
      case 'response':
        answers.get(message.id)?.(message.response);
        answers.delete(message.id);
        break;
      case 'inspected':
        looks.get(message.id)?.(message.detail);
        looks.delete(message.id);
        break;
      case 'openEditor': {
        const { editor, path, text } = message;
        setState({ edits: [...getState().edits, { editor, path, text }] });
        break;
      }
      case 'reset':
        if (message.copy) ownFiles = getState().files;
        setState({ copy: message.copy, edits: [], selection: undefined });
        if (!message.copy) forgetCopyTerminals();
        break;
      default:
        message satisfies never;
    }
  }

  function takeBatch(batch: Extract<WorkerMessage, { kind: 'batch' }>): void {
    const state = getState();
    const change: { -readonly [Key in keyof PlaygroundState]?: PlaygroundState[Key] } = mergeBatch(state, batch);
    if (batch.progress !== undefined) {
      change.progress = batch.progress;
      // go on with the learner when the step in view gets done by itself: they decide when to turn the page
      if (state.progress === undefined)
        change.shownStep = Math.min(batch.progress.current, batch.progress.steps.length - 1);
      if (batch.progress.done && !state.copy && !state.finished[batch.progress.lesson]) {
        change.finished = { ...state.finished, [batch.progress.lesson]: true };
        void saveJourney({ finished: { [batch.progress.lesson]: true } });
      }
    }
    setState(change);
    noteVisit();
    if (state.copy) return;
    if (batch.whole && example !== undefined) bring(example);
    inputs = [...inputs, ...batch.inputs];
    if (batch.whole || batch.inputs.length > 0) scheduleSave();
  }

  function bring({ files, open }: NonNullable<StartWish['example']>): void {
    example = undefined;
    const known = getState().files;
    const missing = Object.entries(files).filter(([path]) => known[path] === undefined);
    for (const [path, text] of missing) input({ kind: 'writeFile', path, text });
    setState({ openFile: open });
  }

  /** Remembers where the learner is in the lesson that is on. */
  function noteVisit(): void {
    const { visits } = getState();
    const visit = visitOf(getState());
    if (visit === undefined) return;
    setState({ visits: { ...visits, ...visit } });
    void saveJourney({ visits: visit });
  }

  function scheduleSave(): void {
    saveTimer ??= setTimeout(() => void save(), SAVE_DELAY);
  }

  async function save(): Promise<void> {
    clearTimeout(saveTimer);
    saveTimer = undefined;
    const state = getState();
    if (begun === undefined) return;
    const world: SavedWorld = {
      version: 1,
      build: options.build,
      profile: begun.profile,
      seed: begun.seed,
      start: begun.start,
      lesson: state.lesson,
      inputs,
      files: state.copy ? ownFiles : state.files,
    };
    const saved = await saveWorld(slotOf(state.lesson, begun.profile), world);
    if (!saved) setState({ notice: 'storage-full' });
  }

  function end(): void {
    if (worker !== undefined) void save();
    worker?.terminate();
    worker = undefined;
    begun = undefined;
    inputs = [];
    answers.clear();
    looks.clear();
    outputs.clear();
    nextTerminal = 1;
    nextCopyTerminal = COPY_TERMINALS + 1;
  }

  async function begin(lesson: string | undefined, profile: string, fresh: boolean, mine: number): Promise<void> {
    const saved = fresh ? undefined : await loadWorld(slotOf(lesson, profile));
    if (mine !== generation) return;
    const usable = typeof saved === 'object' && saved.build === options.build ? saved : undefined;
    if (saved === 'damaged') setState({ notice: 'saved-session-damaged' });
    else if (saved !== undefined && usable === undefined) setState({ notice: 'world-too-old' });
    begun = {
      profile,
      seed: usable?.seed ?? options.randomSeed(),
      start: usable?.start ?? options.now(),
      inputs: usable?.inputs ?? [],
    };
    worker = options.createWorker();
    worker.onmessage = (event: MessageEvent<WorkerMessage>) => {
      if (mine === generation) receive(event.data);
    };
    worker.onerror = (event) => {
      if (mine === generation) setState({ phase: 'failed', failure: event.message });
    };
    send({ kind: 'start', options: begun });
    if (usable !== undefined) {
      adoptTerminals(usable.inputs);
      return;
    }
    if (typeof saved === 'object') {
      for (const [path, text] of Object.entries(saved.files))
        if (!path.startsWith('.')) input({ kind: 'writeFile', path, text });
    }
    if (lesson !== undefined) input({ kind: 'lesson', lesson, fresh: true });
    openTerminal();
  }

  /** Terminals that the replayed inputs opened and did not close. */
  function adoptTerminals(replayed: readonly RecordedInput[]): void {
    const open = new Set<number>();
    for (const { input: what } of replayed) {
      if (what.kind === 'openTerminal') {
        open.add(what.terminal);
        nextTerminal = Math.max(nextTerminal, what.terminal + 1);
      }
      if (what.kind === 'closeTerminal') open.delete(what.terminal);
    }
    if (open.size === 0) {
      openTerminal();
      return;
    }
    setState({ terminals: [...open].map((id) => ({ id })), activeTerminal: Math.min(...open) });
  }

  function openTerminal(): number {
    const id = getState().copy ? nextCopyTerminal++ : nextTerminal++;
    input({ kind: 'openTerminal', terminal: id, columns: 80, rows: 24 });
    setState({ terminals: [...getState().terminals, { id }], activeTerminal: id });
    return id;
  }

  function removeTerminal(id: number): void {
    const terminals = getState().terminals.filter((terminal) => terminal.id !== id);
    outputs.delete(id);
    const active = getState().activeTerminal;
    setState({ terminals, activeTerminal: active === id ? (terminals.at(-1)?.id ?? 0) : active });
    if (terminals.every((terminal) => terminal.id >= COPY_TERMINALS) && worker !== undefined && !getState().copy)
      openTerminal();
  }

  function forgetCopyTerminals(): void {
    for (const { id } of getState().terminals) if (id >= COPY_TERMINALS) removeTerminal(id);
  }

  function setTime(time: { readonly running?: boolean; readonly speed?: number }): void {
    const next = { ...getState().time, ...time };
    setState({ time: next });
    send({ kind: 'time', running: next.running, speed: next.speed });
  }

  function ask(what: { readonly request: ApiRequest; readonly through?: 'dashboard' }): Promise<ApiResponse> {
    const id = nextRequest++;
    return new Promise((resolve) => {
      answers.set(id, resolve);
      send({ kind: 'request', id, ...what });
    });
  }

  async function showLessonText(): Promise<void> {
    const { lesson, preferences } = getState();
    if (lesson === undefined) return;
    const text = (await lessonTexts[`${lesson}/${preferences.language}`]?.())?.text;
    if (getState().lesson === lesson && getState().preferences.language === preferences.language)
      setState({ lessonText: text });
  }

  return {
    getState,
    subscribe: store.subscribe,
    start({ lesson, profile, fresh = false, example: wished }) {
      end();
      example = wished;
      const mine = ++generation;
      const known = chapters.flatMap((chapter) => chapter.lessons).find(({ id }) => id === lesson);
      const wanted = profile ?? known?.profile ?? DEFAULT_PROFILE;
      const { preferences, finished, notice } = getState();
      setState({ ...NOTHING, phase: 'starting', lesson, profile: wanted, preferences, finished, notice, chapters });
      last = lesson ?? last;
      void saveJourney({ last });
      void showLessonText();
      void begin(lesson, wanted, fresh, mine);
    },
    leave() {
      end();
      generation++;
      setState({ ...NOTHING, lesson: last });
    },
    play: () => setTime({ running: true }),
    pause: () => setTime({ running: false }),
    step(size) {
      setState({ time: { ...getState().time, running: false } });
      send({ kind: 'step', size });
    },
    setSpeed: (speed) => setTime({ speed }),
    openTerminal,
    closeTerminal(id) {
      input({ kind: 'closeTerminal', terminal: id });
      removeTerminal(id);
    },
    activateTerminal: (id) => setState({ activeTerminal: id }),
    type: (terminal, data) => input({ kind: 'keys', terminal, data }),
    resizeTerminal: (terminal, columns, rows) => input({ kind: 'resize', terminal, columns, rows }),
    onTerminalOutput(id, listener) {
      const output = outputOf(id);
      if (output.printed.length > 0) listener(output.printed.join(''));
      output.listeners.add(listener);
      return () => {
        output.listeners.delete(listener);
      };
    },
    run(command) {
      const lines = command.trim().split('\n');
      input({ kind: 'keys', terminal: getState().activeTerminal, data: lines.map((line) => `${line}\r`).join('') });
    },
    writeFile: (path, text) => input({ kind: 'writeFile', path, text }),
    showFile: (path) => setState({ openFile: path }),
    closeEdit(editor, saved, text) {
      setState({ edits: getState().edits.filter((edit) => edit.editor !== editor) });
      input({ kind: 'editorClosed', editor, saved, text });
    },
    select: (selection) => setState({ selection }),
    request: (request) => ask({ request }),
    askDashboard: (request) => ask({ request, through: 'dashboard' }),
    inspect(container) {
      const id = nextRequest++;
      return new Promise((resolve) => {
        looks.set(id, resolve);
        send({ kind: 'inspect', id, container });
      });
    },
    showStep(step) {
      setState({ shownStep: step });
      noteVisit();
    },
    predict: (step, option) => input({ kind: 'predict', step, option }),
    hint: (step) => input({ kind: 'hint', step }),
    moveModel: (move) => input({ kind: 'model', move }),
    playSolution: (step) => send({ kind: 'playSolution', step }),
    leaveCopy: () => send({ kind: 'leaveCopy' }),
    setTraffic: (traffic) => input({ kind: 'traffic', traffic }),
    setFault: (part, state) => input({ kind: 'fault', part, state }),
    setPreferences(change: Partial<Preferences>) {
      const preferences = { ...getState().preferences, ...change };
      setState({ preferences });
      if (!savePreferences(options.storage, preferences)) setState({ notice: 'storage-full' });
      if (change.language !== undefined) void showLessonText();
    },
    dismissNotice: () => setState({ notice: undefined }),
  };
}
