/** `docker pull`: the registry is asked, missing layers are fetched, and every line that the daemon tells of it. */

import { familiarName, type ImageReference, parseDockerReference } from '../../base/imageReference';
import type { Random } from '../../base/random';
import { fail, ok } from '../../base/result';
import type { Clock } from '../clock';
import type { DaemonError, TransferProgress } from '../docker/daemon';
import type { NetworkNamespace } from '../network/namespace';
import { notReached, pullRefused } from '../registries/dockerErrors';
import type { Registries } from '../registries/registries';
import type { Registry } from '../registries/registry';
import type { Trace } from '../trace';
import type { Image } from './images/image';
import type { TransferDone } from './imageTransfers';
import type { MachineImages } from './machineImages';
import { TimedWork } from './timedWork';

export interface TransferContext {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly registries: Registries;
  readonly images: MachineImages;
  /** From where registries are reached. */
  readonly network: NetworkNamespace;
  /** Who moves images, for the trace: `docker`. */
  readonly actor: string;
  /** The machine's name, for the trace. */
  readonly machine: string;
}

type Progress = (line: TransferProgress) => void;

/** How long a registry of the internet takes to answer a question, in milliseconds: this and up to as much again. */
const QUESTION = 150;

export class DockerPull {
  readonly #context: TransferContext;
  readonly #progress: Progress;
  readonly #done: TransferDone<void>;
  readonly #work: TimedWork;
  #updated = false;

  constructor(context: TransferContext, progress: Progress, done: TransferDone<void>) {
    this.#context = context;
    this.#progress = progress;
    this.#done = done;
    this.#work = new TimedWork(context.clock);
  }

  /** Begins; returns how to call it off. */
  begin(text: string, allTags: boolean): () => void {
    const { registries } = this.#context;
    const parsed = parseDockerReference(text);
    if (!parsed.ok) {
      this.#work.after(0, () => this.#fail({ status: 400, message: parsed.error }));
      return this.#work.cancel;
    }
    const reference = parsed.value;
    const cancel = registries.connect(reference.domain, this.#context, (registry) => {
      if (!registry.ok) this.#fail(notReached(reference.domain, registry.error));
      else if (allTags) this.#allTags(registry.value, reference);
      else this.#one(registry.value, reference, () => this.#finish(familiarName(reference.full)));
    });
    this.#work.own(cancel);
    return this.#work.cancel;
  }

  #allTags(registry: Registry, reference: ImageReference): void {
    const tags = [...(registry.storage.tags(reference.path) ?? [])];
    if (tags.length === 0) {
      this.#fail(pullRefused('denied', reference));
      return;
    }
    const next = () => {
      const tag = tags.shift();
      const full = `${reference.repository}:${tag}`;
      if (tag === undefined) this.#finish(familiarName(reference.repository));
      else this.#one(registry, { ...reference, tag, tagged: true, digest: undefined, full }, next);
    };
    next();
  }

  #one(registry: Registry, reference: ImageReference, then: () => void): void {
    this.#work.after(questionTime(this.#context, registry), () => {
      const resolved = registry.resolve(reference.path, reference.digest ?? reference.tag);
      if (!resolved.ok) {
        this.#fail(pullRefused(resolved.error, reference));
        return;
      }
      const image = resolved.value;
      const id = reference.digest === undefined ? reference.tag : reference.full;
      this.#progress({ id, status: `Pulling from ${reference.path}` });
      if (this.#context.images.store.find(image.id) === undefined) this.#fetch(registry, reference, image, then);
      else this.#keep(reference, image, then);
    });
  }

  #fetch(registry: Registry, reference: ImageReference, image: Image, then: () => void): void {
    const { images, clock } = this.#context;
    const hold = images.store.hold();
    this.#work.own(() => hold.release());
    clock.withCause(recordPull(this.#context, registry, reference.full, image), () => {
      const progress = layerProgress(this.#progress);
      const cancel = images.downloads.fetch(image, { source: registry.source, hold, progress }, (fetched) => {
        if (fetched.ok) this.#keep(reference, image, then);
        else this.#fail({ status: 500, message: `failed to register layer: write: ${fetched.error}` }, reference.full);
        hold.release();
      });
      this.#work.own(cancel);
    });
  }

  #keep(reference: ImageReference, image: Image, then: () => void): void {
    const { store } = this.#context.images;
    const { full, repository, digest } = reference;
    const named = store.find(full)?.image.id === image.id;
    const stored = store.add(image, digest === undefined ? [reference] : []);
    if (!stored.ok) {
      this.#fail({ status: 500, message: `failed to register layer: write: ${stored.error}` }, full);
      return;
    }
    store.addRepositoryDigest(image.id, repository);
    if (!named) {
      this.#updated = true;
      const { trace, actor } = this.#context;
      trace.record({
        kind: 'act',
        actor,
        action: 'image-pulled',
        detail: { image: full, bytes: stored.value.sizeBytes },
      });
    }
    this.#progress({ status: `Digest: ${image.digest}` });
    then();
  }

  #finish(name: string): void {
    const what = this.#updated ? 'Downloaded newer image for' : 'Image is up to date for';
    this.#progress({ status: `Status: ${what} ${name}` });
    this.#done(ok(undefined));
  }

  #fail(error: DaemonError, image = ''): void {
    const { trace, actor } = this.#context;
    trace.record({ kind: 'act', actor, action: 'image-pull-failed', detail: { image, code: error.status } });
    this.#done(fail(error));
  }
}

/** How long a registry thinks about a question, in milliseconds. */
export function questionTime({ random }: TransferContext, registry: Registry): number {
  return registry.accounts === undefined ? registry.source.latency : QUESTION * (1 + random.next());
}

/** Records that an image begins to come; returns the trace entry. */
export function recordPull(context: TransferContext, registry: Registry, name: string, image: Image): number {
  const { trace, actor, images, clock, machine } = context;
  const layers = images.store.missingLayers(image);
  return trace.record({
    kind: 'act',
    actor,
    action: 'pull-image',
    detail: {
      image: name,
      layers: image.layers.length,
      missing: layers.length,
      bytes: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
      from: registry.host,
      to: machine,
    },
    until: clock.now + images.downloads.estimate(layers, registry.source),
  });
}

/** Progress of layers as lines that begin with the short digest of the blob. */
export function layerProgress(progress: Progress) {
  return (layer: { readonly digest: string }, status: Omit<TransferProgress, 'id'>): void =>
    progress({ id: shortId(layer.digest), ...status });
}

/** The twelve digits that Docker shows of `sha256:...`. */
export function shortId(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
