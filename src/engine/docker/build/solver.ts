/**
 * Works off a build's vertexes as BuildKit does: what the cache knows is not done again, what doesn't wait for anything
 * runs side by side, the first failure ends it all.
 */
import { fail, ok, type Result } from '../../../base/result';
import { type ImageLayer, layerFromChanges } from '../../containers/images/layer';
import type { MemoryFiles } from '../../files/memoryFiles';
import { sleep } from '../../processes/kernel';
import { type Routine, waitFor } from '../../processes/routine';
import { fetchImage, resolveImage } from './baseImage';
import { recordStep } from './buildTrace';
import type { BuildCache, CacheRecord } from './cache';
import type { Transfers } from './contextFiles';
import { drive } from './drive';
import {
  contentKey,
  contextSelection,
  Foresight,
  imageKey,
  mayBeCached,
  NOTHING_KEY,
  selectAll,
  stepKey,
} from './foresight';
import type { BuildHost, Cancel } from './host';
import { contentDigest, SourceTree, selectedBytes } from './sourceTree';
import { copyFiles, makeDirectory, runCommand, type StepContext, type StepResult } from './stepWork';
import { bytesText } from './transferSize';
import { type ContextVertex, type ImageVertex, inputsOf, reachable, type Step, type Vertex } from './vertex';
import { type OnState, type Tell, VertexReport } from './vertexReport';

/** What has become of a vertex. */
export interface Built {
  /** Lowest first. */
  readonly layers: readonly ImageLayer[];
  /** What the keys of steps on top are made of. */
  readonly key: string;
  /** When its own layer was made, in milliseconds since 1970. */
  readonly createdAt: number;
}

export interface SolverOptions {
  readonly host: BuildHost;
  readonly cache: BuildCache;
  readonly tell: Tell;
  readonly target: Vertex | undefined;
  /** The error is what the step that loads it says. */
  readonly context: Result<SourceTree, string>;
  readonly transfers: Transfers;
  readonly caches: Map<string, MemoryFiles>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Bytes of context that come in a millisecond, and what asking for it takes. */
const CONTEXT_SPEED = 150_000;
const CONTEXT_WORK = 8;
const NOTHING: Built = { layers: [], key: NOTHING_KEY, createdAt: 0 };

/** What a vertex's line says of its failure, and how the whole build words it. */
interface Failure {
  readonly message: string;
  readonly whole: string;
}

type Outcome = Result<Built, Failure>;

export class Solver {
  readonly #options: SolverOptions;
  /** Empty when it could not be read. */
  readonly #context: SourceTree;
  readonly #order: readonly Vertex[];
  readonly #foresight: Foresight;
  readonly #reports = new Map<Vertex, VertexReport>();
  readonly #built = new Map<Vertex, Built>();
  readonly #trees = new Map<Vertex, SourceTree>();
  readonly #listeners = new Set<() => void>();
  #failure: Failure | undefined;

  constructor(options: SolverOptions) {
    const { context, target } = options;
    this.#options = options;
    this.#context = context.ok ? context.value : SourceTree.ofFiles(new Map());
    this.#order = reachable(target);
    this.#foresight = new Foresight({ ...options, context: this.#context, order: this.#order });
  }

