/** What the page knows of the playground, and what it can ask of it. The one live store is made in `playground.ts`. */
import type { LessonText } from '../course/lessonText';
import type { ModelView } from '../course/models/modelRun';
import type { ModelMove } from '../course/models/moves';
import type { LessonProgress } from '../course/progress';
import type { ApiRequest, ApiResponse } from '../engine/client/door';
import type { Traffic } from '../engine/network/visitors';
import type { ObjectName, TraceEntry } from '../engine/trace';
import type { ClusterObject } from '../kinds/object';
import type { ContainerDetail, ContainerName } from './docker/containerDetail';
import type { DockerView } from './docker/dockerView';
import type { NodeImages } from './docker/nodeImages';
import type { TimeState } from './messages';

export type {
  ApiRequest,
  ApiResponse,
  ClusterObject,
  LessonProgress,
  LessonText,
  ModelView,
  ObjectName,
  TimeState,
  TraceEntry,
};

export type Language = 'en' | 'ko';

/** The learner's settings; they survive a reload. */
export interface Preferences {
  readonly language: Language;
  readonly theme: 'dark' | 'light' | 'system';
  readonly screenReader: boolean;
  /** Whether a step's goal is shown in the picture from its beginning. */
  readonly goal: boolean;
  /** Sizes of the panes by the name of their group. */
  readonly layouts: Readonly<Record<string, readonly number[]>>;
}

/** A lesson as the chapter map lists it; titles in both languages. */
export interface LessonSummary {
  readonly id: string;
  readonly chapter: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly summary: Readonly<Record<Language, string>>;
  readonly minutes: number;
  readonly steps: number;
  /** Rows of the course that it covers. */
  readonly rows: readonly string[];
  readonly profile: string;
  /** Everything in it is done with its model: no world is looked at, no terminal is needed. */
  readonly modelOnly?: true;
}

export interface ChapterSummary {
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly summary: Readonly<Record<Language, string>>;
  readonly lessons: readonly LessonSummary[];
}

/** Where the learner was in a lesson. */
export interface Visit {
  /** The step that was shown last, counted from 0. */
  readonly step: number;
  /** How many steps were done. */
  readonly done: number;
}

/** Words that lessons explain, by id. */
export type Glossary = Readonly<
  Record<
    string,
    Readonly<
      Record<
        Language,
        {
          readonly term: string;
          readonly text: string;
          /** Words that are not to be used for it. */
          readonly not?: readonly string[];
        }
      >
    >
  >
>;

/** What is selected everywhere at once: an object, a part of the cluster (an actor of the trace), a request, or nothing. */
export type Selection =
  | { readonly kind: 'object'; readonly object: ObjectName }
  | { readonly kind: 'part'; readonly actor: string }
  /** A network exchange, by its number in the trace. */
  | { readonly kind: 'exchange'; readonly sequence: number }
  | undefined;

/** A program in the terminal (`kubectl edit`, `vi`) waits for this file to be closed. */
export interface EditSession {
  readonly editor: number;
  readonly path: string;
  readonly text: string;
}

