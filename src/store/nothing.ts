import type { PlaygroundState } from './playgroundState';

/** What the page knows before there is a world. */
export const NOTHING = {
  phase: 'idle',
  failure: undefined,
  started: 0,
  time: { now: 0, running: true, speed: 1, settled: true },
  objects: {},
  docker: undefined,
  nodeImages: [],
  browser: undefined,
  stopped: [],
  model: undefined,
  traffic: undefined,
  trace: [],
  terminals: [],
  activeTerminal: 0,
  files: {},
  openFile: undefined,
  edits: [],
  lesson: undefined,
  lessonText: undefined,
  progress: undefined,
  shownStep: 0,
  copy: false,
  selection: undefined,
} as const satisfies Partial<PlaygroundState>;
