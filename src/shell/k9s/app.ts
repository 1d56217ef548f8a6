/** k9s while it runs: a stack of views over one cluster, kept up by watches, driven by keys. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import type { ShellServices } from '../command';
import { FlagValues } from '../flags/flag';
import { ClusterAccess } from '../kubectl/client/access';
import { type ApiResource, findResource, resourcePath } from '../kubectl/client/discovery';
import { CommandError } from '../kubectl/errors';
import { globalFlags } from '../kubectl/globalFlags';
import { drawScreen, type Head } from './frame';
import { LiveRows } from './liveRows';
import { containerRows, contextRows } from './ownLists';
import type { Row } from './rows';
import { runAtTerminal, stream } from './subprocess';
import { Tasks } from './tasks';
import type { ListView, Prompt, TextView, View } from './view';

export interface Settings {
  readonly context: string;
  readonly kubeconfig: string;
  readonly namespace: string | undefined;
  /** What is shown first: `pods`. */
  readonly command: string;
  readonly readOnly: boolean;
}

/** What a list is narrowed by. */
export interface Narrowing {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** How long a message stays, in milliseconds of cluster time. */
const MESSAGE_TIME = 6000;
/** So many lines of a log are shown from before. */
const LOG_TAIL = 100;

export class App {
  readonly process: Process;
  readonly settings: Settings;
  readonly tasks = new Tasks();
  access: ClusterAccess;
  views: View[] = [];
  prompt: Prompt | undefined;
  /** The namespace that lists begin in; '' for all. */
  namespace: string;
  /** Those with a digit, from 1 on. */
  favourites: string[] = ['default'];
  leaving = false;
  readonly #services: ShellServices;
  readonly #terminal: Pty;
  #context: string;
  #version = '';
  #message: { readonly text: string; readonly bad: boolean; readonly until: number } | undefined;
  #dirty = true;
  #shown = '';
  #handedOver: readonly string[] | undefined;

  constructor(process: Process, services: ShellServices, terminal: Pty, settings: Settings) {
    this.process = process;
    this.settings = settings;
    this.#services = services;
    this.#terminal = terminal;
    this.#context = settings.context;
    this.access = this.#connect();
    this.namespace = settings.namespace ?? this.access.namespace;
    this.remember(this.namespace);
  }