export interface PlaygroundState {
  readonly phase: 'idle' | 'starting' | 'ready' | 'failed';
  /** Why it failed, or a notice (a damaged saved session was set aside). */
  readonly failure: string | undefined;
  readonly notice: 'saved-session-damaged' | 'storage-full' | 'world-too-old' | undefined;
  /** The cluster profile: `playground`, `minikube`, `reference`; `docker` has no cluster. */
  readonly profile: string;
  /** The moment at which the world began, in milliseconds since 1970. */
  readonly started: number;
  readonly time: TimeState;
  /** Live objects: by resource (`pods`, `deployments.apps`), then by `namespace/name` or `name`. Identities are kept. */
  readonly objects: Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;
  /** The laptop's Docker host; undefined where there is none. What did not change keeps its identity. */
  readonly docker: DockerView | undefined;
  /** What the nodes have of images; empty for a real cluster. */
  readonly nodeImages: readonly NodeImages[];
  /** Parts that stand still (`scheduler`, `kubelet/worker-1`) and machines without power (`node/worker-1`). */
  readonly stopped: readonly string[];
  /** The lesson's model; undefined where it has none. */
  readonly model: ModelView | undefined;
  /** What visitors from outside send just now. */
  readonly traffic: Traffic | undefined;
  /** The newest entries of the trace, oldest first. */
  readonly trace: readonly TraceEntry[];
  readonly terminals: readonly { readonly id: number }[];
  readonly activeTerminal: number;
  /** Text files of the home directory, by path relative to it: `kubia-rc.yaml`. */
  readonly files: Readonly<Record<string, string>>;
  /** The path of the file that is shown in the editor. */
  readonly openFile: string | undefined;
  readonly edits: readonly EditSession[];
  readonly chapters: readonly ChapterSummary[];
  readonly glossary: Glossary;
  /** The lesson that is on (on the start page: that was on last), its prose in the current language once loaded, and how far the learner is. */
  readonly lesson: string | undefined;
  readonly lessonText: LessonText | undefined;
  readonly progress: LessonProgress | undefined;
  /** The step that the lesson panel shows. */
  readonly shownStep: number;
  /** Lessons that were finished, by id. */
  readonly finished: Readonly<Record<string, true>>;
  /** Where the learner was in each lesson that was opened, by id. */
  readonly visits: Readonly<Record<string, Visit>>;
  /** True while a solution is played on a copy of the world: everything shown is the copy's. */
  readonly copy: boolean;
  readonly selection: Selection;
  /** Where a program has led the laptop's browser to; undefined: nowhere. */
  readonly browser: string | undefined;
  readonly preferences: Preferences;
}

export interface StartWish {
  readonly lesson: string | undefined;
  readonly profile?: string;
  readonly fresh?: boolean;
  /** Files to find in the home directory, and the one to open. What is there already is kept. */
  readonly example?: { readonly files: Readonly<Record<string, string>>; readonly open: string };
}

export interface PlaygroundActions {
  /** Starts a lesson (undefined: free play) in a fresh world of its own, or takes up the saved one. */
  start(options: StartWish): void;
  /** Back to the start page; the world is saved and let go. */
  leave(): void;
  play(): void;
  pause(): void;
  /** minor: one event of the engine; major: until nothing is left to do. */
  step(size: 'minor' | 'major'): void;
  /** Cluster seconds per second: 0.25, 0.5, 1, 2, 4, or Infinity for as fast as it goes. */
  setSpeed(speed: number): void;
  openTerminal(): number;
  closeTerminal(id: number): void;
  activateTerminal(id: number): void;
  /** Keys as xterm gives them. */
  type(terminal: number, data: string): void;
  resizeTerminal(id: number, columns: number, rows: number): void;
  /** What the terminal prints, from its beginning; returns the unsubscribe. */
  onTerminalOutput(id: number, listener: (data: string) => void): () => void;
  /** Types a command into the active terminal, visibly, and presses Enter. Several lines run one by one. */
  run(command: string): void;
  writeFile(path: string, text: string): void;
  showFile(path: string | undefined): void;
  /** Ends an edit session; unsaved leaves things as they were. */
  closeEdit(editor: number, saved: boolean, text: string): void;
  select(selection: Selection): void;
  /** Asks the API server; for the inspector (YAML, events, logs). */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Asks as the dashboard does: through its pod, as its service account. */
  askDashboard(request: ApiRequest): Promise<ApiResponse>;
  /** Looks into a container; for the inspector. Undefined when there is no such container. */
  inspect(container: ContainerName): Promise<ContainerDetail | undefined>;
  showStep(step: number): void;
  predict(step: number, option: number): void;
  hint(step: number): void;
  /** Turns a knob of the lesson's model, or does something with it. */
  moveModel(move: ModelMove): void;
  /** Plays the step's solution on a copy of the world; `leaveCopy` comes back. */
  playSolution(step: number): void;
  leaveCopy(): void;
  /** Has visitors from outside send requests, so many a second; undefined: none. */
  setTraffic(traffic: Traffic | undefined): void;
  setFault(part: string, state: 'stopped' | 'running'): void;
  setPreferences(preferences: Partial<Preferences>): void;
  dismissNotice(): void;
}

export interface Playground extends PlaygroundActions {
  getState(): PlaygroundState;
  subscribe(listener: (state: PlaygroundState, previous: PlaygroundState) => void): () => void;
}
