/**
 * What registries on machines of the world hold, by digest. Their files say which repository has what, as a real
 * registry's do; the layers themselves, which are no bytes here, are found by their digests.
 */
import type { Image } from '../containers/images/image';
import type { ImageLayer } from '../containers/images/layer';
import type { RegistryStorage } from './registryStorage';

export class ContentStore {
  readonly layers = new Map<string, ImageLayer>();
  /** By the digest of the manifest. */
  readonly images = new Map<string, Image>();
  /** By the digest of its content: layers that were written into archives (`docker save`). */
  readonly unpacked = new Map<string, ImageLayer>();
  /** By ID: images that were written into archives. */
  readonly archived = new Map<string, Image>();
  /** Registries that have answered a request, by the request's ID: how Docker's daemon finds whom it has reached. */
  readonly answered = new Map<string, RegistryStorage>();
  #requests = 0;

  /** An ID for a request to whoever may be a registry. */
  nextRequest(): string {
    this.#requests++;
    return this.#requests.toString(16).padStart(8, '0');
  }
}
