/** The image registries of the world: those of the internet, and those that somebody runs on a machine of it. */

import type { ImageReference } from '../../base/imageReference';
import { fail, ok, type Result } from '../../base/result';
import type { Clock } from '../clock';
import type { Image } from '../containers/images/image';
import { repositories as known } from '../containers/images/registry';
import type { Repository } from '../containers/images/repository';
import type { LayerSource } from '../containers/layerDownloads';
import type { NetworkNamespace } from '../network/namespace';
import type { Program } from '../processes/process';
import { type ConnectError, connectTo } from './connectTo';
import { ContentStore } from './contentStore';
import { HostedRegistry } from './hostedRegistry';
import type { Registry, ResolveError } from './registry';
import { registryProgram } from './registryProgram';

export type { ResolveError } from './registry';

export interface RegistriesOptions {
  /**
   * Any image can be pulled but those with `nope` in their names: unknown repositories give a stand-in that just runs,
   * unknown tags of known ones their newest version.
   */
  readonly anyImage?: boolean;
  /** Left out, every image of the catalogue. */
  readonly repositories?: readonly Repository[];
  /** How fast layers come from the internet, in bytes per second on one connection. */
  readonly bandwidth?: number;
}

const DOWNLOAD = 25_000_000;
const UPLOAD = 10_000_000;
/** TLS and a token, in milliseconds; and how long Docker waits for that. */
const CONNECT = 180;
const CONNECT_TIMEOUT = 15_000;
/** Registries of the internet that the catalogue need not name. */
const INTERNET = [
  'docker.io',
  'registry.k8s.io',
  'quay.io',
  'ghcr.io',
  'gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
];

export class Registries {
  /** What registries on the world's own machines keep, by digest. */
  readonly contents = new ContentStore();
  /** The program of the image `registry`, for a kernel's `programs`. */
  readonly program: Program;
  #reachable = true;
  readonly #anyImage: boolean;
  readonly #bandwidth: number;
  readonly #internet: ReadonlySet<string>;
  readonly #hosted = new Map<string, HostedRegistry>();

  constructor(options: RegistriesOptions = {}) {
    this.#anyImage = options.anyImage === true;
    this.#bandwidth = options.bandwidth ?? DOWNLOAD;
    this.program = registryProgram(this.contents);
    for (const repository of options.repositories ?? known) {
      const slash = repository.name.indexOf('/');
      this.hosted(repository.name.slice(0, slash)).storage.publish(repository.name.slice(slash + 1), repository);
    }
    this.#internet = new Set([...INTERNET, ...this.#hosted.keys()]);
  }

  /** False when those of the internet cannot be reached (a fault). */
  get reachable(): boolean {
    return this.#reachable;
  }

  start(): void {
    this.#reachable = true;
  }

  stop(): void {
    this.#reachable = false;
  }

  /** The image behind a reference, as registries of the internet know it. */
  resolve(reference: ImageReference): Result<Image, ResolveError> {
    if (!this.reachable) return fail('unreachable');
    return this.hosted(reference.domain).resolve(reference.path, reference.digest ?? reference.tag);
  }

  /** Where layers of a registry of the internet come from. */
  sourceOf(domain: string): LayerSource {
    return this.hosted(domain).source;
  }

  /** A registry of the internet, whether it can be reached or not; one that nobody knew is empty. */
  hosted(host: string): HostedRegistry {
    const before = this.#hosted.get(host);
    if (before !== undefined) return before;
    const made = new HostedRegistry({
      host,
      bandwidth: this.#bandwidth,
      uploadBandwidth: UPLOAD,
      anyImage: this.#anyImage,
    });
    this.#hosted.set(host, made);
    return made;
  }

  /** True for registries that are reached by the internet, and have no place in the world's own network. */
  onInternet(domain: string): boolean {
    return this.#anyImage || this.#internet.has(domain);
  }

  /**
   * Reaches a registry from a network namespace: those of the internet by their names, others by asking whoever listens
   * there. Takes time. Returns how to call it off.
   */
  connect(
    domain: string,
    from: { readonly clock: Clock; readonly network: NetworkNamespace },
    done: (result: Result<Registry, ConnectError>) => void,
  ): () => void {
    if (!this.onInternet(domain)) return connectTo(domain, from.network, this.contents, done);
    const timer = from.clock.after(this.reachable ? CONNECT : CONNECT_TIMEOUT, () =>
      done(this.reachable ? ok(this.hosted(domain)) : fail('timeout')),
    );
    return () => timer.cancel();
  }
}