  /** Builds everything that the target needs: what has become of each, or what the build says of the first failure. */
  *solve(): Routine<Result<ReadonlyMap<Vertex, Built>, string>> {
    const { clock } = this.#options.host;
    const cancels: Cancel[] = [];
    try {
      for (const vertex of this.#inOrder()) cancels.push(drive(clock, this.#work(vertex)));
      yield* waitFor(
        () => this.#failure !== undefined || this.#order.every((vertex) => this.#built.has(vertex)),
        (listener) => this.#onChange(listener),
      );
    } finally {
      // Also when the client hangs up.
      for (const cancel of cancels) cancel();
    }
    if (this.#failure === undefined) return ok(this.#built);
    for (const report of this.#reports.values()) report.cancel();
    return fail(this.#failure.whole);
  }

  #onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sources first, in the order in which they are needed. */
  #inOrder(): readonly Vertex[] {
    const sources = this.#order.filter(isSource);
    const late = sources.filter((vertex) => this.#foresight.waitsForContext(vertex));
    const early = sources.filter((vertex) => !late.includes(vertex));
    return [...early, ...late, ...this.#order.filter((vertex) => !isSource(vertex))];
  }

  *#work(vertex: Vertex): Routine<void> {
    const contexts = this.#order.filter(({ kind }) => kind === 'context');
    yield* this.#waitFor(this.#foresight.waitsForContext(vertex) ? contexts : inputsOf(vertex));
    const { host, tell } = this.#options;
    const isStep = vertex.kind !== 'context';
    const onState: OnState = (state) => (isStep ? recordStep(host, vertex.name, state) : 0);
    const report = new VertexReport(host.clock, tell, vertex, onState);
    this.#reports.set(vertex, report);
    const outcome = yield* this.#outcome(vertex, report);
    if (outcome.ok) this.#built.set(vertex, outcome.value);
    else {
      report.fail(outcome.error.message);
      this.#failure ??= outcome.error;
    }
    for (const listener of [...this.#listeners]) listener();
  }

  #waitFor(vertexes: readonly Vertex[]): Routine<void> {
    return waitFor(
      () => vertexes.every((vertex) => this.#built.has(vertex)),
      (listener) => this.#onChange(listener),
    );
  }

  #outcome(vertex: Vertex, report: VertexReport): Routine<Outcome> {
    if (vertex.kind === 'image') return this.#image(vertex, report);
    return vertex.kind === 'context' ? this.#loadContext(vertex, report) : this.#step(vertex, report);
  }

  *#image(vertex: ImageVertex, report: VertexReport): Routine<Outcome> {
    const { host, cache } = this.#options;
    const needed = this.#foresight.isNeeded(vertex);
    const record = vertex.image === undefined ? undefined : cache.find(imageKey(vertex.image.layers));
    if (record !== undefined && vertex.image !== undefined && needed) {
      cache.use(record);
      report.cached();
      return ok(builtImage(vertex.image.layers, record.createdAt));
    }
    report.start();
    const image = vertex.image === undefined ? yield* this.#resolve(vertex, report) : ok(vertex.image);
    if (!image.ok) return failed(image.error, 'failed to load cache key: ');
    const { layers } = image.value;
    const hold = host.images.store.hold();
    try {
      const missing = host.images.store.missingLayers(image.value).length > 0;
      const fetched =
        needed && missing ? yield* fetchImage(host, vertex.reference, image.value, hold, report) : ok(undefined);
      if (!fetched.ok) return failed(fetched.error, 'failed to load cache key: ');
      const description = `pulled from ${vertex.reference.full}`;
      if (needed) {
        // Its layers are the image store's.
        const kept = cache.put({ key: imageKey(layers), type: 'regular', description, layers, sizeBytes: 0 });
        if (!kept.ok) return failed(kept.error);
      }
    } finally {
      hold.release();
    }
    report.done();
    return ok(builtImage(layers, image.value.created));
  }

  *#resolve(vertex: ImageVertex, report: VertexReport) {
    const { host } = this.#options;
    const began = host.clock.now;
    const image = yield* resolveImage(host, vertex.reference);
    report.status(`resolve ${vertex.reference.full}`, began, { done: true });
    return image;
  }

  *#loadContext(vertex: ContextVertex, report: VertexReport): Routine<Outcome> {
    const { host, transfers, cache } = this.#options;
    const { clock, trace, actor } = host;
    const context = this.#context;
    report.start();
    if (!this.#options.context.ok) {
      report.status('transferring context:', clock.now, { done: true });
      return failed(this.#options.context.error);
    }
    const selected = this.#order.flatMap((step) => {
      const selection = contextSelection(step, vertex, context);
      return selection.ok ? selection.value : [];
    });
    const began = clock.now;
    const bytes = transfers.selection(selected);
    const duration = CONTEXT_WORK + bytes / CONTEXT_SPEED;
    trace.record({ kind: 'act', actor, action: 'build-context', detail: { bytes }, until: began + duration });
    yield* sleep(clock, duration);
    report.status(`transferring context: ${bytesText(bytes)}`, began, { done: true });
    report.done();
    cache.putSource('context', selectedBytes(selected));
    return ok({ layers: [], key: contentDigest(selected), createdAt: clock.now });
  }

  *#step(vertex: Step, report: VertexReport): Routine<Outcome> {
    const { cache } = this.#options;
    const context = this.#context;
    const parent = vertex.parent === undefined ? NOTHING : this.#result(vertex.parent);
    const key = stepKey(vertex, parent.key, context, (input) => this.#result(input).key);
    if (!key.ok) {
      report.start();
      return failed(key.error, 'failed to compute cache key: ');
    }
    const known = this.#known(vertex, parent, key.value);
    if (!known.ok) {
      report.start();
      return failed(known.error, 'failed to compute cache key: ');
    }
    const { record } = known.value;
    if (record?.layer !== undefined) {
      cache.use(record);
      cache.link(key.value, record);
      report.cached();
      return ok({ layers: [...parent.layers, record.layer], key: record.id, createdAt: record.createdAt });
    }
    report.start();
    cache.noteOperation(vertex.operation, parent.key);
    const done = yield* this.#stepWork(vertex, this.#stepContext(parent, report.cause), report);
    if (!done.ok) return failed(done.error);
    const layer = layerFromChanges(done.value);
    const layers = [...parent.layers, layer];
    const description = `mount / from exec ${vertex.name.replace(/^\[[^\]]*\] (?:RUN )?/, '')}`;
    const made = { key: key.value, type: 'regular' as const, description, layers, sizeBytes: layer.unpackedBytes };
    const kept = cache.put(made);
    if (!kept.ok) return failed(kept.error);
    if (known.value.contentKey !== undefined) cache.link(known.value.contentKey, kept.value);
    report.done();
    return ok({ layers, key: kept.value.id, createdAt: kept.value.createdAt });
  }

  /** What the cache has of a step; a COPY from a stage is also found by the files that it takes. */
  #known(vertex: Step, parent: Built, key: string): Result<Known, string> {
    const { cache } = this.#options;
    const allowed = mayBeCached(vertex);
    const record = allowed ? cache.find(key) : undefined;
    if (record !== undefined || vertex.kind !== 'copy' || vertex.from === undefined) {
      return ok({ record, contentKey: undefined });
    }
    if (vertex.from.kind === 'context') return ok({ record: undefined, contentKey: undefined });
    const selection = selectAll(this.#treeOf(vertex.from), vertex.sources);
    if (!selection.ok) return selection;
    const other = contentKey(vertex, parent.key, selection.value);
    return ok({ record: allowed ? cache.find(other) : undefined, contentKey: other });
  }

  #stepWork(vertex: Step, context: StepContext, report: VertexReport): Routine<StepResult> {
    if (vertex.kind === 'run') return runCommand(vertex, context, report);
    return vertex.kind === 'copy' ? copyFiles(vertex, context) : makeDirectory(vertex, context);
  }

  #stepContext(parent: Built, cause: number): StepContext {
    const { host, caches, secrets } = this.#options;
    const { layers } = parent;
    return { host, layers, treeOf: (vertex) => this.#treeOf(vertex), caches, secrets, cause };
  }

  #treeOf(vertex: Vertex): SourceTree {
    if (vertex.kind === 'context') return this.#context;
    const tree = this.#trees.get(vertex) ?? SourceTree.ofLayers(this.#result(vertex).layers);
    this.#trees.set(vertex, tree);
    return tree;
  }

  #result(vertex: Vertex): Built {
    return this.#built.get(vertex) ?? NOTHING;
  }
}

interface Known {
  readonly record: CacheRecord | undefined;
  readonly contentKey: string | undefined;
}

function builtImage(layers: readonly ImageLayer[], createdAt: number): Built {
  return { layers, key: imageKey(layers), createdAt };
}

function isSource(vertex: Vertex): boolean {
  return vertex.kind === 'image' || vertex.kind === 'context';
}

function failed(message: string, prefix = ''): Outcome {
  return fail({ message, whole: prefix + message });
}
