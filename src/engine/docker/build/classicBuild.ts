/**
 * A build as the classic builder does it (DOCKER_BUILDKIT=0): one instruction after the other, each in a container of
 * its own, each giving an image.
 */

import { familiarName, parseImageReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import { utf8Length } from '../../../base/utf8';
import type { Image } from '../../containers/images/image';
import type { FileTree } from '../../files/fileTree';
import type { Routine } from '../../processes/routine';
import { recordBuilt, recordStep } from './buildTrace';
import { type ClassicSource, ClassicStage } from './classicStage';
import { contextFiles } from './contextFiles';
import { expandWord } from './dockerfile/expand';
import type { ConfigInstruction, StageInstruction } from './dockerfile/instruction';
import { type Dockerfile, parseDockerfile, type Stage } from './dockerfile/parseDockerfile';
import type { BuildHost } from './host';
import type { BuildRequest } from './request';
import { SourceTree } from './sourceTree';
import type { Tell } from './vertexReport';

/** `early`: found before anything was done, so that the client says `Error response from daemon: `. */
export interface ClassicFailure {
  readonly message: string;
  readonly code: number;
  readonly early: boolean;
}

/** Builds; what goes wrong in the middle has been told as a `failure` by then. */
export function* buildClassically(
  host: BuildHost,
  request: BuildRequest,
  tell: Tell,
): Routine<Result<Image, ClassicFailure>> {
  const files = contextFiles(request.context, request.dockerignore);
  // The client looks at the directory itself, before it sends it.
  if (!files.ok) return given(tell, { message: `error checking context: ${files.error}`, code: 1 });
  tell({
    kind: 'text',
    stream: 'stdout',
    text: `Sending build context to Docker daemon  ${sizeText(files.value)}\r\r\n`,
  });
  const dockerfile = readDockerfile(request);
  if (!dockerfile.ok) return early(dockerfile.error);
  const build = new ClassicBuild(host, request, SourceTree.ofFiles(files.value), tell);
  const built = yield* build.run(dockerfile.value);
  if (built.ok) return built;
  return given(tell, built.error);
}

/** Gives up, with words that are printed as they are. */
function given(tell: Tell, { message, code }: Pick<ClassicFailure, 'message' | 'code'>): Result<never, ClassicFailure> {
  tell({ kind: 'failure', message, code });
  return fail({ message, code, early: false });
}

function early(message: string): Result<never, ClassicFailure> {
  return fail({ message, code: 1, early: true });
}

function readDockerfile(request: BuildRequest): Result<Dockerfile, string> {
  const { dockerfile, dockerfileName, target, labels } = request;
  if (dockerfile === undefined) return fail(`Cannot locate specified Dockerfile: ${dockerfileName}`);
  if (dockerfile === '') return fail(`The Dockerfile (${dockerfileName}) cannot be empty`);
  const parsed = parseDockerfile(dockerfile);
  if (!parsed.ok) return parsed;
  const { stages } = parsed.value;
  const index = /^\d+$/.test(target)
    ? Number(target)
    : stages.findIndex(({ from }) => from.stage === target.toLowerCase() && target !== '');
  if (target !== '' && stages[index] === undefined) return fail(`failed to reach build target ${target} in Dockerfile`);
  const kept = target === '' ? stages : stages.slice(0, index + 1);
  return ok({
    ...parsed.value,
    stages: kept.map((stage, at) => (at === kept.length - 1 ? labelled(stage, labels) : stage)),
  });
}

/** --label gives instructions at the end of the last stage. */
function labelled(stage: Stage, labels: Readonly<Record<string, string>>): Stage {
  const added = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): ConfigInstruction => {
      const code = `LABEL ${name}=${value}`;
      return {
        type: 'config',
        line: 0,
        code,
        change: (draft) => {
          draft.set({ labels: { ...draft.config.labels, [name]: value } });
          return ok({ classic: code, buildkit: code });
        },
      };
    });
  return { ...stage, instructions: [...stage.instructions, ...added] };
}

class ClassicBuild {
  readonly #host: BuildHost;
  readonly #request: BuildRequest;
  readonly #context: SourceTree;
  readonly #tell: Tell;
  readonly #globals = new Map<string, string>();
  readonly #stages: { readonly name: string; readonly image: Image | undefined }[] = [];
  readonly #consumed = new Set<string>();
  #number = 0;
  #total = 0;

  constructor(host: BuildHost, request: BuildRequest, context: SourceTree, tell: Tell) {
    this.#host = host;
    this.#request = request;
    this.#context = context;
    this.#tell = tell;
  }

