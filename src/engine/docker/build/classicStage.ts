/** One stage of the classic builder: where it stands, and how each instruction is done there. */
import { fail, ok, type Result } from '../../../base/result';
import type { Image } from '../../containers/images/image';
import type { ReadonlyFileLayer } from '../../files/fileLayer';
import { sleep } from '../../processes/kernel';
import { callback, type Routine } from '../../processes/routine';
import type { DaemonError } from '../daemon';
import { unpacked } from './addArchive';
import { recordStep } from './buildTrace';
import { type ClassicStep, commitStep, findStep } from './classicCommit';
import { classicSelection } from './classicCopy';
import { LayerEditor } from './copyFiles';
import { type CopyInstruction, type RunInstruction, type StageInstruction, withShell } from './dockerfile/instruction';
import { parseInstruction } from './dockerfile/parseDockerfile';
import { expandCopy } from './expandCopy';
import type { BuildHost, BuildStep, StepEnd, StepRefused } from './host';
import { ownerOf } from './owner';
import { NOT_SIMULATED } from './plan';
import type { BuildRequest } from './request';
import { SourceTree } from './sourceTree';
import { StageConfig } from './stageConfig';

/** What FROM and --from lead to: a stage that is built, or the name of an image. */
export type ClassicSource =
  | { readonly kind: 'stage'; readonly image: Image | undefined }
  | { readonly kind: 'image'; readonly name: string };

export interface ClassicStageOptions {
  readonly host: BuildHost;
  readonly request: BuildRequest;
  readonly context: SourceTree;
  /** ARGs from before the first FROM. */
  readonly globals: ReadonlyMap<string, string>;
  readonly escapeMark: string;
  /** Names of ARGs that were declared somewhere: others that are given are warned of. */
  readonly consumed: Set<string>;
  say(text: string): void;
  sourceOf(from: string): ClassicSource;
}

type Done = Result<void, { readonly message: string; readonly code: number }>;

/** Making a container, running one besides its command, committing, in milliseconds. */
const CREATE = 25;
const START = 120;
const COMMIT = 20;
const NEEDS_BUILDKIT =
  'requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled';

export class ClassicStage {
  image: Image | undefined;
  readonly #options: ClassicStageOptions;
  #config: StageConfig;
  /** Of the instruction that is being done. */
  #code = '';

  constructor(options: ClassicStageOptions) {
    this.#options = options;
    this.#config = StageConfig.on(undefined, options.escapeMark);
  }

  /** FROM: finds or pulls the image, and does what it asks of those who build on it. */
  *begin(source: ClassicSource): Routine<Done> {
    const image = yield* this.#find(source);
    if (!image.ok) return problem(image.error);
    this.image = image.value;
    this.#config = StageConfig.on(image.value, this.#options.escapeMark);
    const triggers = source.kind === 'image' ? (image.value?.config.onBuild ?? []) : [];
    if (triggers.length === 0) return ok(undefined);
    this.#options.say(`# Executing ${triggers.length} build trigger${triggers.length === 1 ? '' : 's'}\n`);
    for (const trigger of triggers) {
      const instruction = parseInstruction(trigger);
      if (!instruction.ok) return problem(instruction.error);
      if (instruction.value.type === 'from') return problem("FROM isn't allowed as an ONBUILD trigger");
      const done = yield* this.perform(instruction.value);
      if (!done.ok) return done;
    }
    return ok(undefined);
  }

