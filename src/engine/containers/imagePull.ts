/** Getting an image onto a node, as the CRI asks for it: what the registry says, then the layers that aren't here. */

import { type ImageReference, parseImageReference } from '../../base/imageReference';
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Clock } from '../clock';
import type { NetworkNamespace } from '../network/namespace';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { pulledImage } from './imageStore';
import type { Image } from './images/image';
import type { LayerSource } from './layerDownloads';
import type { MachineImages } from './machineImages';
import type { PullError, PulledImage } from './runtime';
import type { RuntimeWords } from './runtimeWords';
import { TimedWork } from './timedWork';

export interface ImagePullsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly registries: Registries;
  readonly images: MachineImages;
  /** From where registries are reached that somebody runs on a machine. */
  readonly network: NetworkNamespace;
  /** What the runtime says when it can't. */
  readonly words: RuntimeWords;
  /** Who pulls: `runtime/NODE`. */
  readonly actor: string;
  /** Every pull takes exactly this long, in milliseconds; left out, it follows from the sizes. */
  readonly duration?: number | undefined;
}

type Done = (result: Result<PulledImage, PullError>) => void;

export class ImagePulls {
  readonly #options: ImagePullsOptions;

  constructor(options: ImagePullsOptions) {
    this.#options = options;
  }

  /** Pulls; `done` is called later, unless the returned function is called before. */
  pull(text: string, done: Done): () => void {
    const { clock, trace, actor } = this.#options;
    const reference = parseImageReference(text);
    const finish: Done = (result) => {
      const action = result.ok ? 'image-pulled' : 'image-pull-failed';
      const detail: Record<string, string | number> = { image: text };
      if (result.ok) detail['bytes'] = result.value.sizeBytes;
      else detail['code'] = result.error.code;
      const sequence = trace.record({ kind: 'act', actor, action, detail });
      clock.withCause(sequence, () => done(result));
    };
    if (reference.ok) return this.#pull(text, reference.value, finish);
    const timer = clock.after(0, () => finish(fail(this.#options.words.nameError(text, reference.error))));
    return () => timer.cancel();
  }

  #pull(text: string, reference: ImageReference, finish: Done): () => void {
    const { clock, registries, random, duration, network, words } = this.#options;
    const work = new TimedWork(clock);
    const { domain, path, tag, digest } = reference;
    if (registries.onInternet(domain)) {
      const resolved = registries.resolve(reference);
      const answer = duration ?? 400 + 500 * random.next();
      const image = resolved.ok ? resolved.value : undefined;
      const source = registries.sourceOf(domain);
      clock.withCause(this.#begin(reference, image, answer, source), () =>
        work.after(answer, () => {
          if (resolved.ok) this.#fetch(text, reference, resolved.value, source, work, finish);
          else finish(fail(words.pullRefused(resolved.error, reference)));
        }),
      );
      return work.cancel;
    }
    const cancel = registries.connect(domain, { clock, network }, (registry) => {
      if (!registry.ok) {
        finish(fail(words.notReached(registry.error, reference)));
        return;
      }
      const { source } = registry.value;
      const image = registry.value.resolve(path, digest ?? tag);
      if (!image.ok) finish(fail(words.pullRefused(image.error, reference)));
      else {
        clock.withCause(this.#begin(reference, image.value, 0, source), () =>
          this.#fetch(text, reference, image.value, source, work, finish),
        );
      }
    });
    work.own(cancel);
    return work.cancel;
  }

  #fetch(
    text: string,
    reference: ImageReference,
    image: Image,
    source: LayerSource,
    work: TimedWork,
    finish: Done,
  ): void {
    const { duration, images, words } = this.#options;
    if (duration !== undefined) {
      finish(this.#keep(text, reference, image));
      return;
    }
    const hold = images.store.hold();
    const cancel = images.downloads.fetch(image, { source, hold }, (fetched) => {
      finish(fetched.ok ? this.#keep(text, reference, image) : fail(words.storageError(reference, fetched.error)));
      hold.release();
    });
    work.own(cancel);
    work.own(() => hold.release());
  }

  #begin(reference: ImageReference, image: Image | undefined, answer: number, source: LayerSource): number {
    const { clock, trace, duration, actor, images } = this.#options;
    const layers = image === undefined ? [] : images.store.missingLayers(image);
    const moving = duration === undefined ? images.downloads.estimate(layers, source) : 0;
    return trace.record({
      kind: 'act',
      actor,
      action: 'pull-image',
      detail: {
        image: reference.full,
        layers: image?.layers.length ?? 0,
        missing: layers.length,
        bytes: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
      },
      until: clock.now + answer + moving,
    });
  }

  #keep(text: string, reference: ImageReference, image: Image): Result<PulledImage, PullError> {
    const { images, words } = this.#options;
    const { store } = images;
    const stored = store.add(image, reference.digest === undefined ? [reference] : []);
    if (!stored.ok) return fail(words.storageError(reference, stored.error));
    store.addRepositoryDigest(image.id, reference.repository);
    return ok(pulledImage(store.find(image.id) ?? stored.value, text));
  }
}
