/**
 * Which way a packet takes: loopback, the bridge of its node or machine, the routes between nodes (and the tunnels that
 * some of them lead through), the load balancer, what kube-proxy's rules make of its destination at the first node that it meets, and what Docker publishes and translates.
 */
import type { Random } from '../../base/random';
import { type AddressRange, gatewayOf, inRange, isLoopback } from './address';
import type { Bridge, BridgeEndpoint } from './bridge';
import { ontoBridge, publishedAt, throughPublished, toNeighbour } from './bridgePath';
import type { Host } from './host';
import { cardOf } from './hostLinks';
import type { Destination, Route } from './journey';
import { madeWay, overMadeLinks } from './madePath';
import type { PolicyGuard } from './networkPolicies';
import type { LoadBalancers, Packet, PacketRules } from './packet';
import { type Latency, Path } from './path';
import type { PodBridge } from './podBridge';
import { betweenNodes, leaveBy, type Way as NodeWay, offNode, ontoNode, seenFrom, wayBack } from './podPath';
import type { AddedRoute } from './routingTable';

/** A node's place in the network. */
export interface NodePlace {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
  readonly podRange: AddressRange;
  readonly host: Host;
  /** The bridge that its pods hang on. */
  readonly pods: PodBridge;
  /** How the others reach its pods where the site's network sees to it, and who adds its own routes. */
  readonly route: AddedRoute;
  readonly podRoutes: 'site' | 'agent';
  rules: PacketRules | undefined;
  /** False after a power cut: nothing on it answers. */
  powered: boolean;
  /** Load balancers send to it: it has passed their last health checks. */
  inPool: boolean;
}

export interface LaptopRoute {
  readonly range: AddressRange;
  /** The node that is the gateway. */
  readonly node: string;
}

export interface Topology {
  readonly random: Random;
  readonly nodes: readonly NodePlace[];
  readonly laptop: Host | undefined;
  readonly bridges: readonly Bridge[];
  readonly loadBalancers: LoadBalancers | undefined;
  /** What enforces network policies; without it they are only objects. */
  readonly policies: PolicyGuard | undefined;
  /** Answers for names that nobody in the site knows. */
  readonly nameServer: Host;
  /** The network that nodes and laptop share. */
  readonly nodeNetwork: AddressRange;
  /** The laptop's routes through nodes, as `minikube tunnel` sets them. */
  readonly laptopRoutes: readonly LaptopRoute[];
  hostAt(address: string): Host | undefined;
}

export function findRoute(topology: Topology, source: Host, destination: Destination): Route {
  return new Way(topology, source, destination).find();
}

class Way {
  readonly #topology: Topology;
  readonly #source: Host;
  readonly #destination: Destination;
  readonly #path: Path;

  constructor(topology: Topology, source: Host, destination: Destination) {
    this.#topology = topology;
    this.#source = source;
    this.#destination = destination;
    this.#path = new Path(topology.random, source, destination.address);
  }

