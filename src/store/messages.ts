/** What goes between the page and the worker that holds the world. Plain data only. */
import type { ModelView } from '../course/models/modelRun';
import type { ModelMove } from '../course/models/moves';
import type { LessonProgress } from '../course/progress';
import type { ApiRequest, ApiResponse } from '../engine/client/door';
import type { Traffic } from '../engine/network/visitors';
import type { TraceEntry } from '../engine/trace';
import type { ClusterObject } from '../kinds/object';
import type { ContainerDetail, ContainerName } from './docker/containerDetail';
import type { DockerView } from './docker/dockerView';
import type { NodeImages } from './docker/nodeImages';

export interface StartOptions {
  readonly profile: string;
  readonly seed: number;
  /** The moment at which the world begins, in milliseconds since 1970. */
  readonly start: number;
  /** Everything that was done in an earlier session of this world, to be replayed. */
  readonly inputs: readonly RecordedInput[];
}

/** Something that came from outside the world: replaying all of them gives the same world. */
export type Input =
  | { readonly kind: 'keys'; readonly terminal: number; readonly data: string }
  | { readonly kind: 'resize'; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: 'openTerminal'; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: 'closeTerminal'; readonly terminal: number }
  | { readonly kind: 'writeFile'; readonly path: string; readonly text: string }
  | { readonly kind: 'editorClosed'; readonly editor: number; readonly saved: boolean; readonly text: string }
  | { readonly kind: 'fault'; readonly part: string; readonly state: 'stopped' | 'running' }
  /** From now on so many requests a second come from outside to an address; undefined: none any more. */
  | { readonly kind: 'traffic'; readonly traffic: Traffic | undefined }
  | { readonly kind: 'lesson'; readonly lesson: string | undefined; readonly fresh: boolean }
  | { readonly kind: 'predict'; readonly step: number; readonly option: number }
  | { readonly kind: 'hint'; readonly step: number }
  | { readonly kind: 'model'; readonly move: ModelMove }
  /** Something that is changed through the dashboard. */
  | { readonly kind: 'dashboard'; readonly request: ApiRequest };

/** An input and its moment: `executed` events had run and the clock stood at `at`. */
export interface RecordedInput {
  readonly at: number;
  readonly executed: number;
  readonly input: Input;
}

/** Terminals from this number on belong to a copy of the world. */
export const COPY_TERMINALS = 1000;

export type PageMessage =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'time'; readonly running: boolean; readonly speed: number }
  | { readonly kind: 'step'; readonly size: 'minor' | 'major' }
  /** Asks the API server: as an administrator, or as the dashboard does. */
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly request: ApiRequest;
      readonly through?: 'dashboard';
    }
  /** Asks for one container from the inside. */
  | { readonly kind: 'inspect'; readonly id: number; readonly container: ContainerName }
  /** Builds a copy of the world and types the step's solution there; everything shown is then the copy's. */
  | { readonly kind: 'playSolution'; readonly step: number }
  | { readonly kind: 'leaveCopy' };

export interface TimeState {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly running: boolean;
  /** Cluster seconds per second; Infinity for as fast as it goes. */
  readonly speed: number;
  /** Nothing is left to do but periodic work. */
  readonly settled: boolean;
}

export interface ObjectChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: string;
  readonly object: ClusterObject;
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly start: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'terminal'; readonly terminal: number; readonly data: string }
  | { readonly kind: 'terminalClosed'; readonly terminal: number }
  /** Everything that changed since the last one, at most once a frame. */
  | {
      readonly kind: 'batch';
      /** All that there is: what the page knew before is forgotten. */
      readonly whole: boolean;
      readonly time: TimeState;
      readonly objects: readonly ObjectChange[];
      readonly trace: readonly TraceEntry[];
      readonly progress?: LessonProgress;
      /** The lesson's model, when something about it changed. */
      readonly model?: ModelView;
      /** What is sent from outside just now. */
      readonly traffic: Traffic | undefined;
      /** Where the laptop's browser is, when that changed: null for nowhere. */
      readonly browser?: string | null;
      /** The Docker host, when something about it changed. */
      readonly docker?: DockerView;
      /** What the nodes have of images, when that changed. */
      readonly nodeImages?: readonly NodeImages[];
      /** The parts and machines that do not work now, by the names of faults, when they are others than before. */
      readonly stopped?: readonly string[];
      /** Files of the home directory that changed: their text, or null when removed (of a folder: with all that was in it). */
      readonly files: Readonly<Record<string, string | null>>;
      readonly inputs: readonly RecordedInput[];
    }
  | { readonly kind: 'response'; readonly id: number; readonly response: ApiResponse }
  /** Undefined: there is no such container. */
  | { readonly kind: 'inspected'; readonly id: number; readonly detail: ContainerDetail | undefined }
  /** A program (`kubectl edit`, `vi`) opens a file in the editor and waits for it to be closed. */
  | { readonly kind: 'openEditor'; readonly editor: number; readonly path: string; readonly text: string }
  /** From here on it is about another world (a copy, or the learner's own again); a whole batch follows. */
  | { readonly kind: 'reset'; readonly copy: boolean };
