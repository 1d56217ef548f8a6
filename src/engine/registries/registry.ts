/** One registry: its repositories and who may do what with them. */
import { fail, ok, type Result } from '../../base/result';
import type { Image } from '../containers/images/image';
import type { LayerSource } from '../containers/layerDownloads';
import type { Accounts, Login } from './accounts';
import type { RegistryStorage } from './registryStorage';

/** Why a registry has no image for us. */
export type ResolveError =
  /** It does not answer. */
  | 'unreachable'
  /** No such repository, or not for us. */
  | 'denied'
  /** The repository has no such tag or digest. */
  | 'unknown manifest';

export interface Registry {
  /** `docker.io`, `localhost:5000`. */
  readonly host: string;
  readonly storage: RegistryStorage;
  /** undefined: anyone may push anything, as with a registry that somebody runs on their own machine. */
  readonly accounts: Accounts | undefined;
  /** How fast its layers come. */
  readonly source: LayerSource;
  /** How fast it takes layers, in bytes per second on one connection. */
  readonly uploadBandwidth: number;
  /** The image of a tag or digest. */
  resolve(repository: string, reference: string): Result<Image, Exclude<ResolveError, 'unreachable'>>;
}

/** True when whoever is logged in as `login` (or nobody) may push to a repository. */
export function mayPush(registry: Registry, repository: string, login: Login | undefined): boolean {
  return registry.accounts === undefined || registry.accounts.mayPush(repository, login);
}

/** A registry on a machine of the world: no accounts, and as fast as the loopback interface. */
export function ownRegistry(host: string, storage: RegistryStorage): Registry {
  return {
    host,
    storage,
    accounts: undefined,
    source: { host, bandwidth: 300_000_000, latency: 2 },
    uploadBandwidth: 150_000_000,
    resolve: (repository, reference) => {
      const image = storage.manifest(repository, reference);
      return image === undefined ? fail('unknown manifest') : ok(image);
    },
  };
}
