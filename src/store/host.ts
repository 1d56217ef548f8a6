/**
 * One world with its terminals, files and lesson, and the record of everything that came into it from outside. It lives
 * in the worker; headless it lives in the same process. It knows no wall clock: whoever holds it says how far to run.
 */
import { keepSame } from '../base/keepSame';
import { LessonRun, setUpLesson } from '../course';
import type { LessonDefinition } from '../course/lesson';
import type { ModelView } from '../course/models/modelRun';
import type { Move } from '../course/models/moves';
import type { LessonProgress } from '../course/progress';
import { createWorld, profiles, type TraceEntry, type World, type WorldOptions } from '../engine';
import type { ApiRequest, ApiResponse } from '../engine/client/door';
import { kinds } from '../kinds/registry';
import { createTerminal, type EditorService, LaptopShell, prepareHome, programs, type Terminal } from '../shell';
import { askDashboard } from './dashboardDoor';
import type { ContainerDetail, ContainerName } from './docker/containerDetail';
import { ContainerInspector } from './docker/containerInspector';
import { DockerViewer } from './docker/dockerViewer';
import { NodeImagesViewer } from './docker/nodeImages';
import type { Input, RecordedInput, StartOptions, WorkerMessage } from './messages';
import { Viewer } from './viewer';

const HOME = '/home/learner/';
/** More trace entries than this between two frames are thinned out: watches first, then the oldest. */
const BATCH_TRACE = 1500;
/** What may happen at once, without cluster time, before it is cut off: a program that never waits is not waited for. */
const AT_ONCE = 2000;
/** Larger files are not shown in the editor. */
const FILE_LIMIT = 1_000_000;

interface OpenEditor {
  readonly path: string;
  readonly text: string;
  readonly done: (result: { saved: boolean; text: string }) => void;
}

export class Host {
  readonly world: World;
  #run: LessonRun | undefined;
  readonly #inputs: RecordedInput[] = [];
  readonly #terminals = new Map<number, Terminal>();
  readonly #viewer: Viewer;
  /** Undefined where the laptop has no Docker. */
  readonly #docker: DockerViewer | undefined;
  readonly #nodeImages: NodeImagesViewer;
  readonly #inspector: ContainerInspector;
  readonly #lessons: Readonly<Record<string, LessonDefinition>>;
  readonly #emit: (message: WorkerMessage) => void;
  readonly #editors = new Map<number, OpenEditor>();
  #nextEditor = 1;
  #trace: TraceEntry[] = [];
  #dirtyFiles = new Set<string>();
  #sentInputs = 0;
  #sentProgress: LessonProgress | undefined;
  #sentModel: ModelView | undefined;
  #sentStopped: readonly string[] = [];
  #sentEvents = 0;
  /** Addresses that programs have led the browser to, the newest last. */
  readonly #pages: { readonly address: string }[] = [];
  #sentPage: string | null = null;
  /** What terminals showed while inputs are replayed: told at the end, for those that are still open. */
  #replayed: Map<number, string[]> | undefined;

