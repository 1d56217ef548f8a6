/**
 * `docker rmi` and `docker image prune`: names are taken away first, an image goes when its last name does, then the
 * parents that the classic builder left. What containers use is not taken from under them.
 */

import { familiarName, parseDockerReference, repositoryOf } from '../../base/imageReference';
import { fail, ok, type Result } from '../../base/result';
import type { DaemonError } from '../docker/daemon';
import { shortId } from './dockerPull';
import type { ImageStore, StoredImage } from './imageStore';

/** A line of what was done. */
export type ImageDeletion = { readonly Untagged: string } | { readonly Deleted: string };

/** A container of the machine that was made from an image. */
export interface ImageUser {
  readonly containerId: string;
  readonly running: boolean;
}

export interface DeletionOptions {
  /** Takes the image from stopped containers, and all its names when it is named by its ID. */
  readonly force: boolean;
  /** False: parents without names stay. */
  readonly prune: boolean;
  /** Containers of an image, in any order. */
  readonly users: (imageId: string) => readonly ImageUser[];
}

export type Deletions = readonly ImageDeletion[];

/** `No such image: nope:latest`. */
export function noSuchImage(text: string): DaemonError {
  const reference = parseDockerReference(text);
  const name = reference.ok ? familiarName(reference.value.full) : text;
  return { status: 404, message: `No such image: ${name}` };
}

/** Deletes what `text` names: a name loses its image, an ID takes all names with it. Conflicts change nothing. */
export function deleteImage(store: ImageStore, text: string, options: DeletionOptions): Result<Deletions, DaemonError> {
  return new Deletion(store, options).delete(text);
}

class Deletion {
  readonly #store: ImageStore;
  readonly #options: DeletionOptions;
  readonly #done: ImageDeletion[] = [];

  constructor(store: ImageStore, options: DeletionOptions) {
    this.#store = store;
    this.#options = options;
  }

  delete(text: string): Result<Deletions, DaemonError> {
    const stored = this.#store.find(text);
    if (stored === undefined) {
      const reference = parseDockerReference(text);
      const wrong = !reference.ok && !/^(?:sha256:)?[0-9a-f]{64}$/.test(text);
      return fail(wrong ? { status: 400, message: reference.error } : noSuchImage(text));
    }
    const { id } = stored.image;
    const byId = id.startsWith(text) || id.startsWith(`sha256:${text}`);
    const conflict = byId ? this.#conflictById(stored) : this.#conflictByName(stored, text);
    if (conflict !== undefined) return fail({ status: 409, message: conflict });
    if (byId) {
      if (isSingle(stored)) this.#untag(references(stored));
    } else if (!this.#removeName(stored, text)) return ok(this.#done);
    const refused = this.#remove(id, this.#options.force, !byId);
    return refused === undefined ? ok(this.#done) : fail({ status: 409, message: refused });
  }

  #conflictByName(stored: StoredImage, text: string): string | undefined {
    const [user] = this.#options.users(stored.image.id);
    if (this.#options.force || user === undefined || !isSingle(stored)) return undefined;
    const [container, image] = [user.containerId.slice(0, 12), shortId(stored.image.id)];
    return `conflict: unable to remove repository reference "${text}" (must force) - container ${container} is using its referenced image ${image}`;
  }

  #conflictById(stored: StoredImage): string | undefined {
    if (!isSingle(stored)) return undefined;
    return this.#conflict(stored.image.id, { force: this.#options.force, named: true });
  }

  /** Takes a name away, and with the last of its repository that repository's digests. True when no name is left. */
  #removeName(stored: StoredImage, text: string): boolean {
    const reference = parseDockerReference(text);
    if (!reference.ok) return false;
    const { full, repository, digest } = reference.value;
    this.#untag([full]);
    const left = this.#store.find(stored.image.id);
    const sameRepository = (name: string) => repositoryOf(name) === repository;
    if (digest === undefined && left?.names.some(sameRepository) === false) {
      this.#untag(left.repositoryDigests.filter(sameRepository));
    }
    const rest = this.#store.find(stored.image.id);
    return rest === undefined || references(rest).length === 0;
  }

