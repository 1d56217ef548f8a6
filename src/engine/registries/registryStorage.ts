/** What a registry keeps: for each repository its blobs, its manifests by digest, and its tags. */
import type { Image } from '../containers/images/image';
import type { ImageLayer } from '../containers/images/layer';

export interface RegistryStorage {
  /** Paths of repositories that have a manifest, sorted: `library/busybox`. */
  readonly repositories: readonly string[];
  /** Sorted; undefined when there is no such repository. */
  tags(repository: string): readonly string[] | undefined;
  /** By tag or digest. */
  manifest(repository: string, reference: string): Image | undefined;
  hasBlob(repository: string, digest: string): boolean;
  /** Keeps a layer's blob, or lets a repository have one that another has already. */
  putBlob(repository: string, layer: ImageLayer): void;
  /** Keeps a manifest under a tag, which moves. Refused with `blob unknown` while one of its layers is missing. */
  putManifest(repository: string, tag: string, image: Image): 'stored' | 'blob unknown';
}
