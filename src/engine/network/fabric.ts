/**
 * The network that everything hangs on: the laptop, the nodes, the pods behind their nodes' bridges. Nodes and laptop
 * share one network; each node routes the others' pod ranges to them (no overlay); nothing else routes to pods or
 * service addresses, so the laptop reaches nodes and load balancers only.
 */
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import type { Trace } from '../trace';
import { addressRange } from './address';
import { Host } from './host';
import type { Destination, Route, Wires } from './journey';
import type { LoadBalancers, PacketRules } from './packet';
import { findRoute, type NodePlace } from './route';

export interface FabricOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** The network of nodes and laptop; `10.0.0.0/24` when left out. */
  readonly nodeNetwork?: string;
}

export interface NodeAttachment {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
  /** The text of /etc/hosts as it is now. */
  hosts?(): string;
}

export interface PodAttachment {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  readonly address: string;
  readonly dns: { readonly nameservers: readonly string[]; readonly searches: readonly string[] };
  hosts?(): string;
}

const LAPTOP_ADDRESS = '10.0.0.2';

export class Fabric implements Wires {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** Whom packets to load balancer addresses reach; without a cloud nobody. */
  loadBalancers: LoadBalancers | undefined;
  readonly #nodeNetwork;
  readonly #nodes: NodePlace[] = [];
  readonly #hosts = new Map<string, Host>();

  constructor(options: FabricOptions) {
    this.clock = options.clock;
    this.trace = options.trace;
    this.random = options.random;
    this.#nodeNetwork = addressRange(options.nodeNetwork ?? '10.0.0.0/24');
  }

  addLaptop(options: { address?: string; hosts?: () => string } = {}): Host {
    return new Host(this, {
      kind: 'laptop',
      name: 'laptop',
      addresses: [options.address ?? LAPTOP_ADDRESS],
      node: undefined,
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: options.hosts ?? (() => '') },
    });
  }

  addNode(node: NodeAttachment): Host {
    const host = new Host(this, {
      kind: 'node',
      name: `node/${node.name}`,
      addresses: [node.address],
      node: node.name,
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: () => node.hosts?.() ?? '' },
    });
    const { name, address, podCidr } = node;
    const podRange = addressRange(podCidr);
    this.#nodes.push({ name, address, podCidr, podRange, host, rules: undefined, powered: true });
    return host;
  }

  /** Connects a pod's namespace to its node's bridge. */
  addPod(pod: PodAttachment): Host {
    const host = new Host(this, {
      kind: 'pod',
      name: `pod/${pod.namespace}/${pod.name}`,
      addresses: [pod.address],
      node: pod.node,
      resolver: { ...pod.dns, ndots: 5, hosts: () => pod.hosts?.() ?? '' },
    });
    this.#hosts.set(pod.address, host);
    return host;
  }

  /** Takes a pod or a node out; what it listened on is closed. */
  remove(host: Host): void {
    for (const address of host.addresses) if (this.#hosts.get(address) === host) this.#hosts.delete(address);
    const at = this.#nodes.findIndex((node) => node.host === host);
    if (at >= 0) this.#nodes.splice(at, 1);
    host.close();
  }

  /** Gives a node its rules: those of its kube-proxy. */
  setRules(node: string, rules: PacketRules | undefined): void {
    const place = this.#nodes.find((one) => one.name === node);
    if (place !== undefined) place.rules = rules;
  }

  /** Cuts a node's power or gives it back: without it neither the node nor its pods answer. */
  setPower(node: string, powered: boolean): void {
    const place = this.#nodes.find((one) => one.name === node);
    if (place !== undefined) place.powered = powered;
  }

  route(source: Host, destination: Destination): Route {
    return findRoute(
      {
        random: this.random,
        nodes: this.#nodes,
        loadBalancers: this.loadBalancers,
        nodeNetwork: this.#nodeNetwork,
        hostAt: (address) => this.#hosts.get(address),
      },
      source,
      destination,
    );
  }
}
