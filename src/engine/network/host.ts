/** A network namespace of the simulated network: the laptop's, a node's, a pod's, a container's. Made by the fabric. */
import { fail, ok, type Result } from '../../base/result';
import { addressNumber, addressRange, addressText, isLoopback } from './address';
import type { BridgeEndpoint } from './bridge';
import { DOCKER_NAME_SERVER, embeddedNames } from './embeddedNames';
import { openConnection, sendEcho, sendRequest, tryConnection } from './exchange';
import type { Wires } from './journey';
import { Link, macOf, type NetworkInterface } from './link';
import type {
  ConnectOutcome,
  DialOutcome,
  ExchangeOptions,
  ExchangeOutcome,
  HttpRequest,
  HttpServer,
  ListenOptions,
  NameAnswer,
  NameQuestion,
  NameServer,
  NetworkNamespace,
  PingOutcome,
  RoutingEntry,
  StreamServer,
} from './namespace';
import { askNameServer, type ResolverSettings, resolveName } from './resolver';
import { RoutingTable, readRoute } from './routingTable';
import { type Listener, type Service, Sockets } from './sockets';
import { HostWiring, type Wiring } from './wiring';

export interface HostOptions {
  readonly kind: 'laptop' | 'visitors' | 'node' | 'pod' | 'container' | 'namespace';
  readonly name: string;
  readonly inode: number;
  /** The node that it is or lives on; undefined for the laptop and what lives on it. */
  readonly node: string | undefined;
  /** The machine whose container or namespace it is. */
  readonly machine?: Host;
  /** Through which everything goes that isn't on its own networks; containers have that of one of their bridges. */
  readonly gateway?: string | undefined;
  readonly resolver: ResolverSettings;
  /** Whom Docker's embedded name server asks for names that it doesn't know. */
  readonly upstream?: readonly string[];
}

export class Host implements NetworkNamespace {
  readonly kind: HostOptions['kind'];
  readonly inode: number;
  readonly node: string | undefined;
  readonly machine: Host | undefined;
  readonly resolver: ResolverSettings;
  readonly sockets = new Sockets();
  /** What was added to the routes that follow from its interfaces. */
  readonly table = new RoutingTable();
  readonly #wires: Wires;
  readonly #gateway: string | undefined;
  #name: string;
  #links: readonly Link[];
  #addresses: readonly string[] | undefined;
  #endpoints: readonly BridgeEndpoint[] = [];
  #lastLinkIndex = 1;
  readonly #embeddedNames: NameServer;
  readonly wiring: Wiring;