  find(): Route {
    const { address } = this.#destination;
    const source = this.#source;
    const own = isLoopback(address) || source.addresses.includes(address);
    if (own && source.kind !== 'node') return this.#toItself();
    const made = own ? undefined : madeWay(source, address);
    if (made !== undefined) return overMadeLinks(this.#path, source, made, this.#destination);
    if (source.kind === 'container' || source.kind === 'namespace') return this.#fromContainer();
    const place = this.#place(source.node);
    if (place === undefined) return this.#fromLaptop(source.addresses[0] ?? '');
    if (!place.powered) return this.#path.lost();
    return this.#fromNodeOrPod(place, own);
  }

  #fromNodeOrPod(place: NodePlace, own: boolean): Route {
    const source = this.#source;
    const first = source.addresses[0] ?? '';
    // In a node's own namespace, 127.0.0.1 answers on node ports as well.
    const meant = own ? place.address : this.#destination.address;
    const packet = { source: first, destination: meant, from: source.kind === 'node' ? 'node' : 'pod' } as const;
    if (first !== '' && source.kind === 'pod' && !ontoNode(this.#path, place, source)) return this.#path.lost();
    const verdict = this.#apply(place, packet);
    if (verdict !== undefined) return verdict;
    if (own) return this.#toItself();
    if (first === '') return this.#path.noNetwork();
    return this.#toAddress(place, this.#destination, first, false);
  }

  /** To an address of its own; on a machine that may be a published port. */
  #toItself(): Route {
    const source = this.#source;
    const { address } = this.#destination;
    const published = publishedAt(source, this.#destination);
    const loopback = source.links[0];
    if (loopback?.up !== true) return this.#path.noNetwork();
    if (published !== undefined) {
      const from = { destination: this.#destination, client: address, inside: false };
      return throughPublished(this.#path, source, published, from);
    }
    this.#path.spend('loopback');
    this.#path.cross(loopback, 'sent');
    this.#path.cross(loopback, 'received');
    return this.#path.arrive(source, this.#destination, address);
  }

  #fromContainer(): Route {
    const { address } = this.#destination;
    const near = this.#source.endpoints.find(({ link, network }) => link.up && inRange(network.range, address));
    const way = near ?? this.#source.wayOut;
    if (way === undefined) return this.#path.noNetwork();
    const bridge = way.network;
    const place = this.#place(this.#source.node);
    if (place?.powered === false || !bridge.link.up) return this.#path.lost();
    this.#path.spend('veth');
    this.#path.cross(way.link, 'sent');
    this.#path.cross(way.machineLink, 'received');
    this.#path.pass(this.#source.name, 'send', { device: way.interface });
    this.#path.pass(bridge.machine.name, 'receive', { device: way.veth });
    this.#path.pass(bridge.machine.name, 'bridge', { device: bridge.interface });
    this.#path.hop(bridge.name);
    if (near !== undefined && address !== bridge.gateway) {
      return toNeighbour(this.#path, bridge, this.#destination, way.address);
    }
    this.#path.cross(bridge.link, 'received');
    return this.#fromBridge(bridge.machine, way, place);
  }

  /** A container's packet comes out of its bridge at the machine. */
  #fromBridge(machine: Host, way: BridgeEndpoint, place: NodePlace | undefined): Route {
    const { address } = this.#destination;
    const path = this.#path;
    if (place !== undefined) {
      const verdict = this.#apply(place, { source: way.address, destination: address, from: 'pod' }, true);
      if (verdict !== undefined) return verdict;
    }
    if (machine.addresses.includes(address)) {
      const published = publishedAt(machine, this.#destination);
      if (published === undefined) return path.arrive(machine, this.#destination, way.address);
      const from = { destination: this.#destination, client: way.address, inside: true };
      return throughPublished(path, machine, published, from);
    }
    const other = this.#bridgeTo(machine, address);
    if (other !== undefined) {
      path.hop(machine.name, `${way.network.network} and ${other.network} are kept apart`);
      return path.silence();
    }
    const own = cardOf(machine)?.address ?? '';
    path.forward();
    path.readdress({ source: own });
    path.pass(machine.name, 'masquerade', { detail: `source ${way.address} -> ${own}` });
    path.hop(machine.name, `source ${way.address} -> ${own}`);
    if (place !== undefined) return this.#toAddress(place, this.#destination, way.address, true);
    return this.#fromLaptop(own);
  }

  /** From the laptop only the nodes, load balancers and its own bridges can be reached. */
  #fromLaptop(client: string): Route {
    const { address } = this.#destination;
    const { nodes } = this.#topology;
    const visits = this.#source.kind === 'visitors';
    const laptop = visits ? this.#source : this.#topology.laptop;
    const bridge = laptop === undefined ? undefined : this.#bridgeTo(laptop, address);
    if (bridge !== undefined) return ontoBridge(this.#path, bridge, this.#destination, bridge.gateway);
    const card = laptop === undefined ? undefined : cardOf(laptop);
    if (card === undefined) return this.#path.noNetwork();
    this.#path.cross(card, 'sent');
    this.#path.pass(laptop?.name ?? 'laptop', 'send', { device: card.name });
    const node = nodes.find((one) => one.address === address);
    if (node !== undefined) {
      this.#path.spend('fromLaptop');
      return this.#atNode(node, client, this.#destination);
    }
    const through = this.#place(
      visits ? undefined : this.#topology.laptopRoutes.find(({ range }) => inRange(range, address))?.node,
    );
    if (through !== undefined) {
      this.#path.spend('fromLaptop');
      return this.#atNode(through, client, this.#destination);
    }
    return this.#throughBalancer(client, 'fromLaptop') ?? this.#elsewhere(address, client);
  }

  #throughBalancer(client: string, latency: Latency): Route | undefined {
    const { address, port } = this.#destination;
    const target = this.#topology.loadBalancers?.find(address, port);
    if (target === undefined || this.#destination.protocol === 'ICMP') return undefined;
    const behind = target.nodes
      .map((name) => this.#topology.nodes.find((node) => node.name === name || node.address === name))
      .filter((node) => node?.inPool === true && node.rules?.healthy(target.nodePort) !== false);
    this.#path.spend(latency);
    const node = behind.length === 0 ? undefined : this.#topology.random.pick(behind);
    if (node === undefined) {
      this.#path.hop('load-balancer', 'no healthy node');
      return this.#path.refused();
    }
    const detail = `${address}:${port} -> ${node.address}:${target.nodePort}`;
    this.#path.readdress({ destination: node.address });
    this.#path.pass('load-balancer', 'balance', { detail });
    this.#path.hop('load-balancer', detail);
    this.#path.spend('loadBalancer');
    return this.#atNode(node, client, { ...this.#destination, address: node.address, port: target.nodePort });
  }

  /** A packet comes in at a node from outside of it. */
  #atNode(node: NodePlace, client: string, to: Destination): Route {
    if (!node.powered) return this.#dark(node);
    this.#path.cross(cardOf(node.host), 'received');
    this.#path.pass(node.host.name, 'receive', { device: 'eth0' });
    this.#path.hop(`node/${node.name}`);
    const verdict = this.#apply(node, { source: client, destination: to.address, from: 'outside' }, false, to.port);
    if (verdict !== undefined) return verdict;
    const published = publishedAt(node.host, to);
    if (published !== undefined) {
      this.#path.forward();
      return throughPublished(this.#path, node.host, published, { destination: to, client, inside: false });
    }
    return this.#path.arrive(node.host, to, client, { silently: true });
  }

  /** kube-proxy's rules; undefined when none concerns the packet. */
  #apply(
    place: NodePlace,
    packet: Omit<Packet, 'protocol' | 'port'>,
    masquerade = false,
    port = this.#destination.port,
  ): Route | undefined {
    const { protocol } = this.#destination;
    if (protocol === 'ICMP') return undefined;
    const verdict = place.rules?.translate({ ...packet, protocol, port });
    if (verdict === undefined) return undefined;
    this.#path.spend('rules');
    this.#path.hop(`kube-proxy/${place.name}`, verdict.note);
    if (verdict.kind !== 'forward') this.#path.pass(`kube-proxy/${place.name}`, 'drop', { detail: verdict.note });
    if (verdict.kind === 'reject') return this.#path.refused();
    if (verdict.kind === 'drop') return this.#path.silence();
    this.#path.readdress({ destination: verdict.address });
    this.#path.pass(`kube-proxy/${place.name}`, 'translate', { detail: verdict.note });
    const to = { protocol, address: verdict.address, port: verdict.port };
    return this.#toAddress(place, to, packet.source, masquerade || verdict.masquerade);
  }

  /** Routes onwards from a node, after any translation. */
  #toAddress(place: NodePlace, to: Destination, client: string, masquerade: boolean): Route {
    const { address } = to;
    if (this.#source.kind === 'pod' && address !== place.address) {
      const refusal = this.#topology.policies?.egressRefusal(this.#source.addresses[0] ?? '', to);
      if (refusal !== undefined) return this.#dropped(place.name, 'egress', refusal);
    }
    if (address !== place.address && place.host.addresses.includes(address)) {
      return this.#toOwnNode(place, to, client);
    }
    const local = inRange(place.podRange, address);
    const own = client === place.address;
    const line = local ? undefined : place.host.table.find(address);
    // Packets of the node itself, and masqueraded ones, carry the address of the interface that they leave through.
    const seen = masquerade || own ? (local ? gatewayOf(place.podCidr) : seenFrom(place, line)) : client;
    if (seen !== this.#path.source) {
      const detail = `source ${this.#path.source} -> ${seen}`;
      this.#path.readdress({ source: seen });
      if (masquerade) this.#path.pass(place.host.name, 'masquerade', { detail });
    }
    if (local) return this.#toPod(place, to, seen);
    const bridge = this.#bridgeTo(place.host, address);
    if (bridge !== undefined) {
      if (own) return ontoBridge(this.#path, bridge, to, bridge.gateway);
      this.#path.hop(bridge.name, 'not published');
      return this.#path.silence();
    }
    if (!own) this.#path.forward();
    const other = this.#topology.nodes.find((node) => node.address === address || inRange(node.podRange, address));
    if (other === place) return this.#toOwnNode(place, to, seen);
    const way = leaveBy(this.#path, place, line, this.#topology.nodes);
    if (!way.ok) return way.route;
    const card = cardOf(place.host);
    if (card === undefined) return this.#lostAt(place.host.name, 'link-down');
    this.#path.cross(card, 'sent');
    this.#path.pass(place.host.name, 'send', { device: card.name });
    if (other !== undefined && other.address !== address && way.value.next !== other) {
      // Whoever gets it instead knows no pods, or sends it round and round.
      this.#path.pass(way.value.next?.host.name ?? 'network', 'drop', { detail: 'no-route' });
      return this.#path.silence();
    }
    if (other !== undefined) return this.#toNode(place, other, to, seen, way.value);
    if (this.#topology.laptop?.addresses[0] === address)
      return this.#toLaptop(this.#topology.laptop, to, place.address);
    return this.#throughBalancer(place.address, 'betweenNodes') ?? this.#elsewhere(address, place.address);
  }

  #toPod(node: NodePlace, to: Destination, seen: string): Route {
    const pod = this.#topology.hostAt(to.address);
    if (pod === undefined) return this.#lostAt(node.host.name, 'nobody');
    const refusal = this.#ingressRefusal(pod, to, seen);
    if (refusal !== undefined) return this.#dropped(pod.node ?? '', 'ingress', refusal);
    const fromPort = this.#source.kind === 'pod' && this.#source.node === node.name;
    if (!offNode(this.#path, node, pod, { fromPort })) return this.#path.lost();
    return this.#path.arrive(pod, to, seen);
  }

  #lostAt(at: string, reason: string): Route {
    this.#path.pass(at, 'drop', { detail: reason });
    return this.#path.lost();
  }

  /** Policies look at who really sent it. What comes from the pod's own node always passes, so that probes do. */
  #ingressRefusal(pod: Host, to: Destination, seen: string): readonly string[] | undefined {
    const source = this.#source;
    if (source.kind === 'node' && source.node === pod.node) return undefined;
    const plain = source.kind === 'container' || source.kind === 'namespace';
    return this.#topology.policies?.ingressRefusal(plain ? seen : (source.addresses[0] ?? ''), to);
  }

  #dropped(node: string, direction: string, policies: readonly string[]): Route {
    const names = policies.map((name) => `networkpolicy/${name}`).join(', ');
    this.#path.hop(`node/${node}`, `${direction} dropped by ${names}`);
    this.#path.pass(`node/${node}`, 'drop', { detail: `${direction} ${names}` });
    return this.#path.silence();
  }

  /** From a pod to the node that it is on. */
  #toOwnNode(place: NodePlace, to: Destination, seen: string): Route {
    const published = this.#isTranslated(to) ? undefined : publishedAt(place.host, to);
    if (published === undefined) return this.#path.arrive(place.host, to, seen);
    return throughPublished(this.#path, place.host, published, { destination: to, client: seen, inside: false });
  }

  #toNode(from: NodePlace, other: NodePlace, to: Destination, seen: string, way: NodeWay | undefined): Route {
    if (!other.powered) return this.#dark(other);
    this.#path.spend('betweenNodes');
    // A service that was already translated here is not translated again there.
    if (other.address === to.address && !this.#isTranslated(to)) return this.#atNode(other, seen, to);
    this.#path.cross(cardOf(other.host), 'received');
    this.#path.pass(other.host.name, 'receive', { device: 'eth0' });
    if (other.address === to.address) return this.#path.arrive(other.host, to, seen);
    const lost = betweenNodes(this.#path, other, way);
    if (lost !== undefined) return lost;
    this.#path.forward();
    this.#path.hop(`node/${other.name}`);
    const route = this.#toPod(other, to, seen);
    return route.ok ? (wayBack(this.#path, { from: other, to: from, address: seen }) ?? route) : route;
  }

  #isTranslated(to: Destination): boolean {
    return to.port !== this.#destination.port || to.address !== this.#destination.address;
  }

  #toLaptop(laptop: Host, to: Destination, client: string): Route {
    this.#path.spend('fromLaptop');
    this.#path.cross(cardOf(laptop), 'received');
    this.#path.pass(laptop.name, 'receive', { device: 'eth0' });
    const published = publishedAt(laptop, to);
    if (published === undefined) return this.#path.arrive(laptop, to, client);
    this.#path.hop(laptop.name);
    return throughPublished(this.#path, laptop, published, { destination: to, client, inside: false });
  }

  /** Addresses that are nobody's: unanswered on the shared network, silent beyond it. */
  #elsewhere(address: string, client: string): Route {
    const { nameServer, nodeNetwork } = this.#topology;
    const { protocol, port } = this.#destination;
    if (protocol === 'UDP' && port === 53 && nameServer.addresses.includes(address)) {
      this.#path.spend('fromLaptop');
      return this.#path.arrive(nameServer, this.#destination, client);
    }
    this.#path.pass('network', 'drop', { detail: 'nobody' });
    return inRange(nodeNetwork, address) ? this.#path.lost() : this.#path.silence();
  }

  /** The next stop is a node without power. */
  #dark(node: NodePlace): Route {
    this.#path.hop(`node/${node.name}`, 'no answer');
    this.#path.pass(node.host.name, 'drop', { detail: 'no-power' });
    return this.#path.lost();
  }

  #place(name: string | undefined): NodePlace | undefined {
    return name === undefined ? undefined : this.#topology.nodes.find((node) => node.name === name);
  }

  #bridgeTo(machine: Host, address: string): Bridge | undefined {
    return this.#topology.bridges.find((one) => one.machine === machine && inRange(one.range, address));
  }
}
