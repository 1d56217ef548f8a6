/** One cluster node with everything on it: machine, container runtime, kubelet and kube-proxy. */
import type { Random } from '../../base/random';
import type { LocalApiServer } from '../apiserver/apiServer';
import { Client } from '../client/client';
import type { NodeDoor } from '../client/nodeDoor';
import type { Clock } from '../clock';
import { clusterAutoscaler } from '../cloud/autoscaler/clusterAutoscaler';
import type { NodeGroup } from '../cloud/nodeGroup';
import { createContainerRuntime, type LocalContainerRuntime } from '../containers/containerRuntime';
import { createMachineImages, type MachineImages } from '../containers/machineImages';
import { bootMachine } from '../containers/machines/bootMachine';
import { createNodeMachine } from '../containers/machines/createNodeMachine';
import { ContainerLogLinks, PodLogFiles } from '../containers/podLogFiles';
import { createDockerDaemon, type LocalDockerDaemon } from '../docker/createDaemon';
import { Kubelet } from '../kubelet/kubelet';
import { NodeServer } from '../kubelet/nodeServer';
import type { Machine } from '../machine';
import { metricsServerProgram } from '../metrics/metricsServerProgram';
import { serveApi } from '../network/apiServerPort';
import { coreDns } from '../network/coreDns';
import type { Fabric } from '../network/fabric';
import { flanneld } from '../network/flannel';
import { ingressController } from '../network/ingressController';
import { KubeProxy } from '../network/kubeProxy';
import { webhookCertificates } from '../network/webhookCertificates';
import type { Program } from '../processes/process';
import type { ClusterProfile, NodeProfile } from '../profile';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { dnsAddressOf } from './addons';
import { controlPlanePods } from './controlPlanePods';
import { giveManifest, manifestText } from './manifestFiles';
import { preloadedImages } from './preloadedImages';
import { serverPort } from './serverPort';
import { SystemService } from './systemService';

/** systemd's RestartSec of the units, in milliseconds: minikube's kubelet, kubeadm's, containerd. */
const MINIKUBE_RESTART = 600;
const KUBELET_RESTART = 10_000;
const CONTAINERD_RESTART = 5_000;

export interface NodePartsOptions {
  readonly node: NodeProfile;
  readonly profile: ClusterProfile;
  readonly api: LocalApiServer;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly fabric: Fabric;
  readonly registries: Registries;
  /** The cloud's machines that an autoscaler may add and take away. */
  readonly workers: NodeGroup | undefined;
  readonly programs: Readonly<Record<string, Program>>;
  /** The program of a control plane part, made of the one that its image holds; undefined: it is no part's. */
  partProgram(name: string, inner: Program): Program | undefined;
}

export class NodeParts {
  readonly profile: NodeProfile;
  readonly machine: Machine;
  /** What its runtime has pulled, and Docker's daemon where it has one. */
  readonly images: MachineImages;
  readonly runtime: LocalContainerRuntime;
  /** Where the runtime is Docker. */
  readonly docker: LocalDockerDaemon | undefined;
  readonly kubelet: Kubelet;
  readonly proxy: KubeProxy;
  readonly server: NodeDoor;
  /** What the kubelet was to run by itself in the beginning, by the pods' names: the control plane. */
  readonly manifests: ReadonlyMap<string, string>;
  readonly #options: NodePartsOptions;
  readonly #kubeletService: SystemService;
  /** Where no Docker has it: the runtime's own process. */
  readonly #containerdService: SystemService | undefined;
  /** A container of kube-proxy runs. Where there are no system pods, it needs none. */
  #proxyContainer: boolean;
  #proxyRunning = false;
  #powered = true;
  #paused = false;

