/** A machine with a builder, for tests: real files, processes, images and registries, without the daemon around it. */

import { type ImageReference, parseImageReference } from '../../../base/imageReference';
import { Random } from '../../../base/random';
import { fail, ok } from '../../../base/result';
import { programs } from '../../../shell';
import { Clock } from '../../clock';
import { createImageTransfers } from '../../containers/dockerTransfers';
import type { Image } from '../../containers/images/image';
import { imagePrograms } from '../../containers/images/registry';
import { findProgram } from '../../containers/launch';
import { createMachineImages } from '../../containers/machineImages';
import { createLaptop } from '../../containers/machines/createLaptop';
import { DeviceFiles } from '../../files/deviceFiles';
import type { FileNode, ReadonlyFileLayer } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { MemoryFiles } from '../../files/memoryFiles';
import { MountedFiles } from '../../files/mountedFiles';
import { Fabric } from '../../network/fabric';
import { Kernel } from '../../processes/kernel';
import type { Output } from '../../processes/pipe';
import { Registries } from '../../registries/registries';
import { Trace } from '../../trace';
import type { Answer } from '../daemon';
import { createBuilder } from './builder';
import type { BuildHost, BuildStep, Cancel, RunStep, StepEnd } from './host';
import type { BuildProgress, BuildRequest } from './request';
import { SourceTree } from './sourceTree';

/** 2026-11-21T08:45:00Z. */
const START = 1_795_250_700_000;

/** How long a build may take, in milliseconds. */
const LONGEST = 3_600_000;

/** A context's files by path: texts, or links. */
export type TestFiles = Readonly<
  Record<string, string | { readonly link: string } | { readonly mode: number; readonly text: string }>
>;

export interface TestBuild {
  readonly events: readonly BuildProgress[];
  readonly answer: Answer<{ readonly Id: string }>;
  /** The image, when it was built. */
  readonly image: Image | undefined;
  /** As `docker build --progress=plain` prints it, without durations. */
  readonly text: string;
}

export function testBuilder(options: { readonly images?: readonly string[]; readonly seed?: number } = {}) {
  const clock = new Clock(START);
  const trace = new Trace(clock);
  const random = new Random(options.seed ?? 1);
  const fabric = new Fabric({ clock, trace, random });
  const registries = new Registries();
  const laptop = createLaptop({ clock, random, fabric, programs });
  for (const [name, program] of imagePrograms()) laptop.kernel.programs.set(name, program);
  const images = createMachineImages({ clock, trace, machine: 'laptop', actor: 'docker' });
  const { network } = laptop;
  const context = { clock, trace, random, registries, images, network, actor: 'docker', machine: 'laptop' };
  const transfers = createImageTransfers(context);
  const containers: TestContainer[] = [];
  const run = (step: RunStep, done: Parameters<BuildHost['run']>[1]): Cancel =>
    runStep(laptop.kernel, network, step, done);
  const host: BuildHost = {
    clock,
    random,
    trace,
    actor: 'docker',
    images,
    transfers,
    run,
    createContainer: (image, step) => {
      const id = random.token('0123456789abcdef', 64);
      const layers = (image?.layers ?? []).map((layer) => layer.files).reverse();
      const container: TestContainer = { id, image: image?.id ?? '', step, exitCode: undefined };
      containers.push(container);
      return {
        id,
        start: (onOutput, done) =>
          run({ ...step, layers, mounts: [], onOutput }, (end) => {
            if (end.ok) container.exitCode = end.value.exitCode;
            done(end);
          }),
        remove: () => void containers.splice(containers.indexOf(container), 1),
      };
    },
  };
  const builder = createBuilder(host);
  for (const name of options.images ?? ['busybox', 'alpine']) {
    const reference = referenceOf(name);
    const image = registries.resolve(reference);
    if (!image.ok) throw new Error(`no image ${name}`);
    images.store.add(image.value, [reference]);
  }
  const imageOf = (answer: TestBuild['answer']) => (answer.ok ? images.store.find(answer.value.Id)?.image : undefined);
  return {
    clock,
    images,
    registries,
    builder,
    /** Those of the classic builder that are still there. */
    containers,
    /** Starts a build; nothing happens until the clock runs. */
    begin: (
      request: Partial<BuildRequest>,
      progress: (event: BuildProgress) => void,
      done: (answer: TestBuild['answer']) => void,
    ) => builder.build({ ...standardBuild, ...request }, progress, done),
    /** Builds a context (its Dockerfile too) to the end. */
    build: (files: TestFiles, request: Partial<BuildRequest> = {}): TestBuild => {
      const events: BuildProgress[] = [];
      let answer: TestBuild['answer'] | undefined;
      const texts: Partial<BuildRequest> = {
        dockerfile: textOf(files, request.dockerfileName ?? 'Dockerfile'),
        dockerignore: textOf(files, '.dockerignore'),
      };
      builder.build(
        { ...standardBuild, context: treeOf(files, clock.now), ...texts, ...request },
        (event) => events.push(event),
        (given) => {
          answer = given;
        },
      );
      const end = clock.now + LONGEST;
      while (answer === undefined && clock.runNext(end));
      answer ??= fail({ status: 500, message: 'never answered' });
      return { events, answer, image: imageOf(answer), text: plainText(events) + refusal(answer) };
    },
  };
}

