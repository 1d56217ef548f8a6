/** The daemon's containers, and how they are found by what people call them. */
import { ok } from '../../../base/result';
import type { Answer } from '../daemon';
import { badParameter, failed, noSuchContainer } from '../refusal';
import type { DockerContainer } from './dockerContainer';

export class ContainerTable {
  readonly #containers = new Map<string, DockerContainer>();

  /** Newest first. */
  get all(): readonly DockerContainer[] {
    return [...this.#containers.values()].reverse();
  }

  add(container: DockerContainer): void {
    this.#containers.set(container.id, container);
  }

  delete(container: DockerContainer): void {
    this.#containers.delete(container.id);
  }

  byId(id: string): DockerContainer | undefined {
    return this.#containers.get(id);
  }

  byName(name: string): DockerContainer | undefined {
    const bare = name.replace(/^\//, '');
    return this.all.find((container) => container.name === bare);
  }

  /** By ID, name, or the beginning of an ID that no other has. */
  find(text: string): Answer<DockerContainer> {
    if (text === '') return badParameter('invalid name or ID supplied: ""');
    const exact = this.byId(text) ?? this.byName(text);
    if (exact !== undefined) return ok(exact);
    const beginning = this.all.filter(({ id }) => id.startsWith(text));
    if (beginning.length > 1) return failed(`Multiple IDs found with provided prefix: ${text}`);
    const [only] = beginning;
    return only === undefined ? noSuchContainer(text) : ok(only);
  }

  /** Containers that were made from an image. */
  ofImage(imageId: string): readonly DockerContainer[] {
    return this.all.filter((container) => container.image.id === imageId);
  }

  /** Containers that have a volume mounted, running or not. */
  ofVolume(name: string): readonly DockerContainer[] {
    return this.all.filter((container) => container.parts.mounts.some((mount) => mount.volume === name));
  }
}
