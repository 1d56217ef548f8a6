/**
 * What one machine has of images: layers, each once however many images stand on it, and the images that are complete,
 * with their names. Docker's daemon, the builder and the CRI of a machine share one store.
 *
 * A layer stays as long as an image or a hold needs it. Layers are kept by the chain that they are the end of, as
 * Docker keeps them: the same content on another base is another layer on the disk.
 */
import { Emitter } from '../../base/emitter';
import { type ImageReference, parseImageReference, repositoryOf } from '../../base/imageReference';
import { fail, ok, type Result } from '../../base/result';
import type { Image } from './images/image';
import { chainIds, type ImageLayer } from './images/layer';
import type { PulledImage } from './runtime';

/** An image that is on the machine. */
export interface StoredImage {
  readonly image: Image;
  /** In full, sorted: `docker.io/library/nginx:1.27`. */
  readonly names: readonly string[];
  /** `docker.io/library/nginx@sha256:...`: repositories that it was pulled from or pushed to. */
  readonly repositoryDigests: readonly string[];
  /** Of all layers, compressed: what the CRI calls its size. */
  readonly sizeBytes: number;
  /** Of all layers, unpacked: what Docker calls its size. */
  readonly unpackedBytes: number;
  /** Milliseconds since 1970: when it last got a name. */
  readonly taggedAt: number;
}

export interface StoredLayer {
  readonly layer: ImageLayer;
  /** `sha256:...` of the layer and all beneath it. */
  readonly chainId: string;
  /** The chain ID of the layer beneath it; '' for a lowest one. */
  readonly below: string;
  /** How many images and holds need it. */
  readonly references: number;
}

/** Keeps layers on the machine for somebody who isn't an image: a pull underway, the build cache, a container. */
export interface LayerHold {
  /** Adds a whole stack, lowest first; what isn't there yet is there now. `no space left on device` when it is too much. */
  add(layers: readonly ImageLayer[]): Result<void, string>;
  /** Gives all of it up: layers that nobody else needs go. Returns their chain IDs, uppermost first. */
  release(): readonly string[];
}

export interface ImageStoreOptions {
  /** For the moment at which an image gets a name. */
  readonly now?: () => number;
  /** Of the disk, in bytes; left out, it never gets full. */
  readonly capacityBytes?: number;
  /** What else is on that disk (containers, volumes), in bytes. */
  readonly otherUsage?: () => number;
}

interface Entry {
  readonly image: Image;
  readonly names: Set<string>;
  readonly repositoryDigests: Set<string>;
  readonly order: number;
  taggedAt: number;
}

const NO_SPACE = 'no space left on device';

export class ImageStore {
  readonly #options: ImageStoreOptions;
  readonly #layers = new Map<string, { layer: ImageLayer; below: string; references: number }>();
  readonly #images = new Map<string, Entry>();
  readonly #byName = new Map<string, string>();
  /** By the digest of a layer's blob. */
  readonly #sources = new Map<string, Set<string>>();
  readonly #changed = new Emitter<void>();
  #order = 0;

  constructor(options: ImageStoreOptions = {}) {
    this.#options = options;
  }

