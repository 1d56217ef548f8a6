/** Moving images between a machine and the registries, as Docker's daemon and the builders ask for it. */
import type { Result } from '../../base/result';
import type { DaemonError, RegistryLogin, TransferProgress } from '../docker/daemon';
import type { FoundRepository } from '../registries/search';
import type { LayerHold } from './imageStore';
import type { Image } from './images/image';

export type TransferDone<T> = (result: Result<T, DaemonError>) => void;

/**
 * Each call returns how to call it off. Names are as people write them; errors are those of the registry and the
 * daemon, in the daemon's words. Progress comes line by line as the daemon streams it to its client, the first and the
 * last lines too (`latest: Pulling from library/busybox`, `Digest: ...`, `Status: ...`). An error after the first line is
 * part of that stream: the client prints it as it is, without `Error response from daemon: `.
 */
export interface ImageTransfers {
  /** `docker pull`: three layers at a time; what is here already is not moved. */
  pull(
    reference: string,
    options: { readonly login: RegistryLogin | undefined; readonly allTags: boolean },
    progress: (line: TransferProgress) => void,
    done: TransferDone<void>,
  ): () => void;
  /** `docker push`: five layers at a time; what the registry has already is not moved. */
  push(
    reference: string,
    options: { readonly login: RegistryLogin | undefined; readonly allTags: boolean },
    progress: (line: TransferProgress) => void,
    done: TransferDone<void>,
  ): () => void;
  /** What a name stands for, without moving any layer. */
  resolve(reference: string, login: RegistryLogin | undefined, done: TransferDone<Image>): () => void;
  /** Moves the layers of an image that aren't here, for whoever holds them (a builder's cache). */
  fetchLayers(
    reference: string,
    image: Image,
    hold: LayerHold,
    progress: (line: TransferProgress) => void,
    done: TransferDone<void>,
  ): () => void;
  /** `docker login`: `Login Succeeded`, or the registry's refusal. */
  login(server: string, login: RegistryLogin, done: TransferDone<{ readonly Status: string }>): () => void;
  /** `docker search`. */
  search(term: string, options: { readonly limit: number }, done: TransferDone<readonly FoundRepository[]>): () => void;
}
