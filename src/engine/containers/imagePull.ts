/**
 * Getting an image onto a machine: ask the registry, then fetch and unpack the layers that aren't here. Layers that
 * another pull on this machine is fetching already are waited for, not fetched twice.
 */

import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Clock, Timer } from '../clock';
import { containerdError } from '../registries/containerdErrors';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { parseImageReference } from './imageReference';
import { type ImageStore, type LayerHold, pulledImage } from './imageStore';
import type { Image } from './images/image';
import type { ImageLayer } from './images/layer';
import type { PullError, PulledImage } from './runtime';

export interface ImagePullsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly registries: Registries;
  readonly store: ImageStore;
  /** Who pulls: `runtime/NODE`. */
  readonly actor: string;
  /** Every pull takes exactly this long, in milliseconds; left out, it follows from the sizes. */
  readonly duration?: number | undefined;
}

/** Unpacking, in bytes (compressed) per second. */
const UNPACK_SPEED = 90_000_000;

export class ImagePulls {
  readonly #options: ImagePullsOptions;
  /** Layers on their way, with those who wait for them. */
  readonly #fetching = new Map<string, Set<() => void>>();

  constructor(options: ImagePullsOptions) {
    this.#options = options;
  }

  /** Pulls; `done` is called later, unless the returned function is called before. */
  pull(text: string, done: (result: Result<PulledImage, PullError>) => void): () => void {
    const { clock, trace, registries, random, duration, actor, store } = this.#options;
    const reference = parseImageReference(text);
    let timer: Timer | undefined;
    let over = false;
    const finish = (result: Result<PulledImage, PullError>) => {
      if (over) return;
      over = true;
      const action = result.ok ? 'image-pulled' : 'image-pull-failed';
      const detail: Record<string, string | number> = { image: text };
      if (result.ok) detail['bytes'] = result.value.sizeBytes;
      else detail['code'] = result.error.code;
      const sequence = trace.record({ kind: 'act', actor, action, detail });
      clock.withCause(sequence, () => done(result));
    };
    if (!reference.ok) {
      timer = clock.after(0, () =>
        finish(fail({ code: 'InvalidName', message: `couldn't parse image name "${text}": ${reference.error}` })),
      );
      return () => timer?.cancel();
    }
    const image = registries.resolve(reference.value);
    const answer = duration ?? 400 + 500 * random.next();
    const layers = image.ok ? store.missingLayers(image.value) : [];
    const sequence = trace.record({
      kind: 'act',
      actor,
      action: 'pull-image',
      detail: {
        image: reference.value.full,
        layers: image.ok ? image.value.layers.length : 0,
        missing: layers.length,
        bytes: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
      },
      until: clock.now + answer + (duration === undefined ? this.#timeFor(layers) : 0),
    });
    const hold = store.hold();
    const settle = () => {
      if (!image.ok) {
        finish(fail(containerdError(image.error, reference.value)));
        return;
      }
      const stored = store.add(image.value, [reference.value]);
      hold.release();
      if (!stored.ok) {
        finish(fail({ code: 'Unavailable', message: stored.error }));
        return;
      }
      store.addRepositoryDigest(image.value.id, reference.value.repository);
      finish(ok(pulledImage(store.find(image.value.id) ?? stored.value, text)));
    };
    let cancelLayers = () => {};
    clock.withCause(sequence, () => {
      timer = clock.after(answer, () => {
        if (!image.ok || duration !== undefined) settle();
        else cancelLayers = this.#fetchAll(image.value, hold, settle);
      });
    });
    return () => {
      over = true;
      timer?.cancel();
      cancelLayers();
    };
  }

  #timeFor(layers: readonly ImageLayer[]): number {
    return layers.reduce((sum, layer) => sum + this.#fetchTime(layer), 0);
  }

  #fetchTime(layer: ImageLayer): number {
    return 1000 * (layer.sizeBytes / this.#options.registries.bandwidth + layer.sizeBytes / UNPACK_SPEED);
  }

  /** One layer after the other. Layers that are being fetched go on when this pull is called off: others may wait. */
  #fetchAll(image: Image, hold: LayerHold, done: () => void): () => void {
    let cancelled = false;
    const next = () => {
      if (cancelled) return;
      const layer = this.#options.store.missingLayers(image)[0];
      if (layer === undefined) {
        done();
        return;
      }
      const waiting = this.#fetching.get(layer.digest) ?? this.#fetch(layer);
      waiting.add(() => {
        if (!cancelled) hold.add(image.layers.slice(0, image.layers.indexOf(layer) + 1));
        next();
      });
    };
    next();
    return () => {
      cancelled = true;
      hold.release();
    };
  }

  #fetch(layer: ImageLayer): Set<() => void> {
    const { clock, trace, actor } = this.#options;
    const waiting = new Set<() => void>();
    this.#fetching.set(layer.digest, waiting);
    const until = clock.now + this.#fetchTime(layer);
    const detail = { layer: layer.digest, bytes: layer.sizeBytes };
    const sequence = trace.record({ kind: 'act', actor, action: 'pull-layer', detail, until });
    clock.withCause(sequence, () =>
      clock.at(until, () => {
        this.#fetching.delete(layer.digest);
        for (const resume of waiting) resume();
      }),
    );
    return waiting;
  }
}
