/**
 * Getting an image onto a machine: ask the registry, then fetch and unpack the layers that aren't here. Layers that
 * another pull on this machine is fetching already are waited for, not fetched twice.
 */

import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Clock, Timer } from '../clock';
import type { Trace } from '../trace';
import { parseImageReference } from './imageReference';
import { ImageStore } from './imageStore';
import type { Image, ImageLayer } from './images/image';
import type { ImageRegistry } from './registry';
import type { PullError, PulledImage } from './runtime';

export interface ImagePullsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly registry: ImageRegistry;
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
    const { clock, trace, registry, random, duration, actor, store } = this.#options;
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
    const image = registry.resolve(reference.value);
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
    const settle = () => {
      if (!image.ok) finish(image);
      else finish(ok(ImageStore.describe(store.add(reference.value, image.value))));
    };
    let cancelLayers = () => {};
    clock.withCause(sequence, () => {
      timer = clock.after(answer, () => {
        if (!image.ok || duration !== undefined) settle();
        else cancelLayers = this.#fetchAll(image.value, settle);
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
    return 1000 * (layer.sizeBytes / this.#options.registry.bandwidth + layer.sizeBytes / UNPACK_SPEED);
  }

  /** One layer after the other. Layers that are being fetched go on when this pull is called off: others may wait. */
  #fetchAll(image: Image, done: () => void): () => void {
    let cancelled = false;
    const next = () => {
      if (cancelled) return;
      const layer = this.#options.store.missingLayers(image)[0];
      if (layer === undefined) {
        done();
        return;
      }
      const waiting = this.#fetching.get(layer.digest) ?? this.#fetch(layer);
      waiting.add(next);
    };
    next();
    return () => {
      cancelled = true;
    };
  }

  #fetch(layer: ImageLayer): Set<() => void> {
    const { clock, trace, actor, store } = this.#options;
    const waiting = new Set<() => void>();
    this.#fetching.set(layer.digest, waiting);
    const until = clock.now + this.#fetchTime(layer);
    const detail = { layer: layer.digest, bytes: layer.sizeBytes };
    const sequence = trace.record({ kind: 'act', actor, action: 'pull-layer', detail, until });
    clock.withCause(sequence, () =>
      clock.at(until, () => {
        store.addLayer(layer.digest);
        this.#fetching.delete(layer.digest);
        for (const resume of waiting) resume();
      }),
    );
    return waiting;
  }
}
