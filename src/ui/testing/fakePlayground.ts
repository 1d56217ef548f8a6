/** A playground that stands still: the page's tests and its preview draw it. No engine, no worker, no storage. */
import type { Playground, PlaygroundState } from '../../store';
import { containerDetailFixture } from '../../store/docker/testing/containerDetailFixture';
import type { LessonProgress } from '../../store/playgroundState';
import { fixtureState } from './fixtureState';
import { lessonTexts } from './lessonFixture';
import { SCREEN } from './screenFixture';

export interface FakePlayground extends Playground {
  /** What was asked for, in words. */
  readonly asked: string[];
  /** Changes what the page sees. */
  change(change: Partial<PlaygroundState>): void;
}

/** A fake whose actions change what a page would see at once, and record what was asked for. */
export function fakePlayground(overrides: Partial<PlaygroundState> = {}): FakePlayground {
  let state: PlaygroundState = { ...fixtureState('ko'), ...overrides };
  const listeners = new Set<(state: PlaygroundState, previous: PlaygroundState) => void>();
  const asked: string[] = [];
  const set = (change: Partial<PlaygroundState>) => {
    const previous = state;
    state = { ...state, ...change };
    for (const listener of listeners) listener(state, previous);
  };
  return {
    asked,
    change: set,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start({ lesson, profile, example }) {
      asked.push(`start ${lesson ?? 'free'}${example === undefined ? '' : ` with ${example.open}`}`);
      set({ phase: 'ready', lesson, profile: profile ?? 'playground', shownStep: 0 });
    },
    leave: () => set({ phase: 'idle' }),
    play: () => set({ time: { ...state.time, running: true } }),
    pause: () => set({ time: { ...state.time, running: false } }),
    step: (size) => asked.push(`step ${size}`),
    setSpeed: (speed) => set({ time: { ...state.time, speed } }),
    openTerminal() {
      const id = Math.max(0, ...state.terminals.map((terminal) => terminal.id)) + 1;
      set({ terminals: [...state.terminals, { id }], activeTerminal: id });
      return id;
    },
    closeTerminal(id) {
      const terminals = state.terminals.filter((terminal) => terminal.id !== id);
      set({ terminals, activeTerminal: terminals[0]?.id ?? 0 });
    },
    activateTerminal: (activeTerminal) => set({ activeTerminal }),
    type: (_terminal, data) => asked.push(`type ${JSON.stringify(data)}`),
    resizeTerminal: () => {},
    onTerminalOutput(id, listener) {
      listener(id === 1 ? SCREEN.join('\r\n') : '\x1b[36mlearner@laptop\x1b[0m:~$ ');
      return () => {};
    },
    run: (command) => asked.push(`run ${command}`),
    writeFile: (path, text) => set({ files: { ...state.files, [path]: text } }),
    showFile: (openFile) => set({ openFile }),
    closeEdit: (editor) => set({ edits: state.edits.filter((edit) => edit.editor !== editor) }),
    select: (selection) => set({ selection }),
    askDashboard: async ({ method, path }) => {
      asked.push(`dashboard ${method} ${path}`);
      return { code: 200, body: { items: [] } };
    },
    request: async () => ({ code: 200, body: 'Kubia server starting...\nReceived request from ::ffff:10.244.1.1\n' }),
    inspect: async () => containerDetailFixture(),
    showStep: (shownStep) => set({ shownStep }),
    predict(step, option) {
      set({ progress: changeStep(state.progress, step, { predicted: option, answer: 1 }) });
    },
    hint(step) {
      const hints = (state.progress?.steps[step]?.hints ?? 0) + 1;
      set({ progress: changeStep(state.progress, step, { hints }) });
    },
    playSolution: () => set({ copy: true }),
    leaveCopy: () => set({ copy: false }),
    moveModel: (move) => asked.push(`model ${JSON.stringify(move)}`),
    setTraffic: (traffic) => {
      asked.push(traffic === undefined ? 'traffic off' : `traffic ${traffic.rate} ${traffic.host}${traffic.path}`);
      set({ traffic });
    },
    setFault: (part, fault) => asked.push(`fault ${part} ${fault}`),
    setPreferences(change) {
      const preferences = { ...state.preferences, ...change };
      set({ preferences, lessonText: state.lessonText && lessonTexts[preferences.language] });
    },
    dismissNotice: () => set({ notice: undefined }),
  };
}

function changeStep(
  progress: LessonProgress | undefined,
  index: number,
  change: Partial<LessonProgress['steps'][number]>,
): LessonProgress | undefined {
  if (progress === undefined) return undefined;
  return { ...progress, steps: progress.steps.map((step, at) => (at === index ? { ...step, ...change } : step)) };
}