  constructor(options: NodePartsOptions) {
    const { node, profile, api, clock, trace, random, fabric, registries, programs } = options;
    this.#options = options;
    this.profile = node;
    const { name, address, podCidr } = node;
    const podNetwork = {
      ...(profile.runtime.scheme === 'docker://' ? { podBridge: 'bridge' } : {}),
      ...(profile.flannel === undefined ? {} : { podRoutes: 'agent' as const }),
    };
    const neighbours = profile.nodes;
    const machine = createNodeMachine({ clock, random, fabric, node, neighbours, podNetwork, programs });
    this.machine = machine;
    const { programs: known } = this.machine.kernel;
    known.set('coredns', coreDns(api));
    known.set('nginx-ingress-controller', ingressController(api));
    known.set('kube-webhook-certgen', webhookCertificates(api));
    known.set('metrics-server', metricsServerProgram(api));
    known.set('flanneld', flanneld(api, name));
    if (options.workers !== undefined) known.set('cluster-autoscaler', clusterAutoscaler(api, options.workers));
    if (node.roles.includes('control-plane')) {
      serveApi(this.machine.network, serverPort(profile.server), api);
      api.registerNetwork(this.machine.network);
    }
    this.images = createMachineImages({ clock, trace, machine: name, actor: `runtime/${name}` });
    const runtime = createContainerRuntime({
      clock,
      trace,
      random,
      machine: this.machine,
      podCidr,
      fabric,
      registries,
      images: this.images,
      ...profile.runtime,
      durations: profile.durations,
      preloaded: preloadedImages(node, profile),
    });
    this.runtime = runtime;
    mountLogs(machine, runtime);
    if (profile.runtime.scheme === 'docker://') {
      const machineNetworks = [profile.nodeNetwork, podCidr];
      const { images } = this;
      const shared = { clock, trace, random, fabric, registries, images, machineNetworks, runtime };
      this.docker = createDockerDaemon({ ...shared, machine, host: machine.network });
    }
    this.manifests = new Map(controlPlanePods(node, profile).map((pod) => [pod.metadata.name, manifestText(pod)]));
    for (const [pod, text] of this.manifests) giveManifest(machine.files, pod, text);
    this.#proxyContainer = !profile.systemPods;
    this.#installParts();
    this.kubelet = new Kubelet({
      api,
      clock,
      trace,
      random,
      runtime,
      machine: this.machine,
      node,
      profile,
      dnsAddress: dnsAddressOf(profile),
    });
    this.server = new NodeServer(this.kubelet);
    const docker = profile.runtime.scheme === 'docker://';
    const containerd = { machine, argv: ['/usr/bin/containerd'], unit: 'containerd', memory: 41_000 * 1024 };
    this.#containerdService = docker ? undefined : new SystemService({ ...containerd, restart: CONTAINERD_RESTART });
    this.#containerdService?.start();
    this.#kubeletService = new SystemService({
      machine,
      argv: kubeletCommand(node, profile),
      unit: 'kubelet',
      memory: 45_000 * 1024,
      restart: docker ? MINIKUBE_RESTART : KUBELET_RESTART,
      onEnd: () => this.#stopWork(),
      onRestart: () => this.#startWork(),
    });
    const caller = {
      user: 'system:kube-proxy',
      groups: ['system:authenticated'],
      actor: `kube-proxy/${name}`,
    };
    const client = new Client(api, caller);
    this.proxy = new KubeProxy({ clock, trace, random, client, node: name, nodeAddresses: [address] });
    fabric.setRules(name, this.proxy.rules);
  }

  get powered(): boolean {
    return this.#powered;
  }

  get proxyRunning(): boolean {
    return this.#proxyRunning;
  }

  start(): void {
    this.startKubelet();
    this.#containerdService?.start();
    if (this.#powered && this.#proxyContainer) this.#setProxy(true);
  }

  /** Kubelet and kube-proxy do no more; their processes, and what runs in containers, stay. */
  stop(): void {
    this.#stopWork();
    this.#setProxy(false);
  }

  /**
   * Has kube-proxy hang, or go on. Its pod does not show that: a process that stands still looks like one that has
   * nothing to do. A new container of it works again.
   */
  switchProxy(running: boolean): void {
    if (!this.#powered) return;
    for (const { options, cgroup } of this.runtime.podSandboxes) {
      if (options.podName.startsWith('kube-proxy-')) cgroup.frozen = !running;
    }
    this.#setProxy(running && this.#proxyContainer);
  }

  /** Ends the containers of a pod; whether they come again is the kubelet's affair. */
  endPod(name: string): void {
    for (const { id, podName, state } of this.runtime.containers) {
      if (podName === name && state === 'running') this.runtime.stopContainer(id, 0, () => {});
    }
  }

  startKubelet(): void {
    if (!this.#powered) return;
    this.#kubeletService.start();
    this.#startWork();
  }

  /** The kubelet's process ends, and with it its server for logs and exec. */
  stopKubelet(): void {
    this.#kubeletService.stop();
    this.#stopWork();
  }

  /** Some of its containers are frozen. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Freezes the containers of pods in these namespaces, or lets them go on. */
  setPaused(namespaces: readonly string[] | 'all', paused: boolean): void {
    for (const { options, cgroup } of this.runtime.podSandboxes) {
      if (namespaces === 'all' || namespaces.includes(options.podNamespace)) cgroup.frozen = paused;
    }
    this.#paused = paused;
  }

  /** Ends all containers, giving each so many milliseconds after its stop signal. */
  endContainers(grace: number, done: () => void): void {
    const running = this.runtime.containers.filter(({ state }) => state === 'running');
    let left = running.length;
    if (left === 0) this.#options.clock.after(0, done);
    for (const { id } of running) {
      this.runtime.stopContainer(id, grace, () => {
        left--;
        if (left === 0) done();
      });
    }
  }

  /** Takes a node that has no power off the network. */
  disconnect(): void {
    this.#options.fabric.removeNode(this.profile.name);
  }

  /** Cuts the node's power, and everything on it ends at once; or gives it back, and it boots. */
  setPower(powered: boolean): void {
    if (powered === this.#powered) return;
    this.#options.fabric.setPower(this.profile.name, powered);
    if (!powered) {
      this.stop();
      this.docker?.lose();
      this.#kubeletService.lose();
      this.#containerdService?.lose();
      this.machine.kernel.halt();
      this.kubelet.lose();
    }
    this.#powered = powered;
    if (powered) bootMachine(this.machine);
    if (powered) this.docker?.start();
    if (powered) this.start();
  }

  #startWork(): void {
    this.kubelet.start();
    this.#options.api.registerNode(this.profile.name, this.server);
  }

  #stopWork(): void {
    this.kubelet.stop();
    this.#options.api.registerNode(this.profile.name, undefined);
  }

  #setProxy(running: boolean): void {
    if (running === this.#proxyRunning) return;
    this.#proxyRunning = running;
    if (running) this.proxy.start();
    else this.proxy.stop();
  }

  /** The programs of the images that do a part's work. */
  #installParts(): void {
    const { programs } = this.machine.kernel;
    for (const name of this.manifests.keys()) {
      const inner = programs.get(name);
      const program = inner && this.#options.partProgram(name, inner);
      if (program !== undefined) programs.set(name, program);
    }
    const proxy = programs.get('kube-proxy');
    if (proxy !== undefined && this.#options.profile.systemPods) {
      programs.set('kube-proxy', (process) => this.#proxyProgram(proxy(process)));
    }
  }

  *#proxyProgram(inner: ReturnType<Program>): ReturnType<Program> {
    this.#proxyContainer = true;
    this.#setProxy(true);
    try {
      return yield* inner;
    } finally {
      this.#proxyContainer = false;
      this.#setProxy(false);
    }
  }
}

