/**
 * The life of a whole cluster, as `minikube` and the like see it: stopped and started with its nodes' machines, deleted
 * and made anew, nodes added and taken away. What takes time calls back.
 *
 * Simplified: etcd goes on counting its revisions when a cluster is deleted and made anew.
 */
import { nodeKind } from '../../kinds/node';
import type { LocalApiServer } from '../apiserver/apiServer';
import { Client } from '../client/client';
import type { Clock } from '../clock';
import type { ClusterProfile, NodeProfile } from '../profile';
import type { NodeParts } from './nodeParts';

/** How one node is. */
export interface NodeLife {
  readonly profile: NodeProfile;
  readonly powered: boolean;
  readonly kubeletRunning: boolean;
  /** Its containers are frozen. */
  readonly paused: boolean;
}

export interface ClusterLife {
  /** False after `remove`, until `create`. */
  readonly exists: boolean;
  /** True while the API server answers. */
  readonly serving: boolean;
  readonly nodes: readonly NodeLife[];
  /** Ends the node's containers, as a machine that shuts down does, then cuts its power. */
  stopNode(name: string, done: () => void): void;
  /** Switches it on: it boots, and its kubelet takes up its pods again. */
  startNode(name: string): void;
  /** The kubelet alone, as `systemctl stop kubelet` does. */
  setKubelet(name: string, state: 'stopped' | 'running'): void;
  /** Freezes everything that runs in containers of these namespaces, or lets it go on; the kubelet stops meanwhile. */
  setPaused(name: string, namespaces: readonly string[] | 'all', paused: boolean): void;
  addNode(node: NodeProfile): void;
  /**
   * A machine such as the cluster's workers at a free address, under the given name or the next free `worker-N`;
   * undefined when there is no worker to make it like.
   */
  nextNode(name?: string): NodeProfile | undefined;
  /** Takes a node away, with its machine and its object in the API. */
  removeNode(name: string): void;
  /** Takes a node's machine away. Its object in the API stays until the cloud controller manager, or a person, deletes it. */
  removeMachine(name: string): void;
  /** Cuts a node's power: nothing on it has time to end. */
  cutPower(name: string): void;
  /** Takes everything away: nodes, and all that etcd holds. */
  remove(): void;
  /** Makes a new cluster of such nodes, which starts at this moment. */
  create(nodes: readonly NodeProfile[]): void;
}

/** What of the world a cluster's life needs. */
export interface ClusterParts {
  readonly profile: ClusterProfile;
  readonly clock: Clock;
  readonly api: LocalApiServer;
  nodes(): readonly NodeParts[];
  /** Gives a node its power, or takes it; the control plane goes with its node. */
  setPower(node: NodeParts, powered: boolean): void;
  /** Says that a machine or a part on it is switched: `node/worker-1`, `kubelet/worker-1`. */
  tell(part: string, action: 'start' | 'stop'): void;
  /** The control plane alone: a frozen one answers nobody. */
  setControlPlane(running: boolean): void;
  /** Makes a node's parts and puts them among the world's. */
  make(node: NodeProfile): NodeParts;
  /** Takes a node that has no power out of the world. */
  forget(node: NodeParts): void;
  /** Makes what a new cluster begins with, and starts the control plane. */
  begin(): void;
}

/** What a machine that shuts down gives its containers to end in, in milliseconds. */
const SHUTDOWN_GRACE = 10_000;

export function createClusterLife(parts: ClusterParts): ClusterLife {
  return new Life(parts);
}

class Life implements ClusterLife {
  readonly #parts: ClusterParts;

  constructor(parts: ClusterParts) {
    this.#parts = parts;
  }

  get exists(): boolean {
    return this.#parts.nodes().length > 0;
  }

  get serving(): boolean {
    return this.#parts.api.running;
  }

  get nodes(): readonly NodeLife[] {
    return this.#parts.nodes().map((node) => ({
      profile: node.profile,
      powered: node.powered,
      kubeletRunning: node.powered && node.kubelet.running,
      paused: node.powered && node.paused,
    }));
  }

  stopNode(name: string, done: () => void): void {
    const node = this.#find(name);
    const { clock } = this.#parts;
    if (node === undefined || !node.powered) {
      clock.after(0, done);
      return;
    }
    node.setPaused('all', false);
    node.stopKubelet();
    node.endContainers(SHUTDOWN_GRACE, () => {
      this.#parts.tell(`node/${name}`, 'stop');
      this.#parts.setPower(node, false);
      done();
    });
  }

  startNode(name: string): void {
    const node = this.#find(name);
    if (node === undefined) return;
    if (!node.powered) {
      this.#parts.tell(`node/${name}`, 'start');
      this.#parts.setPower(node, true);
    } else if (!node.kubelet.running) node.startKubelet();
  }

  setKubelet(name: string, state: 'stopped' | 'running'): void {
    const node = this.#find(name);
    this.#parts.tell(`kubelet/${name}`, state === 'running' ? 'start' : 'stop');
    if (state === 'running') node?.startKubelet();
    else node?.stopKubelet();
  }

  setPaused(name: string, namespaces: readonly string[] | 'all', paused: boolean): void {
    const node = this.#find(name);
    if (node?.powered !== true) return;
    if (paused) node.stopKubelet();
    node.setPaused(namespaces, paused);
    const { roles } = node.profile;
    const whole = namespaces === 'all' || namespaces.includes('kube-system');
    if (roles.includes('control-plane') && whole) this.#parts.setControlPlane(!paused);
    if (!paused) node.startKubelet();
  }

  addNode(node: NodeProfile): void {
    this.#parts.make(node).start();
  }

  nextNode(name?: string): NodeProfile | undefined {
    const { profile } = this.#parts;
    const like = profile.nodes.find(({ roles }) => roles.length === 0);
    if (like === undefined) return undefined;
    const { joinedAfter: _, machineId: __, ...rest } = like;
    const nodes = this.nodes.map((node) => node.profile);
    for (let number = 1; ; number++) {
      const made = {
        ...rest,
        name: name ?? `worker-${number}`,
        address: `${profile.apiServerAddress.replace(/\d+$/, '')}${10 + number}`,
        podCidr: `10.244.${number}.0/24`,
      };
      if (!nodes.some((node) => node.name === made.name || node.address === made.address)) return made;
    }
  }

  removeNode(name: string): void {
    if (this.#find(name) === undefined) return;
    this.removeMachine(name);
    const caller = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'minikube' };
    new Client(this.#parts.api, caller).delete(nodeKind, name);
  }

  removeMachine(name: string): void {
    const node = this.#find(name);
    if (node === undefined) return;
    this.#parts.tell(`node/${name}`, 'stop');
    this.#parts.setPower(node, false);
    this.#parts.forget(node);
  }

  cutPower(name: string): void {
    const node = this.#find(name);
    if (node === undefined) return;
    this.#parts.tell(`node/${name}`, 'stop');
    this.#parts.setPower(node, false);
  }

  remove(): void {
    const { api } = this.#parts;
    // Workers first: the control plane goes last.
    for (const node of [...this.#parts.nodes()].reverse()) this.#parts.setPower(node, false);
    for (const node of [...this.#parts.nodes()]) this.#parts.forget(node);
    for (const { key } of [...api.etcd.range('')]) api.etcd.delete(key);
  }

  create(nodes: readonly NodeProfile[]): void {
    const made = nodes.map((node) => this.#parts.make(node));
    this.#parts.begin();
    for (const node of made) node.start();
  }

  #find(name: string): NodeParts | undefined {
    return this.#parts.nodes().find((node) => node.profile.name === name);
  }
}