  constructor(
    options: StartOptions,
    lessons: Readonly<Record<string, LessonDefinition>>,
    emit: (message: WorkerMessage) => void,
    /** What the API's fields mean, and the engine for containers' JavaScript. */
    parts: Pick<WorldOptions, 'wordsFor' | 'javascript'> = {},
  ) {
    const profile = profiles[options.profile];
    if (profile === undefined) throw new Error(`there is no cluster profile ${options.profile}`);
    this.#lessons = lessons;
    this.#emit = emit;
    this.world = createWorld({ profile, seed: options.seed, start: options.start, programs, ...parts });
    prepareHome(this.world.laptop, profile);
    this.world.trace.added.subscribe((entry) => this.#trace.push(entry));
    this.world.laptop.files.onChange((path) => {
      if (path.startsWith(HOME)) this.#dirtyFiles.add(path);
    });
    this.#viewer = new Viewer(this.world.api, this.world.clock, kinds);
    const { docker: daemon, images: store, registries, laptop: machine, clock } = this.world;
    if (daemon !== undefined && store !== undefined) {
      this.#docker = new DockerViewer({ daemon, store, registries, machine }, clock);
    }
    this.#nodeImages = new NodeImagesViewer(this.world);
    this.#inspector = new ContainerInspector(this.world);
    this.#replay(options.inputs);
  }

  get inputs(): readonly RecordedInput[] {
    return this.#inputs;
  }

  /** Takes something from outside, at this moment, and remembers it. */
  input(input: Input): void {
    this.#record(input);
    this.#apply(input);
  }

  /** Runs what is due at this very moment, so that keys are echoed even while time stands still. */
  runDue(): void {
    const { clock } = this.world;
    for (let count = 0; count < AT_ONCE && clock.runNext(clock.now); count++);
  }

  /** Tells of every file that a program waits to have edited: for a page that does not know of them. */
  announceEditors(): void {
    for (const [editor, { path, text }] of this.#editors) this.#emit({ kind: 'openEditor', editor, path, text });
  }

  /** What solves a step, for playing it on a copy. */
  solution(step: number): readonly Move[] {
    return this.#run?.solution(step) ?? [];
  }

  readFile(path: string): string | null {
    const text = this.world.laptop.files.read(path.startsWith('/') ? path : HOME + path);
    return text.ok ? text.value : null;
  }

  /** Looks into a container of the laptop or of a node; undefined when there is no such container. */
  inspect(container: ContainerName): ContainerDetail | undefined {
    return this.#inspector.inspect(container);
  }

  /** Asks through the dashboard. What changes something is an input like any other. */
  dashboard(request: ApiRequest): ApiResponse {
    if (request.method !== 'GET') this.#record({ kind: 'dashboard', request });
    return askDashboard(this.world, request);
  }

  /** What changed since the last batch; `whole` is for a page that knows nothing yet, or of another world. */
  batch(time: { readonly running: boolean; readonly speed: number }, whole = false): WorkerMessage {
    const changes = this.#viewer.take();
    const trace = thin(this.#trace);
    this.#trace = [];
    const inputs = this.#inputs.slice(this.#sentInputs);
    this.#sentInputs = this.#inputs.length;
    this.#sentEvents = this.world.clock.executed;
    const progress = this.#run?.progress;
    const docker = whole ? this.#docker?.all() : this.#docker?.take();
    const nodeImages = whole ? this.#nodeImages.all() : this.#nodeImages.take();
    const changed = whole || progress !== this.#sentProgress;
    this.#sentProgress = progress;
    const model = this.#run?.model;
    const page = this.#page;
    const moved = whole || page !== this.#sentPage;
    this.#sentPage = page;
    const modelChanged = whole || model !== this.#sentModel;
    this.#sentModel = model;
    const stopped = keepSame(this.#sentStopped, this.world.stopped);
    const stoppedChanged = whole || stopped !== this.#sentStopped;
    this.#sentStopped = stopped;
    return {
      kind: 'batch',
      whole,
      time: { now: this.world.clock.now, settled: this.world.clock.settled, ...time },
      objects: whole ? this.#viewer.all() : changes,
      trace: whole ? this.world.trace.entries.slice(-BATCH_TRACE) : trace,
      files: this.#changedFiles(whole),
      inputs,
      traffic: this.world.visitors.traffic,
      ...(changed && progress !== undefined ? { progress } : {}),
      ...(modelChanged && model !== undefined ? { model } : {}),
      ...(docker === undefined ? {} : { docker }),
      ...(nodeImages === undefined ? {} : { nodeImages }),
      ...(moved ? { browser: page } : {}),
      ...(stoppedChanged ? { stopped } : {}),
    };
  }

  /** True when something happened since the last batch, be it only that time was stepped. */
  get stale(): boolean {
    return (
      this.world.clock.executed !== this.#sentEvents ||
      this.#trace.length > 0 ||
      this.#dirtyFiles.size > 0 ||
      this.#inputs.length > this.#sentInputs ||
      this.#run?.progress !== this.#sentProgress ||
      this.#run?.model !== this.#sentModel ||
      this.#page !== this.#sentPage
    );
  }

  #record(input: Input): void {
    this.#inputs.push({ at: this.world.clock.now, executed: this.world.clock.executed, input });
  }

  #replay(inputs: readonly RecordedInput[]): void {
    const shown = new Map<number, string[]>();
    this.#replayed = shown;
    for (const { at, executed, input } of inputs) {
      this.world.clock.replayTo(executed, at);
      this.input(input);
    }
    this.#replayed = undefined;
    for (const [terminal, parts] of shown) {
      if (!this.#terminals.has(terminal)) this.#emit({ kind: 'terminalClosed', terminal });
      else if (parts.length > 0) this.#emit({ kind: 'terminal', terminal, data: parts.join('') });
    }
    this.announceEditors();
  }

  #apply(input: Input): void {
    switch (input.kind) {
      case 'openTerminal':
        this.#openTerminal(input.terminal, input.columns, input.rows);
        break;
      case 'closeTerminal':
        this.#terminals.get(input.terminal)?.close();
        this.#terminals.delete(input.terminal);
        break;
      case 'keys':
        this.#terminals.get(input.terminal)?.input(input.data);
        break;
      case 'resize':
        this.#terminals.get(input.terminal)?.resize(input.columns, input.rows);
        break;
      case 'writeFile':
        this.#writeFile(input.path, input.text);
        break;
      case 'editorClosed':
        this.#closeEditor(input.editor, input.saved, input.text);
        break;
      case 'fault':
        this.world.setFault(input.part, input.state);
        break;
      case 'traffic':
        this.world.visitors.send(input.traffic);
        break;
      case 'lesson':
        this.#startLesson(input.lesson, input.fresh);
        break;
      case 'predict':
        this.#run?.predict(input.step, input.option);
        break;
      case 'hint':
        this.#run?.hint(input.step);
        break;
      case 'model':
        this.#run?.moveModel(input.move);
        break;
      case 'dashboard':
        askDashboard(this.world, input.request);
        break;
      default:
        input satisfies never;
    }
  }

  #closeEditor(id: number, saved: boolean, text: string): void {
    const editor = this.#editors.get(id);
    this.#editors.delete(id);
    editor?.done({ saved, text });
  }

  #openTerminal(id: number, columns: number, rows: number): void {
    this.#replayed?.set(id, []);
    const terminal = createTerminal({
      world: this.world,
      editor: this.#editor,
      browser: this.#browser,
      columns,
      rows,
      onOutput: (data) => {
        // what a terminal that was closed still has to say is for nobody
        if (this.#terminals.get(id) !== terminal) return;
        if (this.#replayed === undefined) this.#emit({ kind: 'terminal', terminal: id, data });
        else this.#replayed.get(id)?.push(data);
      },
      onClose: () => {
        if (this.#terminals.get(id) !== terminal) return;
        this.#terminals.delete(id);
        if (this.#replayed === undefined) this.#emit({ kind: 'terminalClosed', terminal: id });
      },
    });
    this.#terminals.set(id, terminal);
  }

  readonly #editor: EditorService = {
    open: (path, text, done) => {
      const editor = this.#nextEditor++;
      this.#editors.set(editor, { path, text, done });
      if (this.#replayed === undefined) this.#emit({ kind: 'openEditor', editor, path, text });
      return () => this.#editors.delete(editor);
    },
  };

  readonly #browser = {
    open: (address: string) => {
      const page = { address };
      this.#pages.push(page);
      return () => void this.#pages.splice(this.#pages.indexOf(page), 1);
    },
  };

  get #page(): string | null {
    return this.#pages.at(-1)?.address ?? null;
  }

  #writeFile(path: string, text: string): void {
    const whole = path.startsWith('/') ? path : HOME + path;
    const folder = whole.slice(0, whole.lastIndexOf('/'));
    this.world.laptop.files.makeDirectory(folder, { parents: true });
    this.world.laptop.files.write(whole, text);
  }

  #startLesson(lesson: string | undefined, fresh: boolean): void {
    this.#run?.stop();
    const definition = lesson === undefined ? undefined : this.#lessons[lesson];
    if (definition !== undefined && fresh) setUpLesson(this.world, definition, (world) => new LaptopShell(world));
    this.#run = definition === undefined ? undefined : new LessonRun(this.world, definition);
  }