function mountLogs({ files, kernel }: Machine, runtime: LocalContainerRuntime): void {
  const now = () => kernel.clock.now;
  const disk = { type: 'ext4', source: '/dev/vda1' };
  files.makeDirectory('/var/log/pods', { parents: true });
  files.makeDirectory('/var/log/containers', { parents: true });
  files.mountSystem([
    { path: '/var/log/pods', files: new PodLogFiles(runtime, now), ...disk },
    { path: '/var/log/containers', files: new ContainerLogLinks(runtime, now), ...disk },
  ]);
}

/** As minikube and kubeadm set it up. */
function kubeletCommand(node: NodeProfile, profile: ClusterProfile): readonly string[] {
  const conf = '/etc/kubernetes/kubelet.conf';
  const bootstrap = '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf';
  const config = '--config=/var/lib/kubelet/config.yaml';
  if (profile.runtime.scheme === 'docker://')
    return [
      `/var/lib/minikube/binaries/${profile.version}/kubelet`,
      bootstrap,
      config,
      `--hostname-override=${node.name}`,
      `--kubeconfig=${conf}`,
      `--node-ip=${node.address}`,
    ];
  return [
    '/usr/bin/kubelet',
    bootstrap,
    `--kubeconfig=${conf}`,
    config,
    '--container-runtime-endpoint=unix:///var/run/containerd/containerd.sock',
    '--pod-infra-container-image=registry.k8s.io/pause:3.10',
  ];
}
