/** The whole simulated world, wired together: clock, etcd and API server, control plane, nodes, cloud, laptop. */
import { hashValue } from '../base/hash';
import { Random } from '../base/random';
import { ROOT_CERTIFICATE } from '../kinds/certificates/clusterAuthority';
import { machineType } from '../kinds/cloudNode';
import { servedKinds } from '../kinds/registry';
import { createApiServer, type LocalApiServer } from './apiserver/apiServer';
import { type BootstrapOptions, bootstrap, bootstrapAgain } from './apiserver/bootstrap/bootstrap';
import type { WordsFor } from './apiserver/openApi';
import { createAddons } from './boot/addons';
import { type ClusterLife, createClusterLife } from './boot/clusterLife';
import { policyAgent } from './boot/componentRoles';
import { ControlPlane } from './boot/controlPlane';
import { createLaptopDocker } from './boot/laptopDocker';
import { nameService } from './boot/nameService';
import { type LoginOptions, openLogin } from './boot/nodeLogin';
import { NodeParts, type NodePartsOptions } from './boot/nodeParts';
import { forgetOldEvents } from './boot/oldEvents';
import { serverPort } from './boot/serverPort';
import { Client } from './client/client';
import type { ApiResponse, ApiServer, Stream } from './client/door';
import { Clock } from './clock';
import { CloudControllerManager } from './cloud/cloudControllerManager';
import type { CloudMachine } from './cloud/cloudMachines';
import { LoadBalancers } from './cloud/loadBalancers';
import { NodeGroup } from './cloud/nodeGroup';
import type { ImageStore } from './containers/imageStore';
import { createLaptop } from './containers/machines/createLaptop';
import type { ContainerRuntime } from './containers/runtime';
import { ControllerManager } from './controllers/controllerManager';
import type { LocalDockerDaemon } from './docker/createDaemon';
import type { DockerDaemon } from './docker/daemon';
import { createNode } from './javascript/node';
import type { CompiledQuickJs } from './javascript/quickJsTypes';
import type { Machine } from './machine';
import { Fabric } from './network/fabric';
import { NetworkPolicies } from './network/networkPolicies';
import { Visitors } from './network/visitors';
import type { Program } from './processes/process';
import type { ClusterProfile, NodeProfile } from './profile';
import { Registries } from './registries/registries';
import { Scheduler } from './scheduler/scheduler';
import { VolumeProvisioner } from './storage/volumeProvisioner';
import { Trace } from './trace';

export interface WorldOptions {
  readonly profile: ClusterProfile;
  /** Of all randomness: the same seed and the same inputs give the same history. */
  readonly seed: number;
  /** The moment at which the learner arrives, in milliseconds since 1970. The cluster was started before it. */
  readonly start: number;
  /** Programs that images and machines hold by name (`sh`, `ls`, `cat`, `curl`, ...): the shell's floor hands them in. */
  readonly programs: Readonly<Record<string, Program>>;
  /** What the API's definitions and fields mean, for `kubectl explain`; without it the descriptions are empty. */
  readonly wordsFor?: WordsFor;
  /** The JavaScript engine (quickjs-wasi's compiled module) that containers' `node` runs on; without it, it says so. */
  readonly javascript?: CompiledQuickJs | undefined;
}

export interface World {
  readonly profile: ClusterProfile;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly api: ApiServer;
  readonly laptop: Machine;
  /** The laptop's Docker, where the profile has one. */
  readonly docker: DockerDaemon | undefined;
  /** The images of the laptop's Docker and the layers that they stand on. */
  readonly images: ImageStore | undefined;
  readonly registries: Registries;
  /** A cluster node's machine, by its name. */
  node(name: string): Machine | undefined;
  /** A node's Docker, where that is its runtime and while it has power. */
  dockerOn(node: string): DockerDaemon | undefined;
  /** A node's container runtime, while the node has power. */
  runtimeOn(node: string): ContainerRuntime | undefined;
  /** What a node's runtime has of images, while the node has power. */
  imagesOn(node: string): ImageStore | undefined;
  /** Opens a shell on a node's machine, as ssh does; undefined: nobody answers, or there is no such user. */
  login(node: string, options: LoginOptions): Stream | undefined;
  /** Routes a range of addresses (`10.96.0.0/12`) from the laptop through a node. Returns how to take it back. */
  addLaptopRoute(range: string, node: string): () => void;
  /** Starting, stopping, deleting and growing the cluster as a whole. */
  readonly life: ClusterLife;
  /**
   * Cuts or gives back a part: `kubelet/NODE` stops and resumes its heartbeats and work, `node/NODE` its power,
   * `kube-proxy/NODE`, `etcd`, `api-server`, `scheduler`, `controller-manager`, `cloud`, `dns`, `docker`, `registry`
   * (the internet's registries). Parts in static pods follow a moment later. Unknown parts are ignored.
   */
  setFault(part: string, state: 'stopped' | 'running'): void;
  /** The parts that do not work now, by the same names; a machine without power, whatever was on it. */
  readonly stopped: readonly string[];
  /** What the cluster holds at a path of the API, also while the API server is stopped: for who only looks on. */
  read(path: string): ApiResponse;
  /** Who sends requests from outside, as many as they are told to. */
  readonly visitors: Visitors;
  /** A hash of the whole state: everything in etcd, the clock, the processes, and what Docker has. */
  hash(): string;
}