  /** Does an instruction, or takes what the cache has of it. */
  *perform(instruction: StageInstruction): Routine<Done> {
    this.#code = instruction.code;
    if (instruction.type === 'run') return yield* this.#run(instruction);
    if (instruction.type === 'copy') return yield* this.#copy(instruction);
    if (instruction.type === 'workdir') {
      const changed = this.#config.changeDirectory(instruction.path);
      return changed.ok ? yield* this.#workdir(changed.value) : problem(changed.error);
    }
    if (instruction.type === 'arg') {
      const { request, globals, consumed } = this.#options;
      for (const { name } of instruction.variables) consumed.add(name);
      const declared = this.#config.declare(instruction, request.buildArguments, globals);
      return declared.ok ? yield* this.#note(` ${declared.value}`, () => undefined) : problem(declared.error);
    }
    const changed = instruction.change(this.#config);
    return changed.ok ? yield* this.#note(` ${changed.value.classic}`, () => undefined) : problem(changed.error);
  }

  *#find(source: ClassicSource): Routine<Result<Image | undefined, string>> {
    if (source.kind === 'stage') return ok(source.image);
    const { host, request, say } = this.#options;
    const { store } = host.images;
    const here = request.pull ? undefined : store.find(source.name);
    if (here !== undefined) return ok(here.image);
    const pulled = yield* callback<Result<void, DaemonError>>((done) =>
      host.transfers.pull(
        source.name,
        { login: undefined, allTags: false },
        ({ id, status, current }) => {
          if (current === undefined) say(id === undefined ? `${status}\n` : `${id}: ${status}\n`);
        },
        done,
      ),
    );
    if (!pulled.ok) return fail(pulled.error.message);
    return ok(store.find(source.name)?.image);
  }

