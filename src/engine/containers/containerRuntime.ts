/** containerd, as one node has it. */
import { Emitter } from '../../base/emitter';
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Stream } from '../client/door';
import type { Clock } from '../clock';
import type { Machine } from '../machine';
import type { Fabric } from '../network/fabric';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { AddressPool } from './addressPool';
import { containerFiles } from './containerFiles';
import { execFailure } from './execFailure';
import { ImagePulls } from './imagePull';
import { type ImageStore, pulledImage } from './imageStore';
import type { Image } from './images/image';
import { imagePrograms } from './images/registry';
import { createMachineImages, type MachineImages, preloadImage } from './machineImages';
import { makeSandbox } from './makeSandbox';
import { PAUSE_IMAGE, pauseImage } from './pauseImage';
import { PodContainer } from './podContainer';
import { type PodSandbox, podObject } from './podSandbox';
import { listedImage, podContainerStatus, sandboxStatus } from './podStatuses';
import type {
  ContainerOptions,
  ContainerRuntime,
  ContainerStatus,
  ContainerUsage,
  LogFile,
  PodContainerStatus,
  PullError,
  PulledImage,
  Sandbox,
  SandboxOptions,
  SandboxStatus,
  StartError,
} from './runtime';
import { type RuntimeWords, runtimeWords } from './runtimeWords';

export interface ContainerRuntimeOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** The node: its kernel runs the containers, its namespace serves pods with host network. */
  readonly machine: Machine;
  readonly podCidr: string;
  readonly fabric: Fabric;
  readonly registries: Registries;
  readonly scheme: string;
  readonly version: string;
  /** Fixed durations in milliseconds, where the profile has them. */
  readonly durations?: { readonly sandbox?: number; readonly pull?: number; readonly stop?: number } | undefined;
  /** Shared with the machine's Docker daemon, where it has one. */
  readonly images?: MachineImages;
  /** Images that the node comes with, by name; the pause image is always there. */
  readonly preloaded?: readonly string[];
}

/** What a program has to end in when stopping has a fixed duration, in milliseconds. */
const LAST_CHANCE = 100;

/** A runtime with its parts, for Docker's view of them. */
export interface LocalContainerRuntime extends ContainerRuntime {
  readonly podSandboxes: readonly PodSandbox[];
  readonly podContainers: readonly PodContainer[];
  /** Tells of sandboxes and containers that came or went. */
  onChange(listener: () => void): () => void;
}

/** Makes a node's runtime. The images' own programs are put into its kernel, unless others of the same name are there. */
export function createContainerRuntime(options: ContainerRuntimeOptions): LocalContainerRuntime {
  const { programs } = options.machine.kernel;
  for (const [name, program] of imagePrograms(options.registries.program))
    if (!programs.has(name)) programs.set(name, program);
  return new Containerd(options);
}

class Containerd implements LocalContainerRuntime {
  readonly name = 'containerd';
  readonly #options: ContainerRuntimeOptions;
  readonly #actor: string;
  readonly #store: ImageStore;
  readonly #pulls: ImagePulls;
  readonly #addresses: AddressPool;
  readonly #words: RuntimeWords;
  readonly #sandboxes = new Map<string, PodSandbox>();
  readonly #containers = new Map<string, PodContainer>();
  readonly #pauseImage: Image;
  readonly #changes = new Emitter<void>();
  readonly #exitListeners = new Set<(id: string) => void>();

  constructor(options: ContainerRuntimeOptions) {
    this.#options = options;
    this.#actor = `runtime/${options.machine.name}`;
    this.#words = runtimeWords(options.scheme);
    this.#addresses = new AddressPool(options.podCidr);
    const { clock, trace, random, registries, durations } = options;
    const machine = options.machine.name;
    const images = options.images ?? createMachineImages({ clock, trace, machine, actor: this.#actor });
    this.#store = images.store;
    this.#pulls = new ImagePulls({
      clock,
      trace,
      random,
      registries,
      images,
      network: options.machine.network,
      words: this.#words,
      actor: this.#actor,
      duration: durations?.pull,
    });
    for (const name of [PAUSE_IMAGE, ...(options.preloaded ?? [])]) preloadImage(images, registries, name);
    this.#pauseImage = this.#store.find(PAUSE_IMAGE)?.image ?? pauseImage();
  }

