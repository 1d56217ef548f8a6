/** From stages to vertexes: what each instruction will do, with everything expanded, and the configuration in the end. */

import type { ImageReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import type { HistoryEntry, Image, ImageConfig } from '../../containers/images/image';
import { keyOf } from './cache';
import { heredocMark, heredocText } from './dockerfile/heredoc';
import { type CopyInstruction, type RunInstruction, withShell } from './dockerfile/instruction';
import { expandCopy } from './expandCopy';
import { StageConfig } from './stageConfig';
import { type Origin, type StageGraph, type StageNode, type StageStep, stageTitle } from './stageGraph';
import type { ContextVertex, CopyVertex, ImageVertex, MountOfRun, RunVertex, Step, Vertex } from './vertex';

/** An entry of the image's history, with the step whose layer it is. */
export interface PlannedHistory {
  readonly createdBy: string;
  /** undefined: it makes no layer. */
  readonly step: Step | undefined;
}

/** A stage, gone through to its end. */
export interface PlannedStage {
  /** undefined: nothing was put on nothing. */
  readonly vertex: Vertex | undefined;
  readonly config: ImageConfig;
  readonly author: string;
  /** It stands on an image whose content isn't simulated. */
  readonly generic: boolean;
  /** Of the image that it stands on. */
  readonly baseHistory: readonly HistoryEntry[];
  readonly history: readonly PlannedHistory[];
}

export interface PlanOptions {
  readonly graph: StageGraph;
  /** The images that stages stand on, and what their steps `FROM ...` are called by. */
  readonly bases: ReadonlyMap<StageNode, { readonly image: Image; readonly shownAs: string }>;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** All stages, or those of these names, are built anew. */
  readonly noCache: boolean | readonly string[];
  /** Of commands that don't say. */
  readonly network: RunVertex['network'];
  /** For /etc/hosts of commands. */
  readonly hosts: RunVertex['hosts'];
  /** An image that is here already, for `COPY --from=IMAGE`. */
  findImage(name: string): Image | undefined;
}

/** Plans the target stage and all that it needs; the error is BuildKit's. */
export function planBuild(options: PlanOptions): Result<PlannedStage, string> {
  return new Planner(options).target();
}

/** A command there would only wait for ever, as all programs of such images do. */
export const NOT_SIMULATED = 'RUN is not possible here: what the base image holds is not simulated';

interface Draft {
  readonly stage: StageNode;
  readonly config: StageConfig;
  readonly history: PlannedHistory[];
  readonly baseHistory: readonly HistoryEntry[];
  readonly generic: boolean;
  vertex: Vertex | undefined;
  /** Steps so far, and in all. */
  number: number;
  readonly total: number;
}

class Planner {
  readonly #options: PlanOptions;
  readonly #planned = new Map<StageNode, Draft>();
  readonly #images = new Map<string, ImageVertex>();
  readonly #context: ContextVertex = { id: 'context', kind: 'context', name: '[internal] load build context' };

  constructor(options: PlanOptions) {
    this.#options = options;
  }

  target(): Result<PlannedStage, string> {
    const draft = this.#stage(this.#options.graph.target);
    if (!draft.ok) return draft;
    const { vertex, config, history, baseHistory, generic } = draft.value;
    return ok({ vertex, config: config.config, author: config.author, generic, history, baseHistory });
  }

  #stage(stage: StageNode): Result<Draft, string> {
    const before = this.#planned.get(stage);
    if (before !== undefined) return ok(before);
    const begun = this.#begin(stage);
    if (!begun.ok) return begun;
    const draft = begun.value;
    for (const step of stage.steps) {
      const done = this.#step(draft, step);
      if (!done.ok) return done;
    }
    this.#planned.set(stage, draft);
    return ok(draft);
  }

  #begin(stage: StageNode): Result<Draft, string> {
    const { bases, graph } = this.#options;
    // Triggers count whatever they are.
    const counts = ({ instruction, onBuild }: StageStep) =>
      onBuild || ['run', 'copy', 'workdir'].includes(instruction.type);
    const steps = stage.steps.filter(counts).length;
    const common = { stage, number: 0, history: [] };
    if (stage.base.kind === 'stage') {
      const parent = this.#stage(stage.base.stage);
      if (!parent.ok) return parent;
      const { vertex, config, history, baseHistory, generic } = parent.value;
      const inherited = { vertex, config: config.derive(), history: [...history], baseHistory, generic };
      return ok({ ...common, ...inherited, total: steps });
    }
    const base = bases.get(stage);
    const config = StageConfig.on(base?.image, graph.escapeMark);
    config.set({ argsEscaped: base !== undefined && isEscaped(base.image) });
    if (base === undefined || stage.base.kind !== 'image') {
      config.set({ workingDirectory: '/' });
      return ok({ ...common, config, baseHistory: [], generic: false, vertex: undefined, total: steps });
    }
    const draft: Draft = {
      ...common,
      config,
      baseHistory: base.image.history,
      generic: base.image.generic === true,
      vertex: undefined,
      total: steps + 1,
    };
    const name = this.#title(draft, `FROM ${base.shownAs}`, false);
    const vertex = this.#image(base.shownAs, stage.base.reference, base.image);
    vertex.name = name;
    draft.vertex = vertex;
    return ok(draft);
  }

  #step(draft: Draft, step: StageStep): Result<void, string> {
    const { instruction } = step;
    const { config, history } = draft;
    if (instruction.type === 'run') return this.#run(draft, step, instruction);
    if (instruction.type === 'copy') return this.#copy(draft, step, instruction);
    if (instruction.type === 'workdir') return this.#workdir(draft, step, instruction.path);
    if (instruction.type === 'arg') {
      const { buildArguments, graph } = this.#options;
      const declared = config.declare(instruction, buildArguments, graph.globals);
      if (!declared.ok) return declared;
      history.push({ createdBy: declared.value, step: undefined });
      return ok(undefined);
    }
    const changed = instruction.change(config);
    if (!changed.ok) return changed;
    if (changed.value.buildkit !== undefined) history.push({ createdBy: changed.value.buildkit, step: undefined });
    return ok(undefined);
  }

  #run(draft: Draft, step: StageStep, instruction: RunInstruction): Result<void, string> {
    const { config } = draft;
    if (draft.generic) return fail(NOT_SIMULATED);
    const { words, summary, script } = runWords(instruction, this.#options.graph.escapeMark);
    const shell = instruction.shell && script === undefined;
    const argv = shell ? withShell(config.config, words.join(' ')) : words;
    const mounts = this.#mounts(step, instruction);
    if (!mounts.ok) return mounts;
    const { user, workingDirectory } = config.config;
    const { hosts } = this.#options;
    const network = instruction.network === 'default' ? this.#options.network : instruction.network;
    const env = new Map([...proxiesOf(this.#options.buildArguments), ...config.variables]);
    const name = config.stepName(instruction.code + summary, { quotes: true });
    const kind = 'run' as const;
    const vertex: RunVertex = {
      id: this.#id(draft),
      kind,
      name: this.#title(draft, name, step.onBuild),
      parent: draft.vertex,
      noCache: this.#isAnew(draft.stage),
      operation: keyOf({
        kind,
        script,
        argv,
        // Proxies don't count.
        env: [...config.variables],
        user,
        workingDirectory,
        network,
        mounts: mounts.value.map(withoutFrom),
        ...(hosts.length === 0 ? {} : { hosts }),
      }),
      argv,
      env,
      user,
      workingDirectory: workingDirectory || '/',
      network,
      mounts: mounts.value,
      hosts,
      script,
    };
    const variables = config.buildArguments.map(([variable, value]) => `${variable}=${value}`);
    const prefix = variables.length === 0 ? [] : [`|${variables.length}`, ...variables];
    this.#add(draft, vertex, `RUN ${[...prefix, ...argv].join(' ')} # buildkit`);
    return ok(undefined);
  }

  #mounts(step: StageStep, instruction: RunInstruction): Result<readonly MountOfRun[], string> {
    const mounts: MountOfRun[] = [];
    for (const { type, target, readOnly, id, source, from, secret } of instruction.mounts) {
      const origin = step.origins.get(from);
      const vertex = origin === undefined ? ok(undefined) : this.#vertexOf(origin);
      if (!vertex.ok) return vertex;
      if (target === '/') return fail('invalid mount target "/"');
      mounts.push({ type, target, readOnly, id, source, from: vertex.value, secret });
    }
    return ok(mounts);
  }

  #copy(draft: Draft, step: StageStep, instruction: CopyInstruction): Result<void, string> {
    const { config } = draft;
    const expanded = expandCopy(config, instruction, this.#options.graph.escapeMark);
    if (!expanded.ok) return expanded;
    const { sources, destination, documents, owner, mode } = expanded.value;
    const origin = step.origins.get(instruction.from);
    const from = origin === undefined ? ok(undefined) : this.#vertexOf(origin);
    if (!from.ok) return from;
    const { keyword } = instruction;
    const where = config.destination(destination);
    const name = config.stepName(instruction.code, { quotes: false });
    const vertex: CopyVertex = {
      id: this.#id(draft),
      kind: 'copy',
      name: this.#title(draft, name, step.onBuild),
      parent: draft.vertex,
      noCache: this.#isAnew(draft.stage),
      operation: keyOf({ kind: 'copy', sources, documents, where, owner, mode }),
      keyword,
      from: from.value,
      sources,
      documents,
      destination: where,
      owner,
      mode,
    };
    const flags = [
      ...(owner === '' ? [] : [`--chown=${owner}`]),
      ...(instruction.mode === '' ? [] : [`--chmod=${instruction.mode}`]),
    ];
    const what = [...flags, ...sources, ...documents.map((document) => `<<${document.name}`), destination];
    this.#add(draft, vertex, `${keyword} ${what.join(' ')} # buildkit`);
    return ok(undefined);
  }

  #workdir(draft: Draft, step: StageStep, path: string): Result<void, string> {
    const { config, history } = draft;
    const changed = config.changeDirectory(path);
    if (!changed.ok) return changed;
    const createdBy = `WORKDIR ${changed.value}`;
    const name = this.#title(draft, config.stepName(step.instruction.code, { quotes: false }), step.onBuild);
    if (changed.value === '/') {
      history.push({ createdBy, step: undefined });
      return ok(undefined);
    }
    const owner = config.config.user;
    const operation = keyOf({ kind: 'directory', path: changed.value, owner });
    const id = this.#id(draft);
    const vertex = {
      id,
      kind: 'directory' as const,
      name,
      parent: draft.vertex,
      noCache: this.#isAnew(draft.stage),
      operation,
      path: changed.value,
      owner,
    };
    this.#add(draft, vertex, createdBy);
    return ok(undefined);
  }

  #add(draft: Draft, step: Step, createdBy: string): void {
    draft.vertex = step;
    draft.history.push({ createdBy, step });
  }

  #vertexOf(origin: Origin): Result<Vertex | undefined, string> {
    if (origin.kind === 'scratch') return ok(undefined);
    if (origin.kind === 'context') return ok(this.#context);
    if (origin.kind === 'stage') {
      const draft = this.#stage(origin.stage);
      return draft.ok ? ok(draft.value.vertex) : draft;
    }
    const { reference } = origin;
    return ok(this.#image(reference.full, reference, this.#options.findImage(reference.full)));
  }

  #image(shownAs: string, reference: ImageReference, image: Image | undefined): ImageVertex {
    const before = this.#images.get(shownAs);
    if (before !== undefined) return before;
    const vertex: ImageVertex = { id: `image ${shownAs}`, kind: 'image', name: `FROM ${shownAs}`, reference, image };
    this.#images.set(shownAs, vertex);
    return vertex;
  }

  #isAnew(stage: StageNode): boolean {
    const { noCache } = this.#options;
    return typeof noCache === 'boolean' ? noCache : noCache.some((name) => name.toLowerCase() === stage.name);
  }

  #id(draft: Draft): string {
    return `stage ${draft.stage.index} step ${draft.history.length}`;
  }

  /** `[build 2/3] RUN echo hi`; the stage is left out where it is the only one. */
  #title(draft: Draft, text: string, onBuild: boolean): string {
    const { graph } = this.#options;
    const alone = graph.stages.length + graph.extraImages.size === 1;
    const stage = alone ? '' : `${stageTitle(draft.stage)} `;
    draft.number++;
    const number = String(draft.number).padStart(String(draft.total).length);
    return `[${stage}${number}/${draft.total}] ${onBuild ? 'ONBUILD ' : ''}${text}`;
  }
}