  #untag(names: readonly string[]): void {
    for (const name of names) {
      if (this.#store.untag(name)) this.#done.push({ Untagged: familiarName(name) });
    }
  }

  /** Removes an image and, where asked for, parents that nobody needs. `quiet`: what is still used just stays. */
  #remove(id: string, force: boolean, quiet: boolean): string | undefined {
    const stored = this.#store.find(id);
    if (stored === undefined) return undefined;
    const conflict = this.#conflict(id, { force, named: false });
    if (conflict !== undefined) {
      const used = this.#options.users(id).length > 0;
      return quiet && (used || !this.#store.isDangling(id)) ? undefined : conflict;
    }
    this.#untag(references(stored));
    const layers = this.#store.remove(id);
    this.#done.push({ Deleted: id }, ...layers.map((layer) => ({ Deleted: layer })));
    const { parent } = stored.image;
    if (this.#options.prune && parent !== undefined) this.#remove(parent, false, true);
    return undefined;
  }

  /** Why an image has to stay. With force only children and running containers count; `named`: names don't. */
  #conflict(id: string, { force, named }: { readonly force: boolean; readonly named: boolean }): string | undefined {
    const because = (forced: 'must be forced' | 'cannot be forced', why: string) =>
      `conflict: unable to delete ${shortId(id)} (${forced}) - ${why}`;
    const users = this.#options.users(id);
    const running = users.find((user) => user.running);
    const stopped = users.find((user) => !user.running);
    const stored = this.#store.find(id);
    if (this.#store.children(id).length > 0) return because('cannot be forced', 'image has dependent child images');
    if (running !== undefined) {
      const container = running.containerId.slice(0, 12);
      return because('cannot be forced', `image is being used by running container ${container}`);
    }
    if (force) return undefined;
    if (!named && stored !== undefined && references(stored).length > 0) {
      return because('must be forced', 'image is referenced in multiple repositories');
    }
    if (stopped === undefined) return undefined;
    const container = stopped.containerId.slice(0, 12);
    return because('must be forced', `image is being used by stopped container ${container}`);
  }
}

/** Names and digests, as Docker keeps them. */
function references(stored: StoredImage): readonly string[] {
  return [...stored.names, ...stored.repositoryDigests];
}

/** True when an image has one name at most, besides digests of the same repository. */
function isSingle({ names, repositoryDigests }: StoredImage): boolean {
  if (names.length + repositoryDigests.length <= 1) return true;
  if (names.length > 1) return false;
  const repositories = new Set([...names, ...repositoryDigests].map(repositoryOf));
  return repositories.size === 1;
}

export interface PruneOptions {
  /** Only images without names; false: all that no container uses. */
  readonly danglingOnly: boolean;
  /** What filters (`until`, `label`) let go. */
  readonly matches: (image: StoredImage) => boolean;
  readonly users: (imageId: string) => readonly ImageUser[];
}

/** `docker image prune`: what was deleted, and how many bytes of layers that gave back. */
export function pruneImages(store: ImageStore, options: PruneOptions): { deleted: Deletions; reclaimed: number } {
  const before = store.layersBytes;
  const deleted: ImageDeletion[] = [];
  const { danglingOnly, matches, users } = options;
  for (const stored of store.images) {
    const { image, names } = stored;
    const wanted = danglingOnly
      ? store.isDangling(image.id)
      : store.children(image.id).length === 0 || names.length > 0;
    if (!wanted || !matches(stored) || users(image.id).length > 0) continue;
    for (const name of references(stored).length === 0 ? [image.id] : references(stored)) {
      const done = deleteImage(store, familiarName(name), { force: false, prune: true, users });
      if (done.ok) deleted.push(...done.value);
    }
  }
  return { deleted, reclaimed: before - store.layersBytes };
}
