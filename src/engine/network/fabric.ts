/**
 * The network that everything hangs on: the laptop, the nodes, the pods behind their nodes' bridges. Nodes and laptop
 * share one network; each node has routes to the others' pod ranges, from the site or from an agent on it (flannel), which
 * may wrap packets between nodes; nothing else routes to pods or service addresses, so the laptop reaches nodes and load
 * balancers only.
 */
import type { Random } from '../../base/random';
import { fail, type Result } from '../../base/result';
import type { Clock } from '../clock';
import type { Trace } from '../trace';
import { addressRange, addressText, gatewayOf, isLoopback } from './address';
import { Bridge, type BridgeNetwork, type BridgeOptions } from './bridge';
import { DOCKER_NAME_SERVER } from './embeddedNames';
import { HealthChecks } from './healthChecks';
import { Host } from './host';
import type { Destination, Route, Wires } from './journey';
import { Link, macOf } from './link';
import type { PolicyGuard } from './networkPolicies';
import type { LoadBalancers, PacketRules } from './packet';
import { PodBridge } from './podBridge';
import { type ResolverSettings, readResolvConf } from './resolver';
import { findRoute, type LaptopRoute, type NodePlace } from './route';
import { readRoute } from './routingTable';

export interface FabricOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** The network of nodes and laptop; `10.0.0.0/24` when left out. */
  readonly nodeNetwork?: string;
  /** The site's name server, as machines have it in /etc/resolv.conf; 10.0.0.1 when left out. */
  readonly nameServer?: string;
}

export interface NodeAttachment {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
  /** The bridge of its pods: `cni0` when left out. */
  readonly podBridge?: string;
  /** Who adds the routes to the other nodes' pods: the site's network when left out, or an agent on the node. */
  readonly podRoutes?: 'site' | 'agent';
  /** The text of /etc/hosts as it is now. */
  hosts?(): string;
}

export interface PodAttachment {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  readonly address: string;
  /** Of its interface; 1500 when left out. */
  readonly mtu?: number;
  readonly dns: Pick<ResolverSettings, 'nameservers' | 'searches'> & { readonly ndots?: number };
  hosts?(): string;
}

/** A container's own namespace: loopback only, until a bridge connects it. */
export interface ContainerAttachment {
  /** `container/NAME`: its place in the hops of an exchange, and the actor in the trace. */
  readonly name: string;
  readonly machine: Host;
  /** The text of its /etc/hosts as it is now. */
  hosts(): string;
  /**
   * The text of its /etc/resolv.conf as it is now. When left out, it asks 127.0.0.11 as soon as one of its networks is
   * user-defined, else `nameservers`.
   */
  resolvConf?(): string;
  /** Whom 127.0.0.11 asks for names that it doesn't know (--dns); the site's name server when left out. */
  readonly nameservers?: readonly string[];
  /** Number of the namespace; one is made up when left out. */
  readonly inode?: number;
}

export interface PublishedPort {
  /** '' for all, of IPv6 too; `0.0.0.0` for all of IPv4. */
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
  readonly container: Host;
  readonly containerPort: number;
}

const LAPTOP_ADDRESS = '10.0.0.2';
/** Of the range that is kept for examples. */
const VISITORS_ADDRESS = '198.51.100.7';
const NAME_SERVER_ADDRESS = '10.0.0.1';
/** Numbers of network namespaces: a machine's own, and where those that are made later begin. */
const FIRST_INODE = 4_026_531_840;
const MADE_INODES = 4_026_540_000;

export class Fabric implements Wires {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** Whom packets to load balancer addresses reach; without a cloud nobody. */
  loadBalancers: LoadBalancers | undefined;
  /** What enforces network policies; without it they are only objects. */
  policies: PolicyGuard | undefined;
  /** Where the site's name server is, which knows no names: there is no internet behind it. */
  readonly nameServerAddress: string;
  readonly #nodeNetwork;
  readonly #nameServer: Host;
  #laptop: Host | undefined;
  readonly #nodes: NodePlace[] = [];
  readonly #hosts = new Map<string, Host>();
  readonly #bridges: Bridge[] = [];
  readonly #laptopRoutes: LaptopRoute[] = [];
  #lastInode = MADE_INODES;
  readonly #checks: HealthChecks;

  constructor(options: FabricOptions) {
    this.clock = options.clock;
    this.trace = options.trace;
    this.random = options.random;
    this.#nodeNetwork = addressRange(options.nodeNetwork ?? '10.0.0.0/24');
    this.nameServerAddress = options.nameServer ?? NAME_SERVER_ADDRESS;
    this.#checks = new HealthChecks(options.clock, options.trace);
    this.#nameServer = this.#addNameServer();
  }

