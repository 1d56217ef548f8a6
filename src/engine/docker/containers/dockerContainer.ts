/** A container of Docker's daemon: what was asked for, its files, where it is connected, and how it is doing. */

import { Container } from '../../containers/container';
import type { LayerHold } from '../../containers/imageStore';
import type { Image } from '../../containers/images/image';
import type { LaunchError } from '../../containers/launch';
import type { MemoryFiles } from '../../files/memoryFiles';
import type { Kernel } from '../../processes/kernel';
import type { Process } from '../../processes/process';
import type { ContainerCreate } from '../containerRequests';
import type { ContainerConfig } from './containerConfig';
import type { HealthState } from './healthState';
import { logLimit } from './logDrivers';
import type { MountPoint } from './mountPoint';
import type { NetworkSandbox } from './networkSandbox';

export type HostConfig = ContainerCreate['HostConfig'];

/** How a container is to be on a network, whether it runs or not. */
export interface NetworkWish {
  readonly aliases: readonly string[];
  /** '' for any. */
  readonly address: string;
  /** '' for the usual one. */
  readonly mac?: string;
  /** The network, once it was seen: a network of the same name made later is another one. */
  readonly networkId: string;
}

/** An exec that runs, or ran. */
export interface ExecRecord {
  readonly id: string;
  readonly process: Process;
}

export interface DockerContainerParts {
  readonly id: string;
  readonly name: string;
  readonly kernel: Kernel;
  readonly image: Image;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly links: readonly string[];
  /** The writable layer and all below. */
  readonly files: MemoryFiles;
  readonly mounts: readonly MountPoint[];
  readonly hold: LayerHold;
  /** The kubelet's: the container is there already, and who removes it tells the kubelet's runtime. */
  readonly kubelet?: { readonly container: Container; remove(): void };
  readonly onExit: (container: DockerContainer) => void;
}

export class DockerContainer {
  readonly parts: DockerContainerParts;
  readonly container: Container;
  name: string;
  config: ContainerConfig;
  hostConfig: HostConfig;
  /** By the network's name (or what was taken for one). */
  readonly networks = new Map<string, NetworkWish>();
  readonly execs = new Map<string, ExecRecord>();
  /** Where it is connected, while it runs. */
  sandbox: NetworkSandbox | undefined;
  health: HealthState | undefined;
  shim: Process | undefined;
  restartCount = 0;
  /** Waiting to be started again by its policy. */
  restarting = false;
  /** Somebody stopped it: `unless-stopped` doesn't start it again. */
  manuallyStopped = false;
  removing = false;
  /** Of its last start: the daemon's words, and runc's reason when it was its command. */
  error = '';
  refused: LaunchError | undefined;
  #starting = false;
  readonly #waiting: (() => void)[] = [];
  readonly #removedListeners = new Set<() => void>();
  readonly #endListeners = new Set<() => void>();
  /** Calls off a restart that its policy has planned. */
  cancelRestart: () => void = () => {};
  /** Milliseconds until the next restart. */
  restartDelay = 0;

  constructor(parts: DockerContainerParts) {
    this.parts = parts;
    this.name = parts.name;
    this.config = parts.config;
    this.hostConfig = parts.hostConfig;
    this.container =
      parts.kubelet?.container ??
      new Container({
        id: parts.id,
        kernel: parts.kernel,
        tty: parts.config.tty,
        stdin: parts.config.openStdin,
        logLimit: logLimit(parts.hostConfig),
        onExit: () => parts.onExit(this),
      });
  }

  get id(): string {
    return this.parts.id;
  }

  get shortId(): string {
    return this.id.slice(0, 12);
  }

  get image(): Image {
    return this.parts.image;
  }

  /** True also between two runs that its restart policy makes. */
  get running(): boolean {
    return this.container.state === 'running' || this.restarting;
  }

  get paused(): boolean {
    return this.container.paused;
  }

  get state(): 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' {
    if (this.removing) return 'removing';
    if (this.restarting) return 'restarting';
    if (this.paused) return 'paused';
    if (this.running) return 'running';
    return this.container.startedAt === undefined ? 'created' : 'exited';
  }

  /** Somebody has started it, or tried to: what a start makes has been made. */
  get tried(): boolean {
    return this.container.startedAt !== undefined || this.error !== '';
  }

  /** The command line: its first word, and the rest. */
  get path(): string {
    return this.argv[0] ?? '';
  }

  get argv(): readonly string[] {
    return [...this.config.entrypoint, ...this.config.command];
  }

  get starting(): boolean {
    return this.#starting;
  }

  set starting(starting: boolean) {
    this.#starting = starting;
    if (starting) return;
    for (const run of this.#waiting.splice(0)) run();
  }

  /** Runs something now, or as soon as a start that is under way is over. */
  whenIdle(run: () => void): void {
    if (this.#starting) this.#waiting.push(run);
    else run();
  }

  /** Tells once when it has ended and isn't started again, or has been removed. */
  onceStopped(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  onceRemoved(listener: () => void): () => void {
    this.#removedListeners.add(listener);
    return () => this.#removedListeners.delete(listener);
  }

  /** It stays stopped from now on. */
  stopped(): void {
    notifyOnce(this.#endListeners);
  }

  removed(): void {
    notifyOnce(this.#endListeners);
    notifyOnce(this.#removedListeners);
  }
}

function notifyOnce(listeners: Set<() => void>): void {
  const all = [...listeners];
  listeners.clear();
  for (const listener of all) listener();
}
