/** A registry of the internet, with the catalogue's repositories and those that are pushed to it. */
import { fail, ok, type Result } from '../../base/result';
import { genericImage } from '../containers/images/generic';
import { createImage, type Image } from '../containers/images/image';
import type { LayerSource } from '../containers/layerDownloads';
import { Accounts } from './accounts';
import { HostedStorage } from './hostedStorage';
import type { Registry, ResolveError } from './registry';

export interface HostedRegistryOptions {
  readonly host: string;
  /** Bytes per second on one connection. */
  readonly bandwidth: number;
  readonly uploadBandwidth: number;
  /** Any image can be pulled but those with `nope` in their names (see RegistriesOptions). */
  readonly anyImage: boolean;
}

/** Until the first byte of a layer comes, in milliseconds. */
const LATENCY = 60;
/** Tags that official images have for their versions and variants. */
const VERSION = /^v?\d+(?:\.\d+)*(?:-(?:alpine|slim|bookworm|bullseye|debian|ubuntu|jammy|noble|jdk|jre|rc)[\w.-]*)?$/;

export class HostedRegistry implements Registry {
  readonly host: string;
  readonly storage = new HostedStorage();
  readonly accounts: Accounts;
  readonly source: LayerSource;
  readonly uploadBandwidth: number;
  readonly #anyImage: boolean;
  readonly #standIns = new Map<string, Image>();

  constructor({ host, bandwidth, uploadBandwidth, anyImage }: HostedRegistryOptions) {
    this.host = host;
    this.source = { host, bandwidth, latency: LATENCY };
    this.uploadBandwidth = uploadBandwidth;
    this.#anyImage = anyImage;
    this.accounts = new Accounts((name) => this.#isPublisher(name));
  }

  resolve(repository: string, reference: string): Result<Image, Exclude<ResolveError, 'unreachable'>> {
    const found = this.storage.manifest(repository, reference);
    if (found !== undefined) return ok(found);
    if (this.#anyImage && `${this.host}/${repository}`.includes('nope')) return fail('denied');
    if (this.#anyImage && reference.includes('nope')) return fail('unknown manifest');
    const published = this.storage.published(repository);
    const isDigest = reference.startsWith('sha256:');
    const full = `${this.host}/${repository}${isDigest ? '@' : ':'}${reference}`;
    if (published === undefined && this.storage.tags(repository) === undefined) {
      return this.#anyImage ? ok(this.#standIn(full, () => genericImage(full, reference).image)) : fail('denied');
    }
    const version = isDigest ? undefined : this.storage.version(repository, reference);
    if (version !== undefined) return ok(version);
    const newest = published?.images[0]?.image;
    const versioned = published?.anyVersion === true && VERSION.test(reference) && !isDigest;
    if ((!this.#anyImage && !versioned) || newest === undefined) return fail('unknown manifest');
    return ok(this.#standIn(full, () => otherVersion(newest, full)));
  }

  #standIn(full: string, make: () => Image): Image {
    const before = this.#standIns.get(full);
    if (before !== undefined) return before;
    const image = make();
    this.#standIns.set(full, image);
    return image;
  }

  #isPublisher(name: string): boolean {
    return name === 'library' || this.storage.repositories.some((path) => this.#isPublished(path, name));
  }

  #isPublished(path: string, name: string): boolean {
    return path.startsWith(`${name}/`) && this.storage.published(path) !== undefined;
  }
}

/** The same content under an ID of its own, which follows from the name. */
function otherVersion(image: Image, full: string): Image {
  const { config, layers, history, created, author, architecture, os, generic } = image;
  const rest = generic === undefined ? {} : { generic };
  return createImage({ config, layers, history, created, author, comment: full, architecture, os, ...rest });
}