  addLaptop(options: { address?: string; hosts?: () => string } = {}): Host {
    const host = new Host(this, {
      kind: 'laptop',
      name: 'laptop',
      inode: FIRST_INODE,
      node: undefined,
      gateway: this.#siteGateway(options.address ?? LAPTOP_ADDRESS),
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: options.hosts ?? (() => '') },
    });
    this.#wire(host, options.address ?? LAPTOP_ADDRESS, this.#nodeNetwork.prefix, '52:54');
    this.#laptop = host;
    return host;
  }

  /** People on the internet: they reach what the laptop reaches by the network. */
  addVisitors(): Host {
    const host = new Host(this, {
      kind: 'visitors',
      name: 'visitors',
      inode: this.#nextInode(),
      node: undefined,
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: () => '' },
    });
    this.#wire(host, VISITORS_ADDRESS, 24, '52:54');
    return host;
  }

  addNode(node: NodeAttachment): Host {
    const host = new Host(this, {
      kind: 'node',
      name: `node/${node.name}`,
      inode: FIRST_INODE,
      node: node.name,
      gateway: this.#siteGateway(node.address),
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: () => node.hosts?.() ?? '' },
    });
    this.#wire(host, node.address, this.#nodeNetwork.prefix, '52:54');
    const { name, address, podCidr, podRoutes = 'site' } = node;
    const podRange = addressRange(podCidr);
    const pods = new PodBridge({ node: host, name: node.podBridge ?? 'cni0', podCidr });
    const place: NodePlace = {
      name,
      address,
      podCidr,
      podRange,
      host,
      pods,
      route: readRoute({ destination: podCidr, gateway: address, device: 'eth0' }),
      podRoutes,
      rules: undefined,
      powered: true,
      inPool: true,
    };
    for (const other of this.#nodes) {
      if (other.podRoutes === 'site') other.host.table.add(place.route);
      if (podRoutes === 'site') host.table.add(other.route);
    }
    this.#nodes.push(place);
    return host;
  }

  /** Connects a pod's namespace to its node's bridge. */
  addPod(pod: PodAttachment): Host {
    const place = this.#nodes.find((one) => one.name === pod.node);
    const host = new Host(this, {
      kind: 'pod',
      name: `pod/${pod.namespace}/${pod.name}`,
      inode: this.#nextInode(),
      node: pod.node,
      gateway: place === undefined ? undefined : gatewayOf(place.podCidr),
      resolver: { ...pod.dns, ndots: pod.dns.ndots ?? 5, hosts: () => pod.hosts?.() ?? '' },
    });
    if (place === undefined) this.#wire(host, pod.address, 24, '0a:58');
    else place.pods.attach(host, pod.address, pod.mtu ?? 1500);
    this.#hosts.set(pod.address, host);
    return host;
  }

  /** Puts a bridge on a machine. */
  addBridge(options: BridgeOptions): BridgeNetwork {
    const bridge = new Bridge(options, this.random, () => {
      const at = this.#bridges.indexOf(bridge);
      if (at >= 0) this.#bridges.splice(at, 1);
    });
    this.#bridges.push(bridge);
    return bridge;
  }

  /** Makes a container's namespace; a bridge connects it, `remove` ends it. */
  addContainer(container: ContainerAttachment): Host {
    const { machine, nameservers = [this.nameServerAddress] } = container;
    const host: Host = new Host(this, {
      kind: 'container',
      name: container.name,
      inode: container.inode ?? this.#nextInode(),
      node: machine.node,
      machine,
      upstream: nameservers,
      resolver: containerResolver(container, () =>
        host.endpoints.some(({ network }) => network.names) ? [DOCKER_NAME_SERVER] : nameservers,
      ),
    });
    return host;
  }

  /** An empty namespace, as `unshare -n` makes it: loopback only, and that is down. */
  addNamespace(machine: Host, options: { readonly inode?: number } = {}): Host {
    const inode = options.inode ?? this.#nextInode();
    const host = new Host(this, {
      kind: 'namespace',
      name: `namespace/${machine.machineName}/${inode}`,
      inode,
      node: machine.node,
      machine,
      resolver: { ...machine.resolver, hosts: () => machine.resolver.hosts() },
    });
    host.setLink('lo', 'down');
    return host;
  }

  /**
   * Publishes a container's port on its machine, by address translation and docker-proxy. EADDRINUSE: something listens
   * there; EADDRNOTAVAIL: no address of the machine's. Returns how to take it back.
   */
  publish(machine: Host, published: PublishedPort): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'> {
    const { hostAddress, container } = published;
    const anywhere = ['', '0.0.0.0', '::'].includes(hostAddress);
    if (!anywhere && !isLoopback(hostAddress) && !machine.addresses.includes(hostAddress)) return fail('EADDRNOTAVAIL');
    const protocol = published.protocol === 'tcp' ? 'TCP' : 'UDP';
    return machine.bind(
      { port: published.hostPort, protocol, address: hostAddress, owner: undefined },
      { kind: 'published', container, port: published.containerPort },
    );
  }

  /** Publishes a pod's port on its node; a port that is taken there leads on to whoever has it. */
  publishPod(node: string, published: PublishedPort): () => void {
    const place = this.#nodes.find((one) => one.name === node);
    const made = place === undefined ? undefined : this.publish(place.host, published);
    return made?.ok === true ? made.value : () => {};
  }

  /** Takes a pod or a node out; what it listened on is closed. */
  remove(host: Host): void {
    for (const address of host.addresses) if (this.#hosts.get(address) === host) this.#hosts.delete(address);
    const at = this.#nodes.findIndex((node) => node.host === host);
    const [gone] = at < 0 ? [] : this.#nodes.splice(at, 1);
    if (gone !== undefined) this.#checks.forget(gone);
    for (const node of this.#nodes) {
      node.pods.detach(host);
      if (gone !== undefined && node.podRoutes === 'site') node.host.removeRoute(gone.podCidr);
    }
    host.close();
  }

  /** Takes a node out, by its name. */
  removeNode(name: string): void {
    const place = this.#nodes.find((node) => node.name === name);
    if (place !== undefined) this.remove(place.host);
  }

  /** Routes a range of addresses from the laptop through a node. Returns how to take it back. */
  addLaptopRoute(range: string, node: string): () => void {
    const route = { range: addressRange(range), node };
    this.#laptopRoutes.push(route);
    return () => {
      const at = this.#laptopRoutes.indexOf(route);
      if (at >= 0) this.#laptopRoutes.splice(at, 1);
    };
  }

  /** Gives a node its rules: those of its kube-proxy. */
  setRules(node: string, rules: PacketRules | undefined): void {
    const place = this.#nodes.find((one) => one.name === node);
    if (place !== undefined) place.rules = rules;
  }

  /** Cuts a node's power or gives it back: without it neither the node nor its pods answer. */
  setPower(node: string, powered: boolean): void {
    const place = this.#nodes.find((one) => one.name === node);
    if (place === undefined) return;
    place.powered = powered;
    if (this.loadBalancers !== undefined) this.#checks.changed(place);
    else place.inPool = powered;
    if (!powered && place.podRoutes === 'agent') place.host.forgetAgent();
  }

  #addNameServer(): Host {
    const host = new Host(this, {
      kind: 'namespace',
      name: 'name-server',
      inode: FIRST_INODE,
      node: undefined,
      resolver: { nameservers: [], searches: [], ndots: 1, hosts: () => '' },
    });
    this.#wire(host, this.nameServerAddress, this.#nodeNetwork.prefix, '52:54');
    host.serveNames((_question, _peer, respond) => respond({ code: 'NXDOMAIN', records: [] }));
    return host;
  }

  #wire(host: Host, address: string, prefix: number, mac: string): void {
    const index = host.nextLinkIndex();
    host.addLink(new Link({ index, name: 'eth0', kind: 'ethernet', mac: macOf(address, mac), address, prefix }));
  }

  /** The way out of the nodes' network; a laptop that is its gateway has none. */
  #siteGateway(own: string): string | undefined {
    const gateway = addressText(this.#nodeNetwork.first + 1);
    return gateway === own ? undefined : gateway;
  }

  #nextInode(): number {
    this.#lastInode++;
    return this.#lastInode;
  }

  route(source: Host, destination: Destination): Route {
    return findRoute(
      {
        random: this.random,
        nodes: this.#nodes,
        laptop: this.#laptop,
        bridges: this.#bridges,
        nameServer: this.#nameServer,
        loadBalancers: this.loadBalancers,
        policies: this.policies,
        nodeNetwork: this.#nodeNetwork,
        laptopRoutes: this.#laptopRoutes,
        hostAt: (address) => this.#hosts.get(address),
      },
      source,
      destination,
    );
  }
}

/** By its own resolv.conf as it is at each question, or by what its networks make of it. */
function containerResolver(container: ContainerAttachment, nameservers: () => readonly string[]): ResolverSettings {
  const settings = () => {
    const text = container.resolvConf?.();
    return text === undefined ? { nameservers: nameservers(), searches: [], ndots: 0 } : readResolvConf(text);
  };
  return {
    get nameservers() {
      return settings().nameservers;
    },
    get searches() {
      return settings().searches;
    },
    get ndots() {
      return settings().ndots;
    },
    hosts: () => container.hosts(),
  };
}