  /** Runs until it is left; `onKeys` says what keys do. */
  *run(onKeys: (keys: string) => void): Routine<number> {
    const { process } = this;
    const forget = [process.handle('SIGWINCH', () => this.changed()), process.handle('SIGINT', () => undefined)];
    this.tasks.start(this.#readVersion());
    this.tasks.start(this.#tick());
    let restore = this.#enter();
    try {
      while (!this.leaving) {
        this.tasks.run();
        const keys = this.#terminal.input.take();
        if (keys === undefined) break;
        if (keys !== '') onKeys(keys);
        if (this.#handedOver !== undefined) {
          const argv = this.#handedOver;
          this.#handedOver = undefined;
          restore();
          yield* runAtTerminal(process, argv);
          restore = this.#enter();
        }
        this.#draw();
        if (keys === '' && !this.tasks.ready && !this.leaving) yield* this.#pause();
      }
    } finally {
      this.tasks.endAll();
      restore();
      for (const stop of forget) stop();
    }
    return 0;
  }

  get view(): View | undefined {
    return this.views.at(-1);
  }

  changed(): void {
    this.#dirty = true;
    this.#wake?.();
  }

  say(text: string, bad = false): void {
    const line = text.trim().split('\n').at(-1) ?? '';
    this.#message = { text: line, bad, until: this.process.clock.now + MESSAGE_TIME };
    this.changed();
  }

  /** Gives the terminal to another program until it ends. */
  handOver(argv: readonly string[]): void {
    this.#handedOver = argv;
  }

  /** `kubectl` with what says which cluster is meant. */
  kubectl(...words: readonly string[]): readonly string[] {
    const { kubeconfig } = this.settings;
    return [
      'kubectl',
      ...words,
      ...(this.#context === '' ? [] : ['--context', this.#context]),
      ...(kubeconfig === '' ? [] : ['--kubeconfig', kubeconfig]),
    ];
  }

  /** Closes the topmost view; the last one stays. */
  back(): void {
    if (this.views.length > 1) this.views.pop()?.stop();
    this.changed();
  }

  /** Shows one view and nothing behind it. */
  showAlone(view: View): void {
    for (const old of this.views.splice(0)) old.stop();
    this.show(view);
  }

  show(view: View): void {
    this.views.push(view);
    this.changed();
  }

  /** A list of a type, kept up. */
  list(resource: ApiResource, namespace: string, narrowing: Narrowing = {}): ListView {
    const live = new LiveRows();
    const query = Object.fromEntries(Object.entries(narrowing));
    const path = resourcePath(resource, resource.namespaced ? namespace : '');
    const follow = live.follow(this.process, this.access, { method: 'GET', path, query }, () => this.changed());
    return {
      ...EMPTY,
      of: resource,
      namespace,
      only: Object.values(query).join(' '),
      pod: undefined,
      live,
      stop: this.tasks.start(follow),
    };
  }

  containers(pod: Pick<Row, 'namespace' | 'name'>): ListView {
    const live = new LiveRows();
    const follow = containerRows(this.process, this.access, pod, live, () => this.changed());
    return {
      ...EMPTY,
      of: 'containers',
      namespace: pod.namespace,
      only: '',
      pod,
      live,
      stop: this.tasks.start(follow),
    };
  }

  contexts(): ListView {
    const live = new LiveRows();
    contextRows(this.access.config, this.#context, live);
    return { ...EMPTY, of: 'contexts', namespace: '', only: '', pod: undefined, live, stop: () => undefined };
  }

  /** A text that a command prints; `follow`: as it grows. */
  text(title: string, argv: readonly string[], follow = false): TextView {
    let rest = '';
    const reading = stream(this.process, argv, (text) => {
      rest += text;
      const lines = rest.split('\n');
      view.lines = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
      this.changed();
    });
    const view: TextView = {
      kind: 'text',
      title,
      lines: [],
      follow,
      stop: this.tasks.start(reading),
      filter: '',
      top: 0,
    };
    return view;
  }

  logs(title: string, target: readonly string[]): TextView {
    return this.text(title, this.kubectl('logs', ...target, '-f', `--tail=${LOG_TAIL}`), true);
  }

  /** Does something that takes time; what goes wrong is said. */
  start(routine: () => Routine<void>): void {
    const { tasks } = this;
    const say = (error: CommandError) => this.say(error.message, true);
    tasks.start(
      (function* () {
        try {
          yield* routine();
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          say(error);
        }
      })(),
    );
  }

  *find(word: string): Routine<ApiResource> {
    return findResource(yield* this.access.discovery(1), word);
  }

  /** Goes to another context of the kubeconfig. */
  useContext(name: string): void {
    for (const old of this.views.splice(0)) old.stop();
    this.#context = name;
    this.access = this.#connect();
    this.#version = '';
    this.namespace = this.access.namespace;
    this.favourites = ['default'];
    this.remember(this.namespace);
    this.tasks.start(this.#readVersion());
  }

  remember(namespace: string): void {
    if (namespace === '' || this.favourites.includes(namespace)) return;
    this.favourites = [...this.favourites.slice(0, 8), namespace];
  }

  #wake: (() => void) | undefined;

  #connect(): ClusterAccess {
    const flags = new FlagValues(globalFlags);
    if (this.#context !== '') flags.give('context', this.#context);
    if (this.settings.kubeconfig !== '') flags.give('kubeconfig', this.settings.kubeconfig);
    return new ClusterAccess(this.process, this.#services, flags, true);
  }

  *#readVersion(): Routine<void> {
    try {
      const version = yield* this.access.call<{ readonly gitVersion?: string }>({ method: 'GET', path: '/version' });
      this.#version = version.gitVersion ?? '';
      this.changed();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
  }

  /** Ages go on by themselves, and messages go away. */
  *#tick(): Routine<void> {
    for (;;) {
      yield* sleep(this.process.clock, 1000, { background: true });
      this.changed();
    }
  }

  /** Takes the whole screen; returns how to give it back. */
  #enter(): () => void {
    const restore = this.#terminal.makeRaw();
    this.process.stdout.write('\u001b[?1049h\u001b[?25l\u001b[H\u001b[2J');
    this.#shown = '';
    this.#dirty = true;
    return () => {
      this.process.stdout.write('\u001b[?25h\u001b[?1049l');
      restore();
    };
  }

  #draw(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    const { columns, rows } = this.#terminal;
    const { now } = this.process.clock;
    if (this.#message !== undefined && this.#message.until <= now) this.#message = undefined;
    const { views, prompt } = this;
    const lines = drawScreen({ columns, rows, now, head: this.#head(), views, prompt, message: this.#message });
    // cleared before it is written: a clearing behind a full line would take its last character
    const frame = `\u001b[H${lines.map((line) => `\u001b[K${line}`).join('\r\n')}`;
    if (frame === this.#shown) return;
    this.#shown = frame;
    this.process.stdout.write(frame);
  }

  #head(): Head {
    const { config } = this.access;
    const context = this.#context || config.currentContext;
    const entry = config.contexts.get(context) ?? {};
    return {
      context: context || 'n/a',
      cluster: String(entry['cluster'] ?? 'n/a'),
      user: String(entry['user'] ?? 'n/a'),
      version: this.#version || 'n/a',
      namespaces: ['all', ...this.favourites],
    };
  }

  *#pause(): Routine<void> {
    if (this.#dirty) return;
    yield (wake) => {
      this.#wake = wake;
      const stops = [this.#terminal.input.onReadable(wake), this.tasks.onReady(wake)];
      return () => {
        this.#wake = undefined;
        for (const stop of stops) stop();
      };
    };
  }
}

const EMPTY = { kind: 'list', selected: undefined, filter: '', top: 0 } as const;