  /** The newest first, by the time at which they were made; of the same age, the last added first. */
  get images(): readonly StoredImage[] {
    return [...this.#images.values()]
      .sort((a, b) => b.image.created - a.image.created || b.order - a.order)
      .map(describeEntry);
  }

  /** Every layer on the disk. */
  get layers(): readonly StoredLayer[] {
    return [...this.#layers].map(([chainId, { layer, below, references }]) => ({ layer, chainId, below, references }));
  }

  /** Bytes of all layers, each once. */
  get layersBytes(): number {
    let sum = 0;
    for (const { layer } of this.#layers.values()) sum += layer.unpackedBytes;
    return sum;
  }

  get freeBytes(): number {
    const { capacityBytes, otherUsage } = this.#options;
    return capacityBytes === undefined ? Infinity : capacityBytes - this.layersBytes - (otherUsage?.() ?? 0);
  }

  /** Tells of every change of images, names and layers. */
  onChange(listener: () => void): () => void {
    return this.#changed.subscribe(listener);
  }

  /** The layers of an image that aren't here, lowest first. */
  missingLayers(image: Image): readonly ImageLayer[] {
    const chain = chainIds(image.layers);
    return image.layers.filter((_, at) => !this.#layers.has(chain[at] ?? ''));
  }

  /**
   * By name, repository digest, ID (with or without `sha256:`), or the beginning of an ID that no other image shares.
   * Names go before IDs, as in Docker.
   */
  find(text: string): StoredImage | undefined {
    const entry = this.#find(text);
    return entry === undefined ? undefined : describeEntry(entry);
  }

  /** Images whose parent it is. */
  children(id: string): readonly StoredImage[] {
    return [...this.#images.values()].filter(({ image }) => image.parent === id).map(describeEntry);
  }

  /** True for an image without names that no other was made from: what is left when a newer one takes its name. */
  isDangling(id: string): boolean {
    const entry = this.#images.get(id);
    return entry !== undefined && entry.names.size === 0 && this.children(id).length === 0;
  }

  /**
   * Keeps an image, its missing layers included, under names that move here from other images. `no space left on
   * device` when its layers don't fit; then nothing has changed.
   */
  add(image: Image, names: readonly ImageReference[] = []): Result<StoredImage, string> {
    let entry = this.#images.get(image.id);
    if (entry === undefined) {
      const added = this.#retain(image.layers);
      if (!added.ok) return added;
      entry = {
        image,
        names: new Set(),
        repositoryDigests: new Set(),
        order: ++this.#order,
        taggedAt: this.#options.now?.() ?? 0,
      };
      this.#images.set(image.id, entry);
    }
    for (const name of names) this.#name(entry, name.full);
    this.#changed.emit();
    return ok(describeEntry(entry));
  }

  /** Gives an image a name, which another may lose. False when there is no such image. */
  tag(id: string, reference: ImageReference): boolean {
    const entry = this.#images.get(id);
    if (entry === undefined) return false;
    this.#name(entry, reference.full);
    this.#changed.emit();
    return true;
  }

  /** Takes a name (or a repository digest) away; the image stays. False when nothing has that name. */
  untag(full: string): boolean {
    const id = this.#byName.get(full);
    const entry = id === undefined ? undefined : this.#images.get(id);
    if (entry?.names.delete(full) === true) {
      this.#byName.delete(full);
      this.#changed.emit();
      return true;
    }
    for (const other of this.#images.values()) {
      if (!other.repositoryDigests.delete(full)) continue;
      this.#changed.emit();
      return true;
    }
    return false;
  }

  /** Remembers that a repository has the image, after a pull or a push. */
  addRepositoryDigest(id: string, repository: string): void {
    const entry = this.#images.get(id);
    if (entry === undefined) return;
    entry.repositoryDigests.add(`${repository}@${entry.image.digest}`);
    for (const { digest } of entry.image.layers) {
      const known = this.#sources.get(digest) ?? new Set<string>();
      this.#sources.set(digest, known.add(repository));
    }
    this.#changed.emit();
  }

  /** Repositories that this machine knows to have a layer: it was pulled from or pushed to them, if long ago. */
  repositoriesWith(layer: ImageLayer): readonly string[] {
    return [...(this.#sources.get(layer.digest) ?? [])];
  }

  /** Takes an image away with all its names. Returns the chain IDs of layers that went with it, uppermost first. */
  remove(id: string): readonly string[] {
    const entry = this.#images.get(id);
    if (entry === undefined) return [];
    this.#images.delete(id);
    for (const name of entry.names) this.#byName.delete(name);
    const gone = this.#release(entry.image.layers);
    this.#changed.emit();
    return gone;
  }

  /** Keeps layers besides those of images. */
  hold(): LayerHold {
    const held: (readonly ImageLayer[])[] = [];
    return {
      add: (layers) => {
        const added = this.#retain(layers);
        if (!added.ok) return added;
        held.push(layers);
        this.#changed.emit();
        return ok(undefined);
      },
      release: () => {
        const gone = held.splice(0).flatMap((layers) => this.#release(layers));
        if (gone.length > 0) this.#changed.emit();
        return gone;
      },
    };
  }

  #find(text: string): Entry | undefined {
    const hex = text.startsWith('sha256:') ? text.slice('sha256:'.length) : text;
    if (/^[0-9a-f]{64}$/.test(hex)) return this.#images.get(`sha256:${hex}`);
    const reference = parseImageReference(text);
    if (reference.ok) {
      const { full, digest } = reference.value;
      const id = this.#byName.get(full);
      if (id !== undefined) return this.#images.get(id);
      if (digest !== undefined) {
        return [...this.#images.values()].find((entry) => entry.repositoryDigests.has(full));
      }
    }
    if (!/^[0-9a-f]+$/.test(hex)) return undefined;
    const matching = [...this.#images.values()].filter(({ image }) => image.id.startsWith(`sha256:${hex}`));
    return matching.length === 1 ? matching[0] : undefined;
  }

  #name(entry: Entry, full: string): void {
    const before = this.#images.get(this.#byName.get(full) ?? '');
    if (before !== entry) before?.names.delete(full);
    entry.names.add(full);
    entry.taggedAt = this.#options.now?.() ?? 0;
    this.#byName.set(full, entry.image.id);
  }

  #retain(layers: readonly ImageLayer[]): Result<void, string> {
    const chain = chainIds(layers);
    const missing = layers.filter((_, at) => !this.#layers.has(chain[at] ?? ''));
    const bytes = missing.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
    if (bytes > 0 && bytes > this.freeBytes) return fail(NO_SPACE);
    for (const [at, layer] of layers.entries()) {
      const chainId = chain[at] ?? '';
      const present = this.#layers.get(chainId);
      if (present === undefined) this.#layers.set(chainId, { layer, below: chain[at - 1] ?? '', references: 1 });
      else present.references++;
    }
    return ok(undefined);
  }

  #release(layers: readonly ImageLayer[]): string[] {
    const gone: string[] = [];
    for (const chainId of [...chainIds(layers)].reverse()) {
      const present = this.#layers.get(chainId);
      if (present === undefined || --present.references > 0) continue;
      this.#layers.delete(chainId);
      gone.push(chainId);
    }
    return gone;
  }
}

function describeEntry({ image, names, repositoryDigests, taggedAt }: Entry): StoredImage {
  const sum = (bytes: (layer: ImageLayer) => number) => image.layers.reduce((total, layer) => total + bytes(layer), 0);
  return {
    image,
    names: [...names].sort(),
    repositoryDigests: [...repositoryDigests].sort(),
    sizeBytes: sum((layer) => layer.sizeBytes),
    unpackedBytes: sum((layer) => layer.unpackedBytes),
    taggedAt,
  };
}

/** How the CRI names a stored image; of several repositories, the one that `text` asks for. */
export function pulledImage(stored: StoredImage, text: string): PulledImage {
  const reference = parseImageReference(text);
  const repository = reference.ok ? reference.value.repository : undefined;
  const digest =
    stored.repositoryDigests.find((one) => repositoryOf(one) === repository) ?? stored.repositoryDigests[0];
  return {
    id: stored.image.id,
    repositoryDigest: digest ?? stored.image.id,
    sizeBytes: stored.sizeBytes,
    user: stored.image.config.user,
  };
}
