/**
 * Which way a packet takes: loopback, the bridge of its node, the routes between nodes, the load balancer, and what
 * kube-proxy's rules make of its destination at the first node that it meets.
 */
import type { Random } from '../../base/random';
import { type AddressRange, gatewayOf, inRange } from './address';
import type { Host } from './host';
import type { Destination, Route, RouteHop } from './journey';
import type { LoadBalancers, Packet, PacketRules } from './packet';

/** A node's place in the network. */
export interface NodePlace {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
  readonly podRange: AddressRange;
  readonly host: Host;
  rules: PacketRules | undefined;
  /** False after a power cut: nothing on it answers. */
  powered: boolean;
}

export interface Topology {
  readonly random: Random;
  readonly nodes: readonly NodePlace[];
  readonly loadBalancers: LoadBalancers | undefined;
  /** The network that nodes and laptop share. */
  readonly nodeNetwork: AddressRange;
  hostAt(address: string): Host | undefined;
}

/** No ARP answer: the sender's kernel gives up after three tries. */
const UNREACHABLE_AFTER = 3_000;

/** Rough one-way times in milliseconds: least, and how much more by chance. */
const LATENCY = {
  loopback: [0.02, 0.03],
  bridge: [0.05, 0.1],
  rules: [0.01, 0.02],
  betweenNodes: [0.25, 0.35],
  fromLaptop: [0.8, 1.2],
  loadBalancer: [0.4, 0.5],
} as const;

export function findRoute(topology: Topology, source: Host, destination: Destination): Route {
  return new Way(topology, source, destination).find();
}

class Way {
  readonly #topology: Topology;
  readonly #source: Host;
  readonly #destination: Destination;
  readonly #hops: RouteHop[];
  #elapsed = 0;

  constructor(topology: Topology, source: Host, destination: Destination) {
    this.#topology = topology;
    this.#source = source;
    this.#destination = destination;
    this.#hops = [{ at: source.name, after: 0 }];
  }

