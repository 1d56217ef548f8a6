/** What one machine has of images: layers by digest, and the images that are complete. */

import { type ImageReference, parseImageReference } from './imageReference';
import type { Image, ImageLayer } from './images/image';
import type { PulledImage } from './runtime';

/** An image that is on the machine, with the names that it was pulled by. */
export interface StoredImage {
  readonly image: Image;
  readonly repository: string;
  /** In full: `docker.io/library/nginx:1.27`. */
  readonly names: ReadonlySet<string>;
  readonly sizeBytes: number;
}

export class ImageStore {
  readonly #layers = new Set<string>();
  readonly #images = new Map<string, { image: Image; repository: string; names: Set<string>; sizeBytes: number }>();

  get images(): readonly StoredImage[] {
    return [...this.#images.values()];
  }

  hasLayer(digest: string): boolean {
    return this.#layers.has(digest);
  }

  missingLayers(image: Image): readonly ImageLayer[] {
    return image.layers.filter((layer) => !this.#layers.has(layer.digest));
  }

  addLayer(digest: string): void {
    this.#layers.add(digest);
  }

  /** Keeps an image under the name that it was asked for by; a name moves when its image has changed. */
  add(reference: ImageReference, image: Image): StoredImage {
    for (const layer of image.layers) this.#layers.add(layer.digest);
    for (const other of this.#images.values()) other.names.delete(reference.full);
    const sizeBytes = image.layers.reduce((sum, layer) => sum + layer.sizeBytes, 0);
    const key = `${reference.repository} ${image.id}`;
    const stored = this.#images.get(key) ?? { image, repository: reference.repository, names: new Set(), sizeBytes };
    stored.names.add(reference.full);
    this.#images.set(key, stored);
    return stored;
  }

  /** By any of its names, its repository digest or its ID. */
  find(text: string): StoredImage | undefined {
    const reference = parseImageReference(text);
    for (const stored of this.#images.values()) {
      if (stored.image.id === text) return stored;
      if (!reference.ok) continue;
      const { full, repository, digest } = reference.value;
      if (stored.names.has(full)) return stored;
      if (digest !== undefined && stored.repository === repository && stored.image.digest === digest) return stored;
    }
    return undefined;
  }

  /** How the CRI names a stored image. */
  static describe(stored: StoredImage): PulledImage {
    return {
      id: stored.image.id,
      repositoryDigest: `${stored.repository}@${stored.image.digest}`,
      sizeBytes: stored.sizeBytes,
    };
  }
}