  #changedFiles(whole: boolean): Record<string, string | null> {
    const files = this.world.laptop.files;
    const paths = whole ? allFiles(this.world, HOME.slice(0, -1)) : [...this.#dirtyFiles];
    this.#dirtyFiles = new Set();
    const changed: Record<string, string | null> = {};
    for (const path of paths) {
      const stat = files.stat(path);
      if (stat.ok && stat.value.type === 'directory') {
        for (const below of allFiles(this.world, path)) changed[below.slice(HOME.length)] = this.readFile(below);
        continue;
      }
      const text = stat.ok && stat.value.size <= FILE_LIMIT ? files.read(path) : undefined;
      changed[path.slice(HOME.length)] = text?.ok === true ? text.value : null;
    }
    return changed;
  }
}

function allFiles(world: World, folder: string): string[] {
  const names = world.laptop.files.list(folder);
  if (!names.ok) return [];
  return names.value.flatMap((name) => {
    const path = `${folder}/${name}`;
    const stat = world.laptop.files.stat(path);
    return stat.ok && stat.value.type === 'directory' ? allFiles(world, path) : [path];
  });
}

function thin(trace: TraceEntry[]): TraceEntry[] {
  if (trace.length <= BATCH_TRACE) return trace;
  const told = trace.filter((entry) => entry.kind !== 'watch');
  return told.slice(-BATCH_TRACE);
}