  *run(dockerfile: Dockerfile): Routine<Result<Image, Pick<ClassicFailure, 'message' | 'code'>>> {
    const { globalArguments, stages, escapeMark } = dockerfile;
    this.#total = stages.reduce((sum, stage) => sum + stage.instructions.length + 1, globalArguments.length);
    for (const argument of globalArguments) {
      this.#step(argument.code);
      for (const { name, value } of argument.variables) {
        this.#consumed.add(name);
        const given = this.#given(name);
        const expanded =
          given === undefined && value !== undefined ? expandWord(value, this.#globals, { escapeMark }) : ok(given);
        if (!expanded.ok) return fail({ message: expanded.error, code: 1 });
        if (expanded.value !== undefined) this.#globals.set(name, expanded.value);
      }
    }
    for (const stage of stages) {
      const built = yield* this.#stage(stage, escapeMark);
      if (!built.ok) return built;
      this.#stages.push({ name: stage.from.stage, image: built.value });
    }
    return this.#finish();
  }

  #finish(): Result<Image, Pick<ClassicFailure, 'message' | 'code'>> {
    const { buildArguments, tags } = this.#request;
    const unused = Object.keys(buildArguments)
      .filter((name) => !this.#consumed.has(name))
      .sort();
    if (unused.length > 0) this.#say(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`);
    const image = this.#stages.at(-1)?.image;
    if (image === undefined) return fail({ message: 'No image was generated. Is your Dockerfile empty?', code: 1 });
    this.#say(`Successfully built ${shortId(image)}\n`);
    for (const tag of tags) {
      const reference = parseImageReference(tag);
      if (!reference.ok) continue;
      this.#host.images.store.tag(image.id, reference.value);
      this.#say(`Successfully tagged ${familiarName(reference.value.full)}\n`);
    }
    recordBuilt(this.#host, tags[0] ?? image.id);
    return ok(image);
  }

  *#stage(
    stage: Stage,
    escapeMark: string,
  ): Routine<Result<Image | undefined, Pick<ClassicFailure, 'message' | 'code'>>> {
    this.#step(stage.from.code);
    const name = expandWord(stage.from.image, this.#globals, { escapeMark });
    if (!name.ok) return fail({ message: name.error, code: 1 });
    const source = this.#source(name.value);
    const work = new ClassicStage({
      host: this.#host,
      request: this.#request,
      context: this.#context,
      globals: this.#globals,
      escapeMark,
      consumed: this.#consumed,
      say: (text) => this.#say(text),
      sourceOf: (from) => this.#source(from),
    });
    const begun = yield* work.begin(source);
    if (!begun.ok) {
      recordStep(this.#host, stage.from.code, 'failed');
      return begun;
    }
    recordStep(this.#host, stage.from.code, 'done');
    this.#say(` ---> ${shortId(work.image)}\n`);
    for (const instruction of stage.instructions) {
      const done = yield* this.#instruction(work, instruction);
      if (!done.ok) return done;
    }
    return ok(work.image);
  }

  *#instruction(work: ClassicStage, instruction: StageInstruction) {
    this.#step(instruction.code);
    const done = yield* work.perform(instruction);
    recordStep(this.#host, instruction.code, done.ok ? 'done' : 'failed');
    if (done.ok) this.#say(` ---> ${shortId(work.image)}\n`);
    return done;
  }

  /** A stage by name or number, or an image. */
  #source(name: string): ClassicSource {
    if (name === 'scratch') return { kind: 'stage', image: undefined };
    const stage = /^\d+$/.test(name)
      ? this.#stages[Number(name)]
      : this.#stages.findLast((one) => one.name !== '' && one.name === name.toLowerCase());
    return stage === undefined ? { kind: 'image', name } : { kind: 'stage', image: stage.image };
  }

  #given(name: string): string | undefined {
    const { buildArguments } = this.#request;
    return Object.hasOwn(buildArguments, name) ? buildArguments[name] : undefined;
  }

  #step(code: string): void {
    this.#number++;
    recordStep(this.#host, code, 'begins');
    this.#say(`Step ${this.#number}/${this.#total} : ${code}\n`);
  }

  #say(text: string): void {
    this.#tell({ kind: 'text', stream: 'stdout', text });
  }
}

function shortId(image: Image | undefined): string {
  return image?.id.slice('sha256:'.length, 'sha256:'.length + 12) ?? '';
}

const TAR_BLOCK = 512;

/** How big the context is as the client sends it: a tar archive. */
function sizeText(files: FileTree): string {
  let bytes = 2 * TAR_BLOCK;
  for (const node of files.values()) {
    const size = node.type === 'file' ? (node.size ?? utf8Length(node.text)) : 0;
    bytes += TAR_BLOCK + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  while (value >= 1000 && units.length > 1) {
    value /= 1000;
    units.shift();
  }
  return `${Number(value.toPrecision(4))}${units[0]}`;
}