/** Lessons judge by what they see in its name. */
const ONLOOKER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'lesson' } as const;
/** How long before the learner's arrival the parts are up again, in milliseconds. */
const LAST_STRETCH = 33_700;
const LAST_SECOND = 1000;

export function createWorld(options: WorldOptions): World {
  const world = new LocalWorld(options);
  world.boot(options.start);
  return world;
}

class LocalWorld implements World {
  readonly profile: ClusterProfile;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly api: LocalApiServer;
  readonly laptop: Machine;
  readonly docker: LocalDockerDaemon | undefined;
  readonly life: ClusterLife;
  #nodes: readonly NodeParts[];
  readonly #shared: Omit<NodePartsOptions, 'node'>;
  readonly #controlPlane: ControlPlane;
  readonly #javascript: Program;
  readonly registries: Registries;
  readonly visitors: Visitors;
  readonly #controllers: ControllerManager;
  readonly #scheduler: Scheduler;
  /** Only where the profile has a cloud. */
  readonly #cloud: CloudControllerManager | undefined;
  /** Only where the profile has a storage class. */
  readonly #provisioner: VolumeProvisioner | undefined;
  /** Only where the profile's network heeds them. */
  readonly #policies: NetworkPolicies | undefined;

  constructor({ profile, seed, start, programs, wordsFor, javascript }: WorldOptions) {
    this.profile = profile;
    this.clock = new Clock(start - profile.age);
    this.trace = new Trace(this.clock);
    this.random = new Random(seed);
    const { clock, trace, random } = this;
    const words = wordsFor === undefined ? {} : { wordsFor };
    const served = { kinds: servedKinds, metrics: profile.metrics === true };
    const { serviceCidr } = profile;
    const { version, build = {}, withoutAdmission = [], tokens = {} } = profile;
    const flags = { allowsAll: profile.controlPlaneOnly === true, withoutAdmission, tokens, version, build };
    this.api = createApiServer({ clock, trace, random, ...served, serviceCidr, ...flags, ...words });
    const fabric = new Fabric({ clock, trace, random, nodeNetwork: profile.nodeNetwork });
    this.visitors = new Visitors(fabric);
    const memory = profile.laptopMemory === undefined ? {} : { memoryBytes: profile.laptopMemory };
    const laptop = createLaptop({ clock, random, fabric, programs, address: profile.laptopAddress, ...memory });
    this.laptop = laptop;
    const registries = new Registries({ anyImage: profile.anyImage });
    this.registries = registries;
    this.#controlPlane = new ControlPlane({
      trace,
      parts: () => ({
        'api-server': this.api,
        'controller-manager': this.#controllers,
        scheduler: this.#scheduler,
        cloud: this.#cloud,
      }),
      host: () => this.#nodes.find((node) => node.manifests.size > 0),
    });
    const partProgram = (name: string, inner: Program) => this.#controlPlane.program(name, inner);
    const workers = profile.cloud ? new NodeGroup({ clock, trace, life: () => this.life }) : undefined;
    const worldwide = { profile, api: this.api, clock, trace, random, fabric, registries, programs };
    const shared = { ...worldwide, partProgram, workers };
    this.#shared = shared;
    this.#javascript = createNode(javascript);
    this.#nodes = [];
    laptop.kernel.programs.set('node', this.#javascript);
    for (const node of profile.nodes) this.#makeNode(node);
    this.life = this.#createLife();
    this.docker = createLaptopDocker({ ...shared, laptop, arrival: start });
    const server = this.api;
    const controlPlane = profile.nodes.find((node) => node.roles.includes('control-plane'));
    const host = profile.systemPods && controlPlane !== undefined ? { host: controlPlane.name } : {};
    const controllerOptions = { rootCertificate: ROOT_CERTIFICATE, terminatedPodThreshold: 12_500 };
    this.#controllers = new ControllerManager({ clock, trace, random, server, ...host, options: controllerOptions });
    this.#scheduler = new Scheduler({ clock, trace, random, server, ...host });
    if (profile.storage !== undefined) {
      const mainNode = controlPlane?.name ?? profile.nodes[0]?.name ?? '';
      const disk = (name: string) => {
        const parts = this.#partsOf(name);
        return parts?.powered === true ? parts.machine.files : undefined;
      };
      this.#provisioner = new VolumeProvisioner({ clock, random, server, storage: profile.storage, mainNode, disk });
    }
    if (profile.networkPolicies) {
      this.#policies = new NetworkPolicies(new Client(server, policyAgent(profile)), clock);
      fabric.policies = this.#policies;
    }
    this.api.registerPart('controller-manager', () => this.#controllers.running);
    this.api.registerPart('scheduler', () => this.#scheduler.running);
    if (profile.cloud) {
      const balancers = new LoadBalancers(random);
      fabric.loadBalancers = balancers;
      const machine = (name: string) => this.#cloudMachine(name);
      this.#cloud = new CloudControllerManager({ clock, trace, random, server, balancers, machine });
    }
  }

  /**
   * Lives through the time before the learner's arrival: parts start and settle, then are suspended while the clock is
   * set forward, so that ages are true and nothing is stale.
   */
  boot(arrival: number): void {
    const { clock, profile } = this;
    const began = clock.now;
    const unused = profile.nodes.length === 0 && profile.controlPlaneOnly !== true;
    bootstrap(this.api, { ...bootstrapOptions(profile), unused });
    if (!unused) createAddons(this.api, profile);
    const joins = new Set([...profile.nodes.map((node) => node.joinedAfter ?? 0), profile.age - LAST_STRETCH]);
    for (const join of [...joins].sort((a, b) => a - b)) {
      clock.skipTo(began + join);
      this.#resume(this.#nodes.filter((node) => (node.profile.joinedAfter ?? 0) <= join));
      clock.settle();
      if (join < profile.age - LAST_STRETCH) this.#suspend();
    }
    clock.advanceTo(arrival - LAST_SECOND);
    forgetOldEvents(this.api, arrival);
    // Nobody answers at the address of a cluster that isn't there.
    if (unused) {
      this.#suspend();
      this.api.stop();
    }
    clock.advanceTo(arrival);
    this.trace.clear();
  }

  get images(): ImageStore | undefined {
    return this.docker?.store;
  }

  node(name: string): Machine | undefined {
    return this.#partsOf(name)?.machine;
  }

  runtimeOn(node: string): ContainerRuntime | undefined {
    const parts = this.#partsOf(node);
    return parts?.powered === true ? parts.runtime : undefined;
  }

  dockerOn(node: string): DockerDaemon | undefined {
    const parts = this.#partsOf(node);
    return parts?.powered === true ? parts.docker : undefined;
  }

  imagesOn(node: string): ImageStore | undefined {
    const parts = this.#partsOf(node);
    return parts?.powered === true ? parts.images.store : undefined;
  }

  addLaptopRoute(range: string, node: string): () => void {
    return this.#shared.fabric.addLaptopRoute(range, node);
  }

  login(node: string, options: LoginOptions): Stream | undefined {
    const parts = this.#partsOf(node);
    return parts?.powered === true ? openLogin(parts.machine, options) : undefined;
  }

  get stopped(): readonly string[] {
    const docker = this.docker?.running === false ? ['docker'] : [];
    if (!this.life.exists) return docker;
    const ofNodes = this.#nodes.flatMap(({ profile: { name }, powered, kubelet, proxyRunning }) => {
      if (!powered) return [`node/${name}`];
      return [...(kubelet.running ? [] : [`kubelet/${name}`]), ...(proxyRunning ? [] : [`kube-proxy/${name}`])];
    });
    return [...this.#controlPlane.stopped, ...ofNodes, ...docker];
  }

  setFault(part: string, state: 'stopped' | 'running'): void {
    if (this.#controlPlane.switch(part, state === 'running')) return;
    const [kind = '', name = ''] = part.split('/');
    const target = this.#switchable(kind, name);
    this.trace.record({ kind: 'act', actor: part, action: state === 'stopped' ? 'stop' : 'start' });
    if (state === 'stopped') target?.stop();
    else target?.start();
  }

  read(path: string): ApiResponse {
    return this.api.answer({ method: 'GET', path }, ONLOOKER);
  }

  hash(): string {
    const processes = [this.laptop, ...this.#nodes.map((node) => node.machine)].map((machine) =>
      machine.kernel.processes.map((process) => [process.pid, process.argv, process.started]),
    );
    const stored = [...this.api.etcd.range('')].map(({ key, value, revision }) => [key, revision, value]);
    return hashValue([this.clock.now, stored, processes, this.docker?.state]);
  }

  #switchable(kind: string, name: string): { start(): void; stop(): void } | undefined {
    const parts = this.#partsOf(name);
    switch (kind) {
      case 'dns':
        return nameService(this.api, this.profile);
      case 'registry':
        return this.registries;
      case 'docker':
        return this.docker;
      case 'kubelet':
        return parts && { start: () => parts.startKubelet(), stop: () => parts.stopKubelet() };
      case 'kube-proxy':
        return parts && { start: () => parts.switchProxy(true), stop: () => parts.switchProxy(false) };
      case 'node':
        return parts && { start: () => this.#setPower(parts, true), stop: () => this.#setPower(parts, false) };
      default:
        return undefined;
    }
  }

  /** The control plane dies with its node; its kubelet brings it up again. */
  #setPower(node: NodeParts, powered: boolean): void {
    const main = node.profile.roles.includes('control-plane');
    node.setPower(powered);
    if (!main) return;
    if (powered) this.#provisioner?.start();
    else this.#setControlPlane(false);
  }

  #setControlPlane(running: boolean): void {
    this.#controlPlane.setRunning(running);
    if (running) this.#provisioner?.start();
    else this.#provisioner?.stop();
  }

  #makeNode(node: NodeProfile): NodeParts {
    const parts = new NodeParts({ ...this.#shared, node });
    parts.machine.kernel.programs.set('node', this.#javascript);
    this.#nodes = [...this.#nodes, parts];
    return parts;
  }

  #createLife(): ClusterLife {
    const { api, clock, profile } = this;
    return createClusterLife({
      profile,
      clock,
      api,
      nodes: () => this.#nodes,
      make: (node) => this.#makeNode(node),
      setPower: (node, powered) => this.#setPower(node, powered),
      tell: (part, action) => this.trace.record({ kind: 'act', actor: part, action }),
      setControlPlane: (running) => this.#setControlPlane(running),
      forget: (node) => {
        node.disconnect();
        this.#nodes = this.#nodes.filter((one) => one !== node);
      },
      begin: () => {
        this.#controlPlane.setRunning(true);
        bootstrapAgain(api, bootstrapOptions(profile));
        createAddons(api, profile);
        this.#resume([]);
      },
    });
  }

  #cloudMachine(name: string): CloudMachine | undefined {
    const parts = this.#partsOf(name);
    return parts && { name, type: machineType(parts.profile), running: parts.powered };
  }

  #partsOf(name: string): NodeParts | undefined {
    return this.#nodes.find((node) => node.profile.name === name);
  }

  /** Kubelets first: when the controllers look, the nodes have just given a sign of life. */
  #resume(nodes: readonly NodeParts[]): void {
    for (const node of nodes) node.start();
    this.#controllers.start();
    if (this.profile.controlPlaneOnly !== true) this.#scheduler.start();
    this.#cloud?.start();
    this.#provisioner?.start();
    this.#policies?.start();
  }

  #suspend(): void {
    this.#policies?.stop();
    this.#provisioner?.stop();
    this.#cloud?.stop();
    this.#scheduler.stop();
    this.#controllers.stop();
    for (const node of this.#nodes) node.stop();
  }
}

function bootstrapOptions({ apiServerAddress: address, server, serviceCidr }: ClusterProfile): BootstrapOptions {
  return { address, port: serverPort(server), serviceCidr };
}