/** Where a here-document that is a script of its own is put while it runs. */
const SCRIPTS = '/dev/pipes';

/** The command's words with here-documents put in, and what the step's name says of them. */
function runWords(
  { words, heredocs }: RunInstruction,
  escapeMark: string,
): { words: readonly string[]; summary: string; script?: RunVertex['script'] } {
  const [first] = heredocs;
  const [word = ''] = words;
  if (first === undefined) return { words, summary: '' };
  if (heredocMark(word.trim(), escapeMark) === undefined) {
    const documents = heredocs.map(({ content, name }) => `\n${content}${name}`);
    return { words: [word + documents.join('')], summary: '' };
  }
  const text = heredocText(first);
  const [line = '', more] = text.trim().split('\n');
  const summary = ` (${line}${more === undefined ? '' : '...'})`;
  if (!text.startsWith('#!')) return { words: [text], summary };
  const script = { directory: SCRIPTS, name: first.name, text };
  return { words: [`${SCRIPTS}/${first.name}`], summary, script };
}

/** What is inherited of the mark that BuildKit leaves with CMD. */
function isEscaped({ comment, config }: Image): boolean {
  return comment.startsWith('buildkit.') && (config.argsEscaped ?? config.command.length > 0);
}

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/** Proxies are known to commands without an ARG, in capitals and in small letters, and leave no trace in the image. */
function proxiesOf(given: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return PROXIES.flatMap((name) => {
    const value = given[name] ?? given[name.toLowerCase()];
    return value === undefined ? [] : [[name, value] as const, [name.toLowerCase(), value] as const];
  });
}

function withoutFrom({ from: _from, ...mount }: MountOfRun): Omit<MountOfRun, 'from'> {
  return mount;
}
