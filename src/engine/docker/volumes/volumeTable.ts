/** The daemon's volumes. */

import type { Random } from '../../../base/random';
import { ok, type Result } from '../../../base/result';
import type { Clock } from '../../clock';
import type { MountedFiles } from '../../files/mountedFiles';
import type { Answer } from '../daemon';
import { badParameter, notFound } from '../refusal';
import { type DockerVolume, VOLUMES } from './dockerVolume';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const HEX = '0123456789abcdef';
/** The label that Docker marks volumes with that nobody named. */
const ANONYMOUS = 'com.docker.volume.anonymous';

export interface NewVolume {
  /** Empty: anonymous. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly options?: Readonly<Record<string, string>> | null;
}

export class VolumeTable {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #files: MountedFiles;
  readonly #volumes = new Map<string, DockerVolume>();

  constructor(parts: { readonly clock: Clock; readonly random: Random; readonly files: MountedFiles }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#files = parts.files;
  }

  /** By name. */
  get all(): readonly DockerVolume[] {
    return [...this.#volumes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): DockerVolume | undefined {
    return this.#volumes.get(name);
  }

  get(name: string): Answer<DockerVolume> {
    const found = this.find(name);
    return found === undefined ? notFound(`get ${name}: no such volume`) : ok(found);
  }

  /** Makes a volume; one of that name that is there already is taken as it is. */
  create({
    name,
    labels = null,
    options = null,
  }: NewVolume): Answer<{ readonly volume: DockerVolume; readonly isNew: boolean }> {
    const before = this.find(name);
    if (before !== undefined) return ok({ volume: before, isNew: false });
    const problem = name === '' ? undefined : nameProblem(name);
    if (problem !== undefined) return badParameter(problem);
    const chosen = name === '' ? this.#random.token(HEX, 64) : name;
    const volume: DockerVolume = {
      name: chosen,
      created: this.#clock.now,
      labels: name === '' ? { ...labels, [ANONYMOUS]: '' } : labels,
      options,
      anonymous: name === '',
      mountpoint: `${VOLUMES}/${chosen}/_data`,
    };
    this.#makeDirectory(volume.mountpoint);
    this.#volumes.set(chosen, volume);
    return ok({ volume, isNew: true });
  }

  remove(volume: DockerVolume): void {
    this.#volumes.delete(volume.name);
    this.#files.remove(`${VOLUMES}/${volume.name}`, { recursive: true });
  }

  /** Bytes of the files in it. */
  size(volume: DockerVolume): number {
    return treeSize(this.#files, volume.mountpoint);
  }

  #makeDirectory(path: string): Result<void, unknown> {
    return this.#files.makeDirectory(path, { parents: true, owner: 'root' });
  }
}

function nameProblem(name: string): string | undefined {
  if (name.length === 1)
    return `create ${name}: volume name is too short, names should be at least two alphanumeric characters`;
  if (NAME.test(name)) return undefined;
  return `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`;
}

function treeSize(files: MountedFiles, path: string): number {
  const stat = files.stat(path, { follow: false });
  if (!stat.ok) return 0;
  if (stat.value.type === 'file') return stat.value.size;
  if (stat.value.type !== 'directory') return 0;
  const names = files.list(path);
  if (!names.ok) return 0;
  return names.value.reduce((sum, name) => sum + treeSize(files, `${path}/${name}`), 0);
}
