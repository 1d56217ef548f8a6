/** Docker's daemon of a machine: dockerd and containerd among its processes, and everything that they look after. */
import type { Random } from '../../base/random';
import { ok } from '../../base/result';
import type { Clock } from '../clock';
import type { LocalContainerRuntime } from '../containers/containerRuntime';
import { createImageTransfers } from '../containers/dockerTransfers';
import type { ImageStore } from '../containers/imageStore';
import { imagePrograms } from '../containers/images/registry';
import { createMachineImages, type MachineImages } from '../containers/machineImages';
import type { Machine } from '../machine';
import type { Fabric } from '../network/fabric';
import type { Host } from '../network/host';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { type Builder, createBuilder } from './build/builder';
import { createBuildHost } from './buildHost';
import { containersApi } from './containers/containersApi';
import { ContainerTable } from './containers/containerTable';
import { untilOf } from './containers/pruneContainers';
import type { DaemonEvent, DockerDaemon } from './daemon';
import type { DaemonContext } from './daemonContext';
import { DaemonProcesses } from './daemonProcesses';
import { daemonState } from './daemonState';
import { diskUsage } from './diskUsage';
import { EventLog } from './eventLog';
import { imagesApi } from './images/imagesApi';
import { infoDocument } from './info';
import { adoptKubeletContainers } from './kubeletContainers';
import { networksApi } from './networks/networksApi';
import { NetworkTable } from './networks/networkTable';
import { PortAllocator } from './networks/portAllocator';
import { restartContainers, shutDownContainers } from './shutdown';
import { versionDocument } from './version';
import { volumesApi } from './volumes/volumesApi';
import { VolumeTable } from './volumes/volumeTable';

export interface DaemonOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly machine: Machine;
  /** The machine's own network. */
  readonly host: Host;
  readonly fabric: Fabric;
  readonly registries: Registries;
  /** Shared with others on the machine who deal with images; its own when left out. */
  readonly images?: MachineImages;
  /** Networks that the machine is on, which no bridge may overlap with: `10.0.0.0/24`. */
  readonly machineNetworks: readonly string[];
  /** The kubelet's runtime on the machine, when it is Docker: its containers are among the daemon's. */
  readonly runtime?: LocalContainerRuntime;
}

/** A daemon with the switch that only the world has. */
export interface LocalDockerDaemon extends DockerDaemon {
  /** Starts or stops it, as `systemctl` does. Containers end with it; those of restart policies come back with it. */
  start(): void;
  stop(): void;
  /** The machine's power is about to go, and everything with it. */
  lose(): void;
  /** Everything that it remembers, for the world's hash. */
  readonly state: unknown;
  /** Its images and the layers that they stand on, for the picture. */
  readonly store: ImageStore;
}

/** Makes a machine's daemon, which runs. */
export function createDockerDaemon(options: DaemonOptions): LocalDockerDaemon {
  const { programs } = options.machine.kernel;
  for (const [name, program] of imagePrograms()) if (!programs.has(name)) programs.set(name, program);
  const context = createContext(options);
  if (options.runtime !== undefined) adoptKubeletContainers(context, options.runtime);
  return new Daemon(context);
}

function createContext(options: DaemonOptions): DaemonContext {
  const { clock, trace, random, machine, host, fabric, registries, machineNetworks } = options;
  const actor = machine.name === 'laptop' ? 'docker' : `docker/${machine.name}`;
  const images = options.images ?? createMachineImages({ clock, trace, machine: machine.name, actor });
  const { network } = machine;
  const transfers = createImageTransfers({
    clock,
    trace,
    random,
    registries,
    images,
    network,
    actor,
    machine: machine.name,
  });
  return {
    clock,
    random,
    trace,
    actor,
    machine,
    host,
    fabric,
    images,
    transfers,
    registries,
    containers: new ContainerTable(),
    networks: new NetworkTable({ clock, random, fabric, host, machineNetworks }),
    volumes: new VolumeTable({ clock, random, files: machine.files }),
    ports: new PortAllocator(fabric, host),
    events: new EventLog(clock),
    shuttingDown: false,
  };
}

class Daemon implements LocalDockerDaemon {
  readonly containers: DockerDaemon['containers'];
  readonly images: DockerDaemon['images'];
  readonly networks: DockerDaemon['networks'];
  readonly volumes: DockerDaemon['volumes'];
  readonly #context: DaemonContext;
  readonly #builder: Builder;
  readonly #processes: DaemonProcesses;
  readonly #id: string;

  constructor(context: DaemonContext) {
    this.#context = context;
    this.#builder = createBuilder(createBuildHost(context));
    this.containers = containersApi(context);
    this.images = imagesApi(context, this.#builder);
    this.networks = networksApi(context);
    this.volumes = volumesApi(context);
    this.#id = context.random.uuid();
    this.#processes = new DaemonProcesses(context.machine, {
      onEnd: () => shutDownContainers(context),
      onStart: () => restartContainers(context),
    });
    this.#processes.start();
  }

  get running(): boolean {
    return this.#processes.running;
  }

  start(): void {
    this.#processes.start();
  }

  stop(): void {
    this.#processes.stop();
  }

  lose(): void {
    this.#context.shuttingDown = true;
    this.#processes.lose();
  }

  info: DockerDaemon['info'] = () => ok(infoDocument(this.#context, this.#id));

  version: DockerDaemon['version'] = () => ok(versionDocument());

  diskUsage: DockerDaemon['diskUsage'] = () => ok(diskUsage(this.#context, this.#builder));

  pruneBuildCache: DockerDaemon['pruneBuildCache'] = ({ all, filters = {} }) => {
    const until = untilOf(filters, this.#context.clock.now);
    return until.ok ? ok(this.#builder.prune({ all, until: until.value })) : until;
  };

  login: DockerDaemon['login'] = (server, login, done) => this.#context.transfers.login(server, login, done);

  get events(): readonly DaemonEvent[] {
    return this.#context.events.events;
  }

  onEvent(listener: (event: DaemonEvent) => void): () => void {
    return this.#context.events.added.subscribe(listener);
  }

  get store(): ImageStore {
    return this.#context.images.store;
  }

  get state(): unknown {
    return daemonState(this.#context);
  }
}
