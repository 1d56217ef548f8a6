/** What a registry of the world's internet keeps: the catalogue's repositories, and what is pushed to it. */
import type { Image } from '../containers/images/image';
import type { ImageLayer } from '../containers/images/layer';
import type { Repository } from '../containers/images/repository';
import type { RegistryStorage } from './registryStorage';

interface Pushed {
  readonly tags: Map<string, Image>;
  readonly manifests: Map<string, Image>;
  readonly blobs: Set<string>;
}

export class HostedStorage implements RegistryStorage {
  readonly #catalogue = new Map<string, Repository>();
  readonly #pushed = new Map<string, Pushed>();
  /** Of repositories of the catalogue, once somebody has asked. */
  readonly #published = new Map<string, Set<string>>();
  readonly #versions = new Map<string, Image>();

  /** Adds a repository of the catalogue. */
  publish(path: string, repository: Repository): void {
    this.#catalogue.set(path, repository);
  }

  /** The catalogue's description of a repository, where it is one of them. */
  published(path: string): Repository | undefined {
    return this.#catalogue.get(path);
  }

  get repositories(): readonly string[] {
    const pushed = [...this.#pushed].filter(([, { manifests }]) => manifests.size > 0).map(([path]) => path);
    return [...new Set([...this.#catalogue.keys(), ...pushed])].sort();
  }

  tags(repository: string): readonly string[] | undefined {
    const published = this.#catalogue.get(repository)?.images.flatMap((one) => one.tags);
    const pushed = this.#pushed.get(repository)?.tags.keys();
    if (published === undefined && pushed === undefined) return undefined;
    return [...new Set([...(published ?? []), ...(pushed ?? [])])].sort();
  }

  manifest(repository: string, reference: string): Image | undefined {
    const pushed = this.#pushed.get(repository);
    const own = pushed?.tags.get(reference) ?? pushed?.manifests.get(reference);
    if (own !== undefined) return own;
    const images = this.#catalogue.get(repository)?.images ?? [];
    const isDigest = reference.startsWith('sha256:');
    return images.find((one) => (isDigest ? one.image.digest === reference : one.tags.includes(reference)))?.image;
  }

  /** The image of a version that the catalogue makes on demand; from then on it is one of the repository's. */
  version(repository: string, tag: string): Image | undefined {
    const key = `${repository}:${tag}`;
    const before = this.#versions.get(key);
    if (before !== undefined) return before;
    const made = this.#catalogue.get(repository)?.version?.(tag)?.image;
    if (made === undefined) return undefined;
    this.#versions.set(key, made);
    const blobs = this.#publishedBlobs(repository);
    for (const layer of made.layers) blobs.add(layer.digest);
    return made;
  }

  hasBlob(repository: string, digest: string): boolean {
    return this.#pushed.get(repository)?.blobs.has(digest) === true || this.#publishedBlobs(repository).has(digest);
  }

  putBlob(repository: string, layer: ImageLayer): void {
    this.#own(repository).blobs.add(layer.digest);
  }

  putManifest(repository: string, tag: string, image: Image): 'stored' | 'blob unknown' {
    if (!image.layers.every((layer) => this.hasBlob(repository, layer.digest))) return 'blob unknown';
    const own = this.#own(repository);
    own.manifests.set(image.digest, image);
    own.tags.set(tag, image);
    return 'stored';
  }

  #own(repository: string): Pushed {
    const before = this.#pushed.get(repository);
    if (before !== undefined) return before;
    const made: Pushed = { tags: new Map(), manifests: new Map(), blobs: new Set() };
    this.#pushed.set(repository, made);
    return made;
  }

  #publishedBlobs(repository: string): Set<string> {
    const before = this.#published.get(repository);
    if (before !== undefined) return before;
    const images = this.#catalogue.get(repository)?.images ?? [];
    const blobs = new Set(images.flatMap(({ image }) => image.layers.map((layer) => layer.digest)));
    this.#published.set(repository, blobs);
    return blobs;
  }
}