  find(): Route {
    const { address, port } = this.#destination;
    const source = this.#source;
    const own = source.addresses.includes(address) || address.startsWith('127.');
    const place = this.#place(source.node);
    if (own && source.kind !== 'node') return this.#loopback();
    if (place === undefined) return this.#fromOutside();
    if (!place.powered) return this.#lost();
    const first = source.addresses[0] ?? '';
    // In a node's own namespace, 127.0.0.1 answers on node ports as well.
    const meant = own ? place.address : address;
    const verdict = this.#apply(place, {
      source: first,
      destination: meant,
      port,
      protocol: this.#destination.protocol,
      from: source.kind === 'node' ? 'node' : 'pod',
    });
    if (verdict !== undefined) return verdict;
    return own ? this.#loopback() : this.#toAddress(place, address, port, first, false);
  }

  #loopback(): Route {
    const { port, address } = this.#destination;
    this.#spend('loopback');
    return this.#arrive(this.#source, address, port, address);
  }

  /** From the laptop: only the nodes and load balancers can be reached. */
  #fromOutside(): Route {
    const { address, port } = this.#destination;
    const client = this.#source.addresses[0] ?? '';
    const node = this.#topology.nodes.find((one) => one.address === address);
    if (node !== undefined) {
      this.#spend('fromLaptop');
      return this.#atNode(node, client, address, port);
    }
    return this.#throughBalancer(client, 'fromLaptop') ?? this.#elsewhere(address);
  }

  #throughBalancer(client: string, latency: keyof typeof LATENCY): Route | undefined {
    const { address, port } = this.#destination;
    const target = this.#topology.loadBalancers?.find(address, port);
    if (target === undefined) return undefined;
    const behind = target.nodes
      .map((name) => this.#topology.nodes.find((node) => node.name === name || node.address === name))
      .filter((node) => node?.powered === true && node.rules?.healthy(target.nodePort) !== false);
    this.#spend(latency);
    if (behind.length === 0) {
      this.#hop('load-balancer', 'no healthy node');
      return this.#refused();
    }
    const node = this.#topology.random.pick(behind);
    if (node === undefined) return this.#refused();
    this.#hop('load-balancer', `${address}:${port} -> ${node.address}:${target.nodePort}`);
    this.#spend('loadBalancer');
    return this.#atNode(node, client, node.address, target.nodePort);
  }

  /** A packet comes in at a node from outside of it. */
  #atNode(node: NodePlace, client: string, address: string, port: number): Route {
    if (!node.powered) return this.#dark(node);
    this.#hop(`node/${node.name}`);
    const { protocol } = this.#destination;
    const verdict = this.#apply(node, { source: client, destination: address, port, protocol, from: 'outside' });
    return verdict ?? this.#arrive(node.host, address, port, client, false);
  }

  /** kube-proxy's rules; undefined when none concerns the packet. */
  #apply(place: NodePlace, packet: Packet): Route | undefined {
    const verdict = place.rules?.translate(packet);
    if (verdict === undefined) return undefined;
    this.#spend('rules');
    this.#hop(`kube-proxy/${place.name}`, verdict.note);
    if (verdict.kind === 'reject') return this.#refused();
    if (verdict.kind === 'drop') return this.#silence();
    return this.#toAddress(place, verdict.address, verdict.port, packet.source, verdict.masquerade);
  }

  /** Routes onwards from a node, after any translation. */
  #toAddress(place: NodePlace, address: string, port: number, client: string, masquerade: boolean): Route {
    const local = inRange(place.podRange, address);
    // Packets of the node itself, and masqueraded ones, carry the address of the interface that they leave through.
    const seen = masquerade || client === place.address ? (local ? gatewayOf(place.podCidr) : place.address) : client;
    if (local) {
      const pod = this.#topology.hostAt(address);
      if (pod === undefined) return this.#lost();
      this.#spend('bridge');
      return this.#arrive(pod, address, port, seen);
    }
    const other = this.#topology.nodes.find((node) => node.address === address || inRange(node.podRange, address));
    if (other !== undefined) return this.#toNode(place, other, address, port, seen);
    return this.#throughBalancer(place.address, 'betweenNodes') ?? this.#elsewhere(address);
  }

  #toNode(place: NodePlace, other: NodePlace, address: string, port: number, seen: string): Route {
    if (!other.powered) return this.#dark(other);
    if (other !== place) this.#spend('betweenNodes');
    if (other.address === address) {
      // A service that was already translated here is not translated again there.
      const translated = port !== this.#destination.port || address !== this.#destination.address;
      if (translated || other === place) return this.#arrive(other.host, address, port, seen);
      return this.#atNode(other, seen, address, port);
    }
    const pod = this.#topology.hostAt(address);
    this.#hop(`node/${other.name}`);
    if (pod === undefined) return this.#lost();
    this.#spend('bridge');
    return this.#arrive(pod, address, port, seen);
  }

  /** Addresses that are nobody's: unanswered on the shared network, silent beyond it. */
  #elsewhere(address: string): Route {
    return inRange(this.#topology.nodeNetwork, address) ? this.#lost() : this.#silence();
  }

  #arrive(host: Host, address: string, port: number, source: string, hop = true): Route {
    if (hop && host !== this.#source) this.#hop(host.name);
    return { ok: true, host, address, port, source, proxied: false, hops: this.#hops, delay: this.#elapsed };
  }

  #refused(): Route {
    return { ok: false, failure: 'refused', hops: this.#hops, delay: 2 * this.#elapsed };
  }

  /** The next stop is a node without power. */
  #dark(node: NodePlace): Route {
    this.#hop(`node/${node.name}`, 'no answer');
    return this.#lost();
  }

  #lost(): Route {
    return { ok: false, failure: 'unreachable', hops: this.#hops, delay: UNREACHABLE_AFTER };
  }

  #silence(): Route {
    return { ok: false, failure: 'timeout', hops: this.#hops, delay: Number.POSITIVE_INFINITY };
  }

  #place(name: string | undefined): NodePlace | undefined {
    return name === undefined ? undefined : this.#topology.nodes.find((node) => node.name === name);
  }

  #spend(latency: keyof typeof LATENCY): void {
    const [least, more] = LATENCY[latency];
    this.#elapsed += least + more * this.#topology.random.next();
  }

  #hop(at: string, note?: string): void {
    this.#hops.push({ at, after: this.#elapsed, ...(note === undefined ? {} : { note }) });
  }
}
