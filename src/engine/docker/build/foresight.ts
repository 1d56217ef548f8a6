/** What the cache will have to say of a build, as far as that can be told before anything is done. */
import { ok, type Result } from '../../../base/result';
import { chainIds, type ImageLayer } from '../../containers/images/layer';
import { type BuildCache, keyOf } from './cache';
import { contentDigest, type Selected, type SourceTree } from './sourceTree';
import { type ContextVertex, type CopyVertex, type ImageVertex, inputsOf, type Step, type Vertex } from './vertex';

export interface ForesightOptions {
  readonly cache: BuildCache;
  /** Inputs before what needs them. */
  readonly order: readonly Vertex[];
  readonly target: Vertex | undefined;
  readonly context: SourceTree;
}

/** What steps on nothing stand on. */
export const NOTHING_KEY = 'scratch';

export class Foresight {
  readonly #options: ForesightOptions;
  /** Of sources and cached steps. */
  readonly #keys = new Map<Vertex, string>();
  readonly #cached = new Set<Vertex>();

  constructor(options: ForesightOptions) {
    this.#options = options;
    for (const vertex of options.order) this.#assess(vertex);
  }

  /** True for steps that need not be done. */
  isCached(vertex: Vertex): boolean {
    return this.#cached.has(vertex);
  }

  /** Whether somebody works on an image's files: not when all that would is in the cache, or may well be. */
  isNeeded(image: ImageVertex): boolean {
    const { order, target } = this.#options;
    const works = (step: Vertex) =>
      inputsOf(step).includes(image) && !this.#cached.has(step) && !this.#isLikelyCached(step, image);
    return image === target || order.some(works);
  }

  /** A COPY from a stage that is built anew, which was done before: perhaps the files are still the same. */
  #isLikelyCached(step: Vertex, image: ImageVertex): boolean {
    if (step.kind !== 'copy' || step.parent !== image || step.from === undefined || step.from.kind === 'context') {
      return false;
    }
    const { cache } = this.#options;
    const key = this.#keys.get(image) ?? '';
    return mayBeCached(step) && cache.find(key) !== undefined && cache.knowsOperation(step.operation, key);
  }

  /**
   * An image whose only news is that a COPY on top of it takes other files than before: BuildKit compares the files
   * first, and gets the image when they turn out to be new.
   */
  waitsForContext(vertex: Vertex): boolean {
    const key = this.#keys.get(vertex);
    if (vertex.kind !== 'image' || key === undefined) return false;
    const { cache, order } = this.#options;
    const isNews = (step: CopyVertex) => !this.#cached.has(step) && cache.knowsOperation(step.operation, key);
    return order.some(
      (step) => step.kind === 'copy' && step.parent === vertex && step.from?.kind === 'context' && isNews(step),
    );
  }

  #assess(vertex: Vertex): void {
    if (vertex.kind === 'context') return;
    if (vertex.kind === 'image') {
      if (vertex.image !== undefined) this.#keys.set(vertex, imageKey(vertex.image.layers));
      return;
    }
    const parentKey = vertex.parent === undefined ? NOTHING_KEY : this.#keys.get(vertex.parent);
    if (parentKey === undefined) return;
    const key = stepKey(vertex, parentKey, this.#options.context, (input) => this.#keys.get(input));
    const record = mayBeCached(vertex) && key.ok ? this.#options.cache.find(key.value) : undefined;
    if (record === undefined) return;
    this.#cached.add(vertex);
    this.#keys.set(vertex, record.id);
  }
}

/** --no-cache does all again but making directories, as BuildKit does. */
export function mayBeCached(vertex: Step): boolean {
  return !vertex.noCache || vertex.kind === 'directory';
}

/** Of an image's files: images of the same layers are the same to the steps on top. */
export function imageKey(layers: readonly ImageLayer[]): string {
  return `image ${chainIds(layers).at(-1) ?? 'empty'}`;
}

/**
 * The key by which a step's result is kept: what it does, what it works on, what it takes. Fails when what it takes
 * from the context isn't there, or something else that it needs isn't known yet.
 */
export function stepKey(
  vertex: Step,
  parentKey: string,
  context: SourceTree,
  inputKey: (vertex: Vertex) => string | undefined,
): Result<string, string> {
  const inputs: string[] = [];
  for (const input of inputsOf(vertex)) {
    if (input === vertex.parent) continue;
    if (input.kind === 'context') {
      const selection = contextSelection(vertex, input, context);
      if (!selection.ok) return selection;
      inputs.push(contentDigest(selection.value));
      continue;
    }
    const key = inputKey(input);
    if (key === undefined) return { ok: false, error: 'not known yet' };
    inputs.push(key);
  }
  return ok(keyOf([vertex.operation, parentKey, inputs]));
}

/** The key by which a COPY from a stage is found when that stage has changed, but not the files that are taken. */
export function contentKey(vertex: CopyVertex, parentKey: string, selection: readonly Selected[]): string {
  return keyOf([vertex.operation, parentKey, 'content', contentDigest(selection)]);
}

/** What a step takes of the context. */
export function contextSelection(
  step: Vertex,
  context: ContextVertex,
  tree: SourceTree,
): Result<readonly Selected[], string> {
  if (step.kind === 'run') return step.mounts.some((mount) => mount.from === context) ? tree.select('/') : ok([]);
  if (step.kind !== 'copy' || step.from !== context) return ok([]);
  return selectAll(tree, step.sources);
}

/** What several sources of COPY name; fails when one of them isn't there. */
export function selectAll(tree: SourceTree, sources: readonly string[]): Result<readonly Selected[], string> {
  const selection: Selected[] = [];
  for (const source of sources) {
    const selected = tree.select(source);
    if (!selected.ok) return selected;
    selection.push(...selected.value);
  }
  return ok(selection);
}