  get podSandboxes(): readonly PodSandbox[] {
    return [...this.#sandboxes.values()];
  }

  get podContainers(): readonly PodContainer[] {
    return [...this.#containers.values()];
  }

  get sandboxes(): readonly SandboxStatus[] {
    return this.podSandboxes.map(sandboxStatus);
  }

  get containers(): readonly PodContainerStatus[] {
    return this.podContainers.map(podContainerStatus);
  }

  usage(id: string): ContainerUsage | undefined {
    const cgroup = this.#containers.get(id)?.container.place?.cgroup;
    if (cgroup === undefined) return undefined;
    return { cpuMilliseconds: cgroup.cpuUsage, memoryBytes: cgroup.memoryCurrent, processes: cgroup.pids };
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  get scheme(): string {
    return this.#options.scheme;
  }

  get version(): string {
    return this.#options.version;
  }

  get images(): readonly { names: readonly string[]; sizeBytes: number }[] {
    return this.#store.images.map(listedImage);
  }

  findImage(reference: string): PulledImage | undefined {
    const stored = this.#store.find(reference);
    return stored === undefined ? undefined : pulledImage(stored, reference);
  }

  pullImage(reference: string, done: (result: Result<PulledImage, PullError>) => void): () => void {
    return this.#pulls.pull(reference, done);
  }

  createSandbox(options: SandboxOptions, done: (result: Result<Sandbox, string>) => void): () => void {
    const { clock, trace, random, durations } = this.#options;
    const duration = durations?.sandbox ?? 250 + 250 * random.next();
    const object = podObject(options);
    const action = { kind: 'act', actor: this.#actor, object } as const;
    const sequence = trace.record({ ...action, action: 'create-sandbox', until: clock.now + duration });
    const timer = clock.withCause(sequence, () =>
      clock.after(duration, () => {
        const sandbox = this.#makeSandbox(options);
        if (sandbox.ok) {
          const detail = { address: sandbox.value.address ?? '' };
          trace.record({ ...action, action: 'sandbox-ready', detail });
        }
        done(sandbox);
      }),
    );
    return () => timer.cancel();
  }

  stopSandbox(id: string): void {
    const sandbox = this.#sandboxes.get(id);
    for (const container of sandbox?.containers ?? []) this.#containers.get(container)?.container.signal('SIGKILL');
    sandbox?.pause.signal('SIGKILL');
    this.#changes.emit();
  }

  removeSandbox(id: string): void {
    const sandbox = this.#sandboxes.get(id);
    if (sandbox === undefined) return;
    for (const container of [...sandbox.containers]) this.removeContainer(container);
    this.#sandboxes.delete(id);
    sandbox.pause.signal('SIGKILL');
    this.#changes.emit();
    this.#options.trace.record({
      kind: 'act',
      actor: this.#actor,
      action: 'remove-sandbox',
      object: podObject(sandbox.options),
    });
  }

  createContainer(sandboxId: string, options: ContainerOptions): Result<string, StartError> {
    const sandbox = this.#sandboxes.get(sandboxId);
    if (sandbox === undefined)
      return fail({ code: 128, message: `failed to find sandbox id "${sandboxId}": not found` });
    const stored = this.#store.find(options.image);
    if (stored === undefined) {
      return fail({
        code: 128,
        message: `failed to get image from containerd "${options.image}": image "${options.image}": not found`,
      });
    }
    const { clock, machine } = this.#options;
    const { config } = stored.image;
    if ([...options.command, ...options.arguments, ...config.entrypoint, ...config.command].length === 0) {
      return fail({ code: 128, message: this.#words.noCommand() });
    }
    const id = this.#options.random.token('0123456789abcdef', 64);
    const container = new PodContainer({
      id,
      kernel: machine.kernel,
      options,
      sandbox,
      image: stored.image,
      imageId: pulledImage(stored, options.image).repositoryDigest,
      files: containerFiles({
        image: stored.image,
        now: () => clock.now,
        mounts: options.mounts,
        sandbox,
        machine: machine.files,
      }),
      onExit: () => this.#exited(id),
    });
    this.#containers.set(id, container);
    sandbox.containers.push(id);
    this.#changes.emit();
    return ok(id);
  }

  startContainer(id: string): Result<void, StartError> {
    const entry = this.#containers.get(id);
    if (entry === undefined)
      return fail({ code: 128, message: `an error occurred when try to find container "${id}": not found` });
    const { sandbox } = entry.parts;
    const started = entry.start(sandbox.cgroup, this.#containers.get(entry.parts.options.target ?? ''));
    if (!started.ok) {
      const { ended, told } = this.#words.startFailed(id, started.error);
      entry.failed(ended.code, ended.reason, ended.message);
      return fail({ code: ended.code, message: told });
    }
    this.#record('start-container', sandbox, { container: entry.name });
    return ok(undefined);
  }

  stopContainer(id: string, graceMilliseconds: number, done: () => void): void {
    const { clock, durations } = this.#options;
    const entry = this.#containers.get(id);
    if (entry === undefined || entry.container.state !== 'running') {
      clock.after(0, done);
      return;
    }
    const { sandbox } = entry.parts;
    const fixed = durations?.stop;
    const grace = fixed === undefined ? graceMilliseconds : Math.min(graceMilliseconds, fixed);
    const sequence = this.#record(
      'stop-container',
      sandbox,
      { container: entry.name, signal: entry.stopSignal },
      clock.now + grace,
    );
    clock.withCause(sequence, () => {
      // With a fixed duration everything takes about that long to end.
      if (fixed === undefined && grace > 0) entry.container.signal(entry.stopSignal);
      const kill = () => entry.container.signal('SIGKILL');
      const polite = fixed !== undefined && graceMilliseconds > fixed;
      let timer = clock.after(polite ? Math.max(0, grace - LAST_CHANCE) : grace, () => {
        if (!polite) kill();
        else {
          entry.container.signal(entry.stopSignal);
          timer = clock.after(LAST_CHANCE, kill);
        }
      });
      entry.container.onEnd(() => {
        timer.cancel();
        done();
      });
    });
  }

  removeContainer(id: string): void {
    const entry = this.#containers.get(id);
    if (entry === undefined) return;
    // Whoever listens learns that it ends.
    entry.container.signal('SIGKILL');
    this.#containers.delete(id);
    const { containers } = entry.parts.sandbox;
    const at = containers.indexOf(id);
    if (at >= 0) containers.splice(at, 1);
    this.#changes.emit();
  }

  status(id: string): ContainerStatus | undefined {
    return this.#containers.get(id)?.status;
  }

  list(sandbox: string): readonly ContainerStatus[] {
    const ids = this.#sandboxes.get(sandbox)?.containers ?? [];
    return ids.flatMap((id) => this.status(id) ?? []);
  }

  onExit(listener: (id: string) => void): () => void {
    this.#exitListeners.add(listener);
    return () => {
      this.#exitListeners.delete(listener);
    };
  }

  logs(id: string): LogFile | undefined {
    return this.#containers.get(id)?.container.log;
  }

  exec(
    id: string,
    argv: readonly string[],
    options: { tty: boolean; stdin: boolean; columns?: number; rows?: number },
  ): Result<Stream, StartError> {
    const entry = this.#containers.get(id);
    if (entry === undefined)
      return fail({ code: 128, message: `failed to load task: no running task found: task ${id} not found` });
    if (entry.container.state !== 'running') {
      return fail({ code: 128, message: `container is in CONTAINER_${entry.container.state.toUpperCase()} state` });
    }
    const stream = entry.container.exec({ argv, ...options });
    return stream.ok ? stream : fail(execFailure(this.#options.random.token('0123456789abcdef', 64), stream.error));
  }

  attach(id: string, options: { stdin: boolean }): Result<Stream, string> {
    const entry = this.#containers.get(id);
    if (entry === undefined || entry.container.state === 'created') return fail(`container "${id}" is not running`);
    return ok(entry.container.attach({ ...options, closesStdin: true }));
  }

  #makeSandbox(options: SandboxOptions): Result<Sandbox, string> {
    const { machine, fabric } = this.#options;
    const address = options.hostNetwork ? undefined : this.#addresses.take();
    if (!options.hostNetwork && address === undefined) {
      return fail(
        `failed to setup network for sandbox: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set`,
      );
    }
    const sandbox = makeSandbox({
      id: this.#options.random.token('0123456789abcdef', 64),
      options,
      address,
      machine,
      fabric,
      scheme: this.#options.scheme,
      pauseImage: this.#pauseImage,
      onEnd: () => {
        if (address !== undefined) this.#addresses.give(address);
      },
    });
    this.#sandboxes.set(sandbox.id, sandbox);
    this.#changes.emit();
    return ok(sandbox);
  }

  #exited(id: string): void {
    const entry = this.#containers.get(id);
    if (entry === undefined) return;
    const { sandbox } = entry.parts;
    const sequence = this.#record('container-exited', sandbox, {
      container: entry.name,
      code: entry.status.exitCode ?? 0,
    });
    this.#options.clock.withCause(sequence, () => {
      for (const listener of [...this.#exitListeners]) listener(id);
    });
  }

  #record(
    action: string,
    sandbox: PodSandbox,
    detail: Readonly<Record<string, string | number>>,
    until?: number,
  ): number {
    return this.#options.trace.record({
      kind: 'act',
      actor: this.#actor,
      action,
      object: podObject(sandbox.options),
      detail,
      ...(until === undefined ? {} : { until }),
    });
  }
}