  constructor(wires: Wires, options: HostOptions) {
    this.#wires = wires;
    this.kind = options.kind;
    this.#name = options.name;
    this.inode = options.inode;
    this.node = options.node;
    this.machine = options.machine;
    this.#gateway = options.gateway;
    this.resolver = options.resolver;
    this.wiring = new HostWiring(this, wires.random);
    this.#embeddedNames = embeddedNames(this, wires, options.upstream ?? []);
    this.#links = [
      new Link({ index: 1, name: 'lo', kind: 'loopback', mac: '00:00:00:00:00:00', address: '127.0.0.1' }),
    ];
  }

  get name(): string {
    return this.#name;
  }

  /** Another name for the trace, after `docker rename`. */
  rename(name: string): void {
    this.#name = name;
  }

  /** `laptop`, or the node's name: what follows the slash in names of its parts, such as `kube-proxy/NODE`. */
  get machineName(): string {
    return this.node ?? this.machine?.machineName ?? this.#name;
  }

  get addresses(): readonly string[] {
    this.#addresses ??= this.#links.flatMap((link) =>
      link.kind === 'loopback' || !link.up || link.address === undefined ? [] : [link.address],
    );
    return this.#addresses;
  }

  get interfaces(): readonly NetworkInterface[] {
    return this.#links;
  }

  get links(): readonly Link[] {
    return this.#links;
  }

  /** Where its bridges' ends are, in the order in which it was connected. */
  get endpoints(): readonly BridgeEndpoint[] {
    return this.#endpoints;
  }

  /** The bridge through which a container reaches everything else: the first by name that isn't internal. */
  get wayOut(): BridgeEndpoint | undefined {
    const usable = this.#endpoints.filter(({ network, link }) => !network.internal && link.up);
    return usable.sort((a, b) => (a.network.network < b.network.network ? -1 : 1))[0];
  }

  get routes(): readonly RoutingEntry[] {
    const connected = this.#links.flatMap((link): RoutingEntry[] => {
      if (link.kind === 'loopback' || !link.up || link.address === undefined || link.prefix === 32) return [];
      const network = addressText(addressRange(`${link.address}/${link.prefix}`).first);
      return [{ destination: `${network}/${link.prefix}`, device: link.name, source: link.address }];
    });
    const way = this.wayOut;
    const gateway = way?.gateway ?? this.#gateway;
    const device = way?.interface ?? (connected.length > 0 ? 'eth0' : undefined);
    const added = this.table.entries.filter((entry) => this.#links.some(({ name, up }) => name === entry.device && up));
    const rest = added.length === 0 ? connected : [...connected, ...added].sort(byDestination);
    if (gateway === undefined || device === undefined) return rest;
    return [{ destination: 'default', gateway, device }, ...rest];
  }

  addRoute(
    route: RoutingEntry,
    options: { readonly replace?: boolean } = {},
  ): Result<void, 'exists' | 'no such device'> {
    if (!this.#links.some(({ name }) => name === route.device)) return fail('no such device');
    if (options.replace !== true && this.routes.some(({ destination }) => destination === route.destination)) {
      return fail('exists');
    }
    this.table.add(readRoute(route));
    return ok(undefined);
  }

  removeRoute(destination: string): Result<void, 'no such route'> {
    return this.table.remove(destination) ? ok(undefined) : fail('no such route');
  }

  addTunnel({ name, address, mtu }: Parameters<NetworkNamespace['addTunnel']>[0]): NetworkInterface {
    const there = this.#links.find((link) => link.name === name);
    if (there !== undefined) return there;
    const mac = macOf(address, '5a:f1');
    const link = new Link({ index: this.nextLinkIndex(), name, kind: 'vxlan', mac, address, prefix: 32, mtu });
    this.addLink(link);
    return link;
  }

  setLink(name: string, state: 'up' | 'down'): Result<void, 'no such device'> {
    const link = this.#links.find((one) => one.name === name);
    if (link === undefined) return fail('no such device');
    link.up = state === 'up';
    this.#addresses = undefined;
    return ok(undefined);
  }

  get ports(): readonly number[] {
    const tcp = this.sockets.listeners.filter((one) => one.protocol === 'TCP').map((one) => one.port);
    return [...new Set(tcp)].sort((a, b) => a - b);
  }

  get boundPorts(): readonly Listener[] {
    return [...this.sockets.listeners].sort((a, b) => a.port - b.port);
  }

  freePort(): number {
    return this.sockets.free(this.#wires.random);
  }

  listen(
    port: number,
    server: HttpServer,
    options: ListenOptions = {},
  ): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'> {
    return this.#listen(port, { kind: 'http', server }, options);
  }

  listenStream(
    port: number,
    server: StreamServer,
    options: ListenOptions = {},
  ): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'> {
    return this.#listen(port, { kind: 'stream', server }, options);
  }

  serveNames(server: NameServer): Result<() => void, 'EADDRINUSE'> {
    return this.bind({ port: 53, protocol: 'UDP', address: undefined, owner: undefined }, { kind: 'names', server });
  }

  /** Who answers questions about names at one of the host's addresses. */
  nameServerAt(address: string, port: number): NameServer | undefined {
    if (address === DOCKER_NAME_SERVER && this.#endpoints.some(({ network }) => network.names)) {
      return this.#embeddedNames;
    }
    const service = this.sockets.find('UDP', port, address)?.service;
    return service?.kind === 'names' ? service.server : undefined;
  }

  /** Binds a port for any service. */
  bind(socket: Parameters<Sockets['bind']>[0], service: Service): Result<() => void, 'EADDRINUSE'> {
    const bound = this.sockets.bind(socket, service);
    return bound.ok ? ok(() => this.sockets.stop(bound.value)) : bound;
  }

  exchange(request: HttpRequest, options: ExchangeOptions, done: (outcome: ExchangeOutcome) => void): () => void {
    return sendRequest(this.#wires, this, request, options, done);
  }

  dial(host: string, port: number, options: { timeout?: number }, done: (outcome: DialOutcome) => void): () => void {
    return openConnection(this.#wires, this, host, port, options, done);
  }

  connect(
    host: string,
    port: number,
    options: { timeout?: number },
    done: (outcome: ConnectOutcome) => void,
  ): () => void {
    return tryConnection(this.#wires, this, host, port, options, done);
  }

  ping(host: string, options: { timeout?: number }, done: (outcome: PingOutcome) => void): () => void {
    return sendEcho(this.#wires, this, host, options, done);
  }

  lookup(question: NameQuestion, options: { server?: string }, done: (answer: NameAnswer) => void): () => void {
    return askNameServer(this.#wires, this, question, options.server ?? this.resolver.nameservers[0] ?? '', done);
  }

  resolve(name: string, done: (addresses: readonly string[]) => void): () => void {
    return resolveName(this.#wires, this, name, done);
  }

  unshare(inode: number): NetworkNamespace {
    return this.#wires.addNamespace(this.machine ?? this, { inode });
  }

  /** What an agent had set up is gone with the machine's power: routes and tunnels. */
  forgetAgent(): void {
    this.table.clear();
    for (const link of this.#links) if (link.kind === 'vxlan') this.removeLink(link);
  }

  /** A number for one more interface, as this namespace counts them. */
  nextLinkIndex(): number {
    this.#lastLinkIndex++;
    return this.#lastLinkIndex;
  }

  addLink(link: Link): void {
    link.host = this;
    this.#links = [...this.#links, link];
    this.#addresses = undefined;
  }

  removeLink(link: Link): void {
    link.removed = true;
    this.#links = this.#links.filter((one) => one !== link);
    this.#addresses = undefined;
  }

  /** An address has come or gone. */
  linksChanged(): void {
    this.#addresses = undefined;
  }

  /** `eth0`, or the next number that is free. */
  freeLinkName(prefix: string): string {
    let number = 0;
    while (this.#links.some((link) => link.name === `${prefix}${number}`)) number++;
    return `${prefix}${number}`;
  }

  addEndpoint(endpoint: BridgeEndpoint): void {
    this.#endpoints = [...this.#endpoints, endpoint];
  }

  removeEndpoint(endpoint: BridgeEndpoint): void {
    this.#endpoints = this.#endpoints.filter((one) => one !== endpoint);
  }

  /** Closes everything, as the end of the namespace does. */
  close(): void {
    for (const listener of this.sockets.listeners) this.sockets.stop(listener);
    for (const endpoint of this.#endpoints) endpoint.network.disconnect(endpoint);
  }

  #listen(
    port: number,
    service: Service,
    { address, owner }: ListenOptions,
  ): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'> {
    if (!this.#isOwn(address)) return fail('EADDRNOTAVAIL');
    return this.bind({ port, protocol: 'TCP', address, owner }, service);
  }

  #isOwn(address: string | undefined): boolean {
    if (address === undefined || ['', '::', '0.0.0.0', 'localhost'].includes(address)) return true;
    return isLoopback(address) || this.addresses.includes(address);
  }
}

/** As `ip route` lists them: `default` is kept apart. */
function byDestination(one: RoutingEntry, other: RoutingEntry): number {
  const number = ({ destination }: RoutingEntry) => addressNumber(destination.split('/')[0] ?? '') ?? 0;
  return number(one) - number(other);
}
