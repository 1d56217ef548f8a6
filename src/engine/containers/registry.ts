/** The image registries of the world: what they hold, and what they say when they don't. */
import { fail, ok, type Result } from '../../base/result';
import type { ImageReference } from './imageReference';
import { genericImage } from './images/generic';
import { digestOf, type Image, type Repository } from './images/image';
import { repositories as known } from './images/registry';
import type { PullError } from './runtime';

export interface ImageRegistryOptions {
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

/** Tags that official images have for their versions and variants. */
const VERSION = /^v?\d+(?:\.\d+)*(?:-(?:alpine|slim|bookworm|bullseye|debian|ubuntu|jammy|noble|jdk|jre|rc)[\w.-]*)?$/;

export class ImageRegistry {
  /** Bytes per second. */
  readonly bandwidth: number;
  /** False when it cannot be reached (a fault). */
  reachable = true;
  readonly #anyImage: boolean;
  readonly #repositories = new Map<string, Repository>();
  readonly #generic = new Map<string, Image>();

  constructor(options: ImageRegistryOptions = {}) {
    this.#anyImage = options.anyImage === true;
    this.bandwidth = options.bandwidth ?? 40_000_000;
    for (const repository of options.repositories ?? known) this.#repositories.set(repository.name, repository);
  }

  /** The image behind a reference, or containerd's message. */
  resolve(reference: ImageReference): Result<Image, PullError> {
    const { full, repository } = reference;
    if (!this.reachable) {
      const [host = ''] = repository.split('/');
      const url = `https://${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/${repository.slice(host.length + 1)}/manifests/${reference.tag}`;
      const cause = `failed to do request: Head "${url}": dial tcp: i/o timeout`;
      return fail({ code: 'Unavailable', message: unresolved(full, cause) });
    }
    if (this.#anyImage && repository.includes('nope')) return denied(full);
    if (this.#anyImage && reference.tag.includes('nope')) return notFound(full);
    const found = this.#repositories.get(repository);
    if (found === undefined) return this.#anyImage ? ok(this.#standIn(reference)) : denied(full);
    const image = found.images.find((one) =>
      reference.digest === undefined ? one.tags.includes(reference.tag) : one.digest === reference.digest,
    );
    if (image !== undefined) return ok(image);
    const [newest] = found.images;
    const versioned = found.anyVersion === true && VERSION.test(reference.tag) && reference.digest === undefined;
    if ((!this.#anyImage && !versioned) || newest === undefined) return notFound(full);
    const { tag } = reference;
    return ok({ ...newest, tags: [tag], id: digestOf(`config ${full}`), digest: digestOf(`manifest ${full}`) });
  }

  #standIn(reference: ImageReference): Image {
    const before = this.#generic.get(reference.full);
    if (before !== undefined) return before;
    const image = genericImage(reference.full, reference.tag);
    this.#generic.set(reference.full, image);
    return image;
  }
}

function unresolved(full: string, cause: string): string {
  return `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${cause}`;
}

function notFound(full: string): Result<never, PullError> {
  return fail({
    code: 'NotFound',
    message: `rpc error: code = NotFound desc = ${unresolved(full, `${full}: not found`)}`,
  });
}

function denied(full: string): Result<never, PullError> {
  const cause =
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  return fail({ code: 'Denied', message: unresolved(full, cause) });
}