  /** WORKDIR: the directory is made in the container. */
  *#workdir(path: string): Routine<Done> {
    return yield* this.#note(`WORKDIR ${path}`, () => {
      const editor = new LayerEditor(this.#tree(), this.#options.host.clock.now);
      editor.makeDirectory(path, { owner: 'root' });
      return editor.changes;
    });
  }

  /** An instruction that runs nothing: a container is made for it all the same. */
  *#note(text: string, changes: () => ReadonlyFileLayer | undefined): Routine<Done> {
    const { host } = this.#options;
    const step = this.#step(this.#nop(text));
    if (this.#cached(step)) return ok(undefined);
    const argv = withShell(this.#config.config, `#(nop) ${text}`);
    const container = host.createContainer(this.image, this.#buildStep(argv));
    this.#options.say(` ---> Running in ${container.id.slice(0, 12)}\n`);
    yield* sleep(host.clock, CREATE);
    return yield* this.#commit(step, changes(), container);
  }

  *#run(instruction: RunInstruction): Routine<Done> {
    const { host, say } = this.#options;
    if (instruction.mounts.length > 0) return problem(`the --mount option ${NEEDS_BUILDKIT}`);
    if (instruction.heredocs.length > 0) return problem(`a here-document ${NEEDS_BUILDKIT}`);
    if (this.image?.generic === true) return problem(NOT_SIMULATED);
    const argv = instruction.shell ? withShell(this.#config.config, instruction.words.join(' ')) : instruction.words;
    const variables = this.#config.buildArguments.map(([name, value]) => `${name}=${value}`).sort();
    const prefix = variables.length === 0 ? [] : [`|${variables.length}`, ...variables];
    const step = this.#step([...prefix, ...argv].join(' '));
    if (this.#cached(step)) return ok(undefined);
    const container = host.createContainer(this.image, this.#buildStep(argv));
    say(` ---> Running in ${container.id.slice(0, 12)}\n`);
    yield* sleep(host.clock, START);
    const end = yield* callback<Result<StepEnd, StepRefused>>((done) =>
      container.start((stream, text) => say(stream === 'stderr' ? `\u001b[91m${text}\u001b[0m` : text), done),
    );
    if (!end.ok && end.error.early === true) return problem(end.error.reason);
    if (!end.ok) {
      return problem(
        `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${end.error.reason}: unknown`,
      );
    }
    const { exitCode, changes } = end.value;
    if (exitCode === 0) return yield* this.#commit(step, changes, container);
    return problem(`The command '${argv.join(' ')}' returned a non-zero code: ${exitCode}`, exitCode);
  }

  *#copy(instruction: CopyInstruction): Routine<Done> {
    const { host, escapeMark } = this.#options;
    if (instruction.mode !== '') return problem(`the --chmod option ${NEEDS_BUILDKIT}`);
    if (instruction.heredocs.length > 0) return problem(`a here-document ${NEEDS_BUILDKIT}`);
    const expanded = expandCopy(this.#config, instruction, escapeMark);
    if (!expanded.ok) return problem(expanded.error);
    const tree = yield* this.#treeFrom(instruction.from);
    if (!tree.ok) return problem(tree.error);
    const { sources, destination, owner: asked } = expanded.value;
    const selected = classicSelection(tree.value, sources, destination, instruction);
    if (!selected.ok) return problem(selected.error);
    const chown = asked === '' ? '' : `--chown=${asked}`;
    const { hash, selection } = selected.value;
    const step = this.#step(this.#nop(`${instruction.keyword} ${chown}${hash} in ${destination} `));
    if (this.#cached(step)) return ok(undefined);
    const base = this.#tree();
    const owner = ownerOf(base, asked, { strict: true });
    if (!owner.ok) return problem(owner.error);
    const editor = new LayerEditor(base, host.clock.now);
    for (const one of selection) {
      const archive = instruction.keyword === 'ADD' ? unpacked(one) : undefined;
      const style = { owner: owner.value, mode: undefined, keepsOwners: archive !== undefined && asked === '' };
      const copied = editor.copy(archive ?? one, this.#config.destination(destination), style);
      if (!copied.ok) return problem(`failed to copy files: ${copied.error}`);
    }
    yield* sleep(host.clock, COMMIT);
    return yield* this.#commit(step, editor.changes, undefined);
  }

  *#treeFrom(from: string): Routine<Result<SourceTree, string>> {
    if (from === '') return ok(this.#options.context);
    const image = yield* this.#find(this.#options.sourceOf(from));
    return image.ok
      ? ok(SourceTree.ofLayers(image.value?.layers ?? []))
      : fail(`invalid from flag value ${from}: ${image.error}`);
  }

  *#commit(
    step: ClassicStep,
    changes: ReadonlyFileLayer | undefined,
    container: { readonly id: string; remove(): void } | undefined,
  ): Routine<Done> {
    const { host, request, say } = this.#options;
    yield* sleep(host.clock, COMMIT);
    const image = commitStep(host, step, changes);
    if (!image.ok) return problem(image.error);
    this.image = image.value;
    if (container === undefined || !request.removeIntermediate) return ok(undefined);
    container.remove();
    say(`Removing intermediate container ${container.id.slice(0, 12)}\n`);
    return ok(undefined);
  }

  /** True when the cache has the step: then it stands on its image. */
  #cached(step: ClassicStep): boolean {
    const { host, request, say } = this.#options;
    const image = request.noCache === true ? undefined : findStep(host, step);
    if (image === undefined) return false;
    say(' ---> Using cache\n');
    recordStep(host, this.#code, 'cached');
    this.image = image;
    return true;
  }

  #step(createdBy: string): ClassicStep {
    return { parent: this.image, config: this.#config.config, author: this.#config.author, createdBy };
  }

  #nop(text: string): string {
    return withShell(this.#config.config, `#(nop) ${text}`).join(' ');
  }

  #tree(): SourceTree {
    return SourceTree.ofLayers(this.image?.layers ?? []);
  }

  #buildStep(argv: readonly string[]): BuildStep {
    const { network, hosts = [] } = this.#options.request;
    const { config, variables } = this.#config;
    return {
      argv,
      env: new Map(variables),
      user: config.user,
      workingDirectory: config.workingDirectory || '/',
      network: network === 'none' || network === 'host' ? network : 'default',
      hosts,
    };
  }
}

function problem(message: string, code = 1): Done {
  return fail({ message, code });
}
