/** The page's eyes on the Docker host: notices that something changed, and tells what there is, at most once a batch. */

import { keepSame } from '../../base/keepSame';
import type { Clock } from '../../engine';
import type { ImageStore } from '../../engine/containers/imageStore';
import type { DockerDaemon } from '../../engine/docker/daemon';
import type { Machine } from '../../engine/machine';
import type { Registries } from '../../engine/registries/registries';
import { describeContainers, type Extras } from './describeContainers';
import { describeImages } from './describeImages';
import { describeNetworks, describeVolumes } from './describeNetworks';
import { describeRepositories } from './describeRepositories';
import type { DockerView } from './dockerView';
import { memberOf, numberOf, textOf } from './jsonAccess';
import { NOTHING_RUNS, runningProcesses } from './runningProcesses';

export interface DockerHost {
  readonly daemon: DockerDaemon;
  readonly store: ImageStore;
  readonly machine: Machine;
  readonly registries: Registries;
}

/** Files and programs tell nobody when they change: they are looked at so often, in milliseconds of the world's time. */
const LOOK = 400;
/** So many containers' files are looked at in one go. */
const AT_ONCE = 12;

export class DockerViewer {
  readonly #host: DockerHost;
  readonly #clock: Clock;
  /** What no list says of a container: known since something happened to it, or its files were looked at. */
  readonly #extras = new Map<string, Extras>();
  #view: DockerView | undefined;
  #dirty = true;
  #running = true;
  #looked = 0;
  #next = 0;

  constructor(host: DockerHost, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    host.daemon.onEvent(({ Type, Actor }) => {
      if (Type === 'container') this.#extras.delete(Actor.ID);
      this.#dirty = true;
    });
    host.store.onChange(() => {
      this.#dirty = true;
    });
  }

  /** What there is, when it is not what it was at the last call. */
  take(): DockerView | undefined {
    const { daemon } = this.#host;
    this.#look();
    if (daemon.running !== this.#running) this.#dirty = true;
    if (!this.#dirty) return undefined;
    this.#dirty = false;
    this.#running = daemon.running;
    const next = keepSame(this.#view, this.#describe());
    if (next === this.#view) return undefined;
    this.#view = next;
    return next;
  }

  /** What there is, for a page that knows nothing yet. */
  all(): DockerView {
    this.#dirty = true;
    return this.take() ?? this.#view ?? this.#describe();
  }

  /** Looks after what changes without anybody saying so. */
  #look(): void {
    const { now } = this.#clock;
    if (now - this.#looked < LOOK && now >= this.#looked) return;
    this.#looked = now;
    const { store, registries } = this.#host;
    const before = this.#view?.repositories;
    if (keepSame(before, describeRepositories(store, registries)) !== before) this.#dirty = true;
    const containers = this.#view?.containers ?? [];
    const running = runningProcesses(this.#host.machine);
    for (const { id, hung, processes, state } of containers) {
      const seen = running.get(id) ?? NOTHING_RUNS;
      if (state === 'running' && (seen.hung !== hung || seen.processes !== processes)) this.#dirty = true;
    }
    const up = containers.filter(({ state }) => state === 'running');
    for (let count = Math.min(AT_ONCE, up.length); count > 0; count--) {
      const container = up[this.#next++ % up.length];
      if (container === undefined) continue;
      const changed = this.#countChanges(container.id);
      const known = this.#extras.get(container.id);
      if (known === undefined || known.changedFiles === changed) continue;
      this.#extras.set(container.id, { ...known, changedFiles: changed });
      this.#dirty = true;
    }
  }

  #describe(): DockerView {
    const { daemon, store, registries, machine } = this.#host;
    const containers = describeContainers(daemon, (id) => this.#extrasOf(id), runningProcesses(machine));
    const images = describeImages(store);
    const volumes = describeVolumes(daemon);
    return {
      running: daemon.running,
      layers: images.layers,
      images: images.images,
      containers: containers.containers,
      networks: describeNetworks(daemon),
      volumes: volumes.volumes,
      repositories: describeRepositories(store, registries),
      more: { images: images.more, containers: containers.more, volumes: volumes.more },
    };
  }

  #extrasOf(id: string): Extras {
    const known = this.#extras.get(id);
    if (known !== undefined) return known;
    const { daemon } = this.#host;
    const inspected = daemon.containers.inspect(id);
    const document = inspected.ok ? inspected.value : undefined;
    const extras: Extras = {
      outOfMemory: memberOf(document, 'State', 'OOMKilled') === true,
      exitCode: numberOf(document, 'State', 'ExitCode'),
      networkOf: /^container:(.*)/.exec(textOf(document, 'HostConfig', 'NetworkMode'))?.[1] ?? '',
      changedFiles: this.#countChanges(id),
    };
    this.#extras.set(id, extras);
    return extras;
  }

  #countChanges(id: string): number {
    const changes = this.#host.daemon.containers.changes(id);
    return changes.ok ? changes.value.length : 0;
  }
}
