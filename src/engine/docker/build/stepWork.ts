/** Doing a step: running a command, copying files, making a directory. What changed is its layer. */
import { fail, ok, type Result } from '../../../base/result';
import type { ImageLayer } from '../../containers/images/layer';
import { layerOf, parentOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import { normalise } from '../../files/fileSystem';
import { MemoryFiles } from '../../files/memoryFiles';
import type { FileMount } from '../../files/mountTable';
import { sleep } from '../../processes/kernel';
import { callback, type Routine } from '../../processes/routine';
import { unpacked } from './addArchive';
import { LayerEditor } from './copyFiles';
import { selectAll } from './foresight';
import type { BuildHost, StepEnd, StepRefused } from './host';
import { ownerOf } from './owner';
import { type Selected, SourceTree, selectedBytes } from './sourceTree';
import type { CopyVertex, DirectoryVertex, MountOfRun, RunVertex, Vertex } from './vertex';
import type { VertexReport } from './vertexReport';

/** Mounting the layers before the host starts a command, and taking all down again, in milliseconds. */
const BEFORE_RUN = 30;
const AFTER_RUN = 45;
/** What working on files takes at least, and bytes that are copied in a millisecond. */
const FILE_WORK = 8;
const COPY_SPEED = 200_000;

/** What a step works with. */
export interface StepContext {
  readonly host: BuildHost;
  /** Lowest first. */
  readonly layers: readonly ImageLayer[];
  /** What a vertex holds that the step takes from. */
  treeOf(vertex: Vertex): SourceTree;
  /** Directories of `RUN --mount=type=cache`, kept from build to build. */
  readonly caches: Map<string, MemoryFiles>;
  /** What the client gave for `RUN --mount=type=secret`, by id. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The trace entry that what is done follows from. */
  readonly cause: number;
}

/** The changes, or what the step's line of the output says of its failure. */
export type StepResult = Result<ReadonlyFileLayer, string>;

export function* runCommand(vertex: RunVertex, context: StepContext, report: VertexReport): Routine<StepResult> {
  const { host, layers } = context;
  const mounts = mountsOf(vertex, context);
  if (!mounts.ok) return mounts;
  yield* sleep(host.clock, BEFORE_RUN);
  const { argv, user, workingDirectory, network, hosts } = vertex;
  const env = new Map([...vertex.env, ...secretVariables(vertex, context.secrets)]);
  const points = mountPoints(mounts.value, layers, host.clock.now);
  const stack = [...points.layers, ...layers.map((layer) => layer.files).reverse()];
  const onOutput = (stream: 'stdout' | 'stderr', text: string) => report.write(stream, text);
  const step = { argv, env, user, workingDirectory, network, hosts, layers: stack, mounts: points.mounts, onOutput };
  const end = yield* callback<Result<StepEnd, StepRefused>>((done) =>
    host.clock.withCause(context.cause, () => host.run(step, done)),
  );
  yield* sleep(host.clock, AFTER_RUN);
  const failure = `executor failed running [${argv.join(' ')}]: `;
  if (!end.ok && end.error.early === true) return fail(failure + end.error.reason);
  if (!end.ok) report.write('stderr', `runc run failed: unable to start container process: ${end.error.reason}\n`);
  const code = end.ok ? end.value.exitCode : 1;
  return end.ok && code === 0 ? ok(end.value.changes) : fail(`${failure}exit code: ${code}`);
}

function mountsOf(vertex: RunVertex, context: StepContext): Result<readonly FileMount[], string> {
  const now = () => context.host.clock.now;
  const mounts: FileMount[] = [];
  const { script } = vertex;
  if (script !== undefined) {
    const layer = layerOf({ [`/${script.name}`]: { text: script.text, mode: 0o755 } }, { modified: now() });
    mounts.push({ path: script.directory, files: new MemoryFiles({ layers: [layer], now }), readOnly: true });
  }
  for (const { type, target, readOnly, id, source, from, secret } of vertex.mounts) {
    if (secret !== undefined) {
      const text = Object.hasOwn(context.secrets, id) ? context.secrets[id] : undefined;
      if (text === undefined && secret.required) return fail(`secret ${id} not found: not found`);
      if (text !== undefined && target !== '') mounts.push(secretMount(vertex, { target, text, secret }, now));
      continue;
    }
    const path = normalise(target, vertex.workingDirectory);
    const files = new MemoryFiles({ now, ...(from === undefined ? {} : { layers: [asLayer(context.treeOf(from))] }) });
    if (type !== 'cache') {
      if (!files.stat(source).ok) return fail(`"${normalise(source)}" not found: not found`);
      mounts.push({ path, files, readOnly, subPath: normalise(source) });
      continue;
    }
    const cache = context.caches.get(id) ?? files;
    context.caches.set(id, cache);
    mounts.push({ path, files: cache, readOnly });
  }
  return ok(mounts);
}

/** A secret's file, which is gone when the command is over. */
function secretMount(
  vertex: RunVertex,
  { target, text, secret }: { target: string; text: string; secret: NonNullable<MountOfRun['secret']> },
  now: () => number,
): FileMount {
  const owner = ownerOf(SourceTree.ofFiles(new Map()), secret.owner, { strict: false });
  const owned = owner.ok ? owner.value : { owner: 'root' };
  const layer = layerOf({ '/secret': { text, mode: secret.mode, ...owned } }, { modified: now() });
  const files = new MemoryFiles({ layers: [layer], now });
  return { path: normalise(target, vertex.workingDirectory), files, readOnly: true, subPath: '/secret' };
}

/** Secrets that are asked for as variables (`env=NAME`). */
function secretVariables(
  vertex: RunVertex,
  secrets: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return vertex.mounts.flatMap(({ id, secret }) => {
    const text = Object.hasOwn(secrets, id) ? secrets[id] : undefined;
    return secret === undefined || secret.variable === '' || text === undefined
      ? []
      : [[secret.variable, text] as const];
  });
}

/** What is mounted needs a place: missing ones are made in a layer that is not the step's own. */
function mountPoints(
  mounts: readonly FileMount[],
  layers: readonly ImageLayer[],
  now: number,
): { readonly layers: readonly ReadonlyFileLayer[]; readonly mounts: readonly FileMount[] } {
  if (mounts.length === 0) return { layers: [], mounts };
  const editor = new LayerEditor(SourceTree.ofLayers(layers), now);
  const placed = mounts.map((mount) => {
    const isFile = mount.files.stat(mount.subPath ?? '/');
    const directory = isFile.ok && isFile.value.type === 'file' ? parentOf(mount.path) : mount.path;
    const made = editor.makeDirectory(directory, { owner: 'root' });
    return made.ok ? { ...mount, path: normalise(made.value + mount.path.slice(directory.length)) } : mount;
  });
  return { layers: [editor.changes], mounts: placed };
}

export function* copyFiles(vertex: CopyVertex, context: StepContext): Routine<StepResult> {
  const { host, layers } = context;
  const tree = vertex.from === undefined ? undefined : context.treeOf(vertex.from);
  const selection = tree === undefined ? ok([]) : selectAll(tree, vertex.sources);
  if (!selection.ok) return selection;
  const base = SourceTree.ofLayers(layers);
  const owner = ownerOf(base, vertex.owner, { strict: false });
  if (!owner.ok) return owner;
  const editor = new LayerEditor(base, host.clock.now);
  const style = { owner: owner.value, mode: vertex.mode };
  for (const selected of [...selection.value, ...documentsOf(vertex, host.clock.now)]) {
    const archive = vertex.keyword === 'ADD' ? unpacked(selected) : undefined;
    const copied =
      archive === undefined
        ? editor.copy(selected, vertex.destination, style)
        : editor.copy(archive, vertex.destination, { ...style, keepsOwners: vertex.owner === '' });
    if (!copied.ok) return copied;
  }
  yield* sleep(host.clock, FILE_WORK + selectedBytes(selection.value) / COPY_SPEED);
  return ok(editor.changes);
}

export function* makeDirectory(vertex: DirectoryVertex, context: StepContext): Routine<StepResult> {
  const { host, layers } = context;
  const base = SourceTree.ofLayers(layers);
  const owner = ownerOf(base, vertex.owner, { strict: false });
  if (!owner.ok) return owner;
  const editor = new LayerEditor(base, host.clock.now);
  const made = editor.makeDirectory(vertex.path, owner.value);
  if (!made.ok) return made;
  yield* sleep(host.clock, FILE_WORK);
  return ok(editor.changes);
}

/** Files that are written out in the Dockerfile, as if they were copied. */
function documentsOf(vertex: CopyVertex, now: number): readonly Selected[] {
  return vertex.documents.map(({ name, text }) => ({
    path: `/${name}`,
    entries: [['', { type: 'file', text, mode: 0o644, modified: now, owner: 'root' }]],
  }));
}

function asLayer(tree: SourceTree): ReadonlyFileLayer {
  const layer = layerOf({});
  for (const [path, node] of tree.nodes) layer.put(path, node);
  return layer;
}
