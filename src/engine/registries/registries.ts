/** The image registries of the world: what they hold, and what they say when they don't. */
import { fail, ok, type Result } from '../../base/result';
import type { ImageReference } from '../containers/imageReference';
import { genericImage } from '../containers/images/generic';
import { createImage, type Image } from '../containers/images/image';
import { repositories as known } from '../containers/images/registry';
import type { CatalogueImage, Repository } from '../containers/images/repository';

export interface RegistriesOptions {
  /**
   * Any image can be pulled but those with `nope` in their names: unknown repositories give a stand-in that just runs,
   * unknown tags of known ones their newest version.
   */
  readonly anyImage?: boolean;
  /** Left out, every image of the catalogue. */
  readonly repositories?: readonly Repository[];
  /** How fast layers come, in bytes per second. */
  readonly bandwidth?: number;
}

/** Why a registry has no image for us. */
export type ResolveError =
  /** It does not answer. */
  | 'unreachable'
  /** No such repository, or not for us. */
  | 'denied'
  /** The repository has no such tag or digest. */
  | 'unknown manifest';

/** Tags that official images have for their versions and variants. */
const VERSION = /^v?\d+(?:\.\d+)*(?:-(?:alpine|slim|bookworm|bullseye|debian|ubuntu|jammy|noble|jdk|jre|rc)[\w.-]*)?$/;

export class Registries {
  /** Bytes per second. */
  readonly bandwidth: number;
  /** False when they cannot be reached (a fault). */
  reachable = true;
  readonly #anyImage: boolean;
  readonly #repositories = new Map<string, Repository>();
  readonly #standIns = new Map<string, Image>();

  constructor(options: RegistriesOptions = {}) {
    this.#anyImage = options.anyImage === true;
    this.bandwidth = options.bandwidth ?? 40_000_000;
    for (const repository of options.repositories ?? known) this.#repositories.set(repository.name, repository);
  }

  /** The image behind a reference. */
  resolve(reference: ImageReference): Result<Image, ResolveError> {
    const { repository, tag, digest } = reference;
    if (!this.reachable) return fail('unreachable');
    if (this.#anyImage && repository.includes('nope')) return fail('denied');
    if (this.#anyImage && tag.includes('nope')) return fail('unknown manifest');
    const found = this.#repositories.get(repository);
    if (found === undefined) {
      if (!this.#anyImage) return fail('denied');
      return ok(this.#standIn(reference.full, () => genericImage(reference.full, tag).image));
    }
    const matches = (one: CatalogueImage) =>
      digest === undefined ? one.tags.includes(tag) : one.image.digest === digest;
    const exact = found.images.find(matches);
    if (exact !== undefined) return ok(exact.image);
    const [newest] = found.images;
    const versioned = found.anyVersion === true && VERSION.test(tag) && digest === undefined;
    if ((!this.#anyImage && !versioned) || newest === undefined) return fail('unknown manifest');
    return ok(this.#standIn(reference.full, () => otherVersion(newest.image, reference.full)));
  }

  #standIn(full: string, make: () => Image): Image {
    const before = this.#standIns.get(full);
    if (before !== undefined) return before;
    const image = make();
    this.#standIns.set(full, image);
    return image;
  }
}

/** The same content under an ID of its own, which follows from the name. */
function otherVersion(image: Image, full: string): Image {
  const { config, layers, history, created, author, architecture, os, generic } = image;
  const rest = generic === undefined ? {} : { generic };
  return createImage({ config, layers, history, created, author, comment: full, architecture, os, ...rest });
}