interface TestContainer {
  readonly id: string;
  readonly image: string;
  readonly step: BuildStep;
  exitCode: number | undefined;
}

/** What is asked for when nothing is said. */
export const standardBuild: BuildRequest = {
  dockerfile: undefined,
  dockerfileName: 'Dockerfile',
  context: new Map(),
  dockerignore: undefined,
  tags: [],
  buildArguments: {},
  labels: {},
  target: '',
  noCache: false,
  pull: false,
  buildkit: true,
  removeIntermediate: true,
  network: '',
};

function textOf(files: TestFiles, name: string): string | undefined {
  const file = files[name];
  return typeof file === 'string' ? file : undefined;
}

function treeOf(files: TestFiles, modified: number): FileTree {
  const tree = new Map<string, FileNode>();
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const directory = parts.slice(0, depth).join('/');
      if (!tree.has(directory)) tree.set(directory, { type: 'directory', mode: 0o755, modified, owner: 'learner' });
    }
    if (path.endsWith('/')) continue;
    const common = { modified, owner: 'learner' };
    if (typeof content === 'string') tree.set(path, { type: 'file', text: content, mode: 0o644, ...common });
    else if ('link' in content) tree.set(path, { type: 'link', target: content.link, mode: 0o777, ...common });
    else tree.set(path, { type: 'file', ...content, ...common });
  }
  return tree;
}

function referenceOf(name: string): ImageReference {
  const reference = parseImageReference(name);
  if (!reference.ok) throw new Error(reference.error);
  return reference.value;
}

/** Runs a command on layers, in a PID namespace of its own. */
function runStep(
  machine: Kernel,
  network: Parameters<Kernel['spawn']>[0]['network'],
  step: RunStep,
  done: Parameters<BuildHost['run']>[1],
): Cancel {
  const { clock, random } = machine;
  const root = new MemoryFiles({ layers: step.layers, now: () => clock.now });
  root.makeDirectory(step.workingDirectory, { parents: true });
  const files = new MountedFiles(root, [{ path: '/dev', files: new DeviceFiles() }, ...step.mounts]);
  const kernel = new Kernel(clock, random, { parent: machine });
  const env = new Map([['HOME', '/root'], ...step.env]);
  const { argv, workingDirectory } = step;
  const launch = findProgram({ kernel, files, env, workingDirectory, generic: false }, argv);
  if (!launch.ok) {
    const timer = clock.after(0, () => done(launch));
    return () => timer.cancel();
  }
  const process = kernel.spawn({
    ...launch.value,
    env,
    workingDirectory,
    files,
    ...(network === undefined ? {} : { network }),
    hostname: 'buildkitsandbox',
    user: step.user || 'root',
    stdout: output((text) => step.onOutput('stdout', text)),
    stderr: output((text) => step.onOutput('stderr', text)),
    init: true,
  });
  const stop = process.onExit((exit) => done(ok({ exitCode: exit.code, changes: changesOf(root) })));
  return () => {
    stop();
    machine.signal(machine.pidOf(process) ?? 0, 'SIGKILL');
  };
}

function changesOf(root: MemoryFiles): StepEnd['changes'] {
  return root.changes;
}

function output(write: (text: string) => void): Output {
  return {
    full: false,
    write: (text) => {
      write(text);
      return true;
    },
    onDrain: () => () => {},
    close: () => {},
  };
}

/** The plain form: one vertex at a time, numbered by first mention. */
export function plainText(events: readonly BuildProgress[]): string {
  const blocks = new Map<string, string[]>();
  const block = (vertex: string) => {
    const lines = blocks.get(vertex) ?? [];
    blocks.set(vertex, lines);
    return lines;
  };
  let classic = '';
  for (const event of events) {
    switch (event.kind) {
      case 'start':
        block(event.vertex).push(event.name);
        break;
      case 'cached':
        block(event.vertex).push(event.name, 'CACHED');
        break;
      case 'status':
        if (event.done || !event.text.startsWith('sha256:'))
          block(event.vertex).push(`${event.text}${event.done ? ' done' : ''}`);
        break;
      case 'log':
        block(event.vertex).push(event.text);
        break;
      case 'done':
        block(event.vertex).push('DONE');
        break;
      case 'error':
        block(event.vertex).push(`ERROR: ${event.message}`);
        break;
      case 'canceled':
        block(event.vertex).push('CANCELED');
        break;
      case 'text':
        classic += event.text;
        break;
      case 'failure':
        classic += `${event.message} (${event.code})\n`;
        break;
      default:
    }
  }
  const text = [...blocks.values()]
    .map((lines, index) => lines.map((line) => `#${index + 1} ${line}\n`).join(''))
    .join('');
  return classic + text;
}

function refusal(answer: TestBuild['answer']): string {
  return answer.ok ? '' : `failed: ${answer.error.message}\n`;
}

/** What a container of an image sees: the text at a path, or what is there instead. */
export function fileIn(image: Image | undefined, path: string): string | undefined {
  if (image === undefined) return undefined;
  const tree = SourceTree.ofLayers(image.layers);
  const node = tree.node(tree.resolve(path) ?? '');
  if (node === undefined) return undefined;
  return node.type === 'file' ? node.text : node.type;
}

/** All paths that a layer has. */
export function pathsOf(layer: ReadonlyFileLayer | undefined): readonly string[] {
  return [...(layer?.paths ?? [])].sort();
}
