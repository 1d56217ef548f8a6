/**
 * A bridge of a machine's container runtime, such as docker0: a network of its own behind the machine, whose containers
 * reach each other directly and everything else through the machine. Made by Fabric.addBridge.
 *
 * Simplified: IPv4; every container of a bridge may talk to every other (enable_icc).
 */
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import { type AddressRange, addressRange, addressText, inRange } from './address';
import type { Host } from './host';
import { Link, macOf } from './link';

export interface BridgeOptions {
  /** The laptop's or a node's host. */
  readonly machine: Host;
  /** `docker0`, `br-0123456789ab`. */
  readonly interface: string;
  /** `172.17.0.0/16`. */
  readonly subnet: string;
  /** The subnet's first address when left out. */
  readonly gateway?: string;
  /** Where addresses that nobody asked for are taken from (--ip-range); the subnet when left out. */
  readonly range?: string;
  /**
   * Docker's name of the network. Names of containers are known with it as well (`db.app`), and of several networks the
   * first by name that isn't internal is a container's way to everywhere else. The interface's name when left out.
   */
  readonly network?: string;
  /** Containers find each other by name, asking 127.0.0.11: so on every network but the default one. */
  readonly names: boolean;
  /** No way out: only the containers and the machine itself. */
  readonly internal?: boolean;
}

export type ConnectProblem = 'no address left' | 'address in use' | 'address not in subnet';

export interface BridgeNetwork {
  /** `bridge/MACHINE/INTERFACE`: its place in the hops of an exchange. */
  readonly name: string;
  readonly network: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly interface: string;
  readonly internal: boolean;
  readonly names: boolean;
  /**
   * Gives a container an interface here: the wished address or the lowest free one. `aliases` are all the names by which
   * the others find it (container's name, aliases, short id, host name).
   */
  connect(
    container: Host,
    options: { readonly address?: string; readonly aliases: readonly string[] },
  ): Result<Endpoint, ConnectProblem>;
  /** Takes the interface away; what is under way through it is cut off. */
  disconnect(endpoint: Endpoint): void;
  /** Takes the bridge off the machine, disconnecting whoever is left. */
  remove(): void;
  /** Oldest first. */
  readonly endpoints: readonly Endpoint[];
}

export interface Endpoint {
  readonly address: string;
  /** Bits of the network: 16. */
  readonly prefix: number;
  readonly mac: string;
  readonly gateway: string;
  readonly network: BridgeNetwork;
  readonly container: Host;
  /** In the container: `eth0`. */
  readonly interface: string;
  /** The machine's end: `veth1a2b3c4`. */
  readonly veth: string;
  /** Names by which the others find it; `docker rename` changes them. */
  aliases: readonly string[];
}

const HEX = '0123456789abcdef';

/** A container's end of a veth pair on a bridge. */
export class BridgeEndpoint implements Endpoint {
  readonly network: Bridge;
  readonly container: Host;
  /** In the container, and its other end on the machine. */
  readonly link: Link;
  readonly machineLink: Link;
  aliases: readonly string[];

  constructor(parts: {
    readonly network: Bridge;
    readonly container: Host;
    readonly link: Link;
    readonly machineLink: Link;
    readonly aliases: readonly string[];
  }) {
    this.network = parts.network;
    this.container = parts.container;
    this.link = parts.link;
    this.machineLink = parts.machineLink;
    this.aliases = parts.aliases;
  }

  get address(): string {
    return this.link.address ?? '';
  }

  get prefix(): number {
    return this.link.prefix;
  }

  get mac(): string {
    return this.link.mac;
  }

  get gateway(): string {
    return this.network.gateway;
  }

  get interface(): string {
    return this.link.name;
  }

  get veth(): string {
    return this.machineLink.name;
  }
}

export class Bridge implements BridgeNetwork {
  readonly machine: Host;
  readonly network: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly names: boolean;
  readonly internal: boolean;
  /** The machine's interface, with the gateway's address. */
  readonly link: Link;
  readonly range: AddressRange;
  readonly #pool: AddressRange;
  readonly #random: Random;
  readonly #onRemove: (bridge: Bridge) => void;
  #endpoints: readonly BridgeEndpoint[] = [];

  constructor(options: BridgeOptions, random: Random, onRemove: (bridge: Bridge) => void) {
    this.machine = options.machine;
    this.network = options.network ?? options.interface;
    this.subnet = options.subnet;
    this.range = addressRange(options.subnet);
    this.#pool = addressRange(options.range ?? options.subnet);
    this.gateway = options.gateway ?? addressText(this.range.first + 1);
    this.names = options.names;
    this.internal = options.internal === true;
    this.#random = random;
    this.#onRemove = onRemove;
    this.link = new Link({
      index: options.machine.nextLinkIndex(),
      name: options.interface,
      kind: 'bridge',
      mac: `02:42:${this.#bytes(4)}`,
      address: this.gateway,
      prefix: this.range.prefix,
    });
    options.machine.addLink(this.link);
  }

  get interface(): string {
    return this.link.name;
  }

  get name(): string {
    return `bridge/${this.machine.machineName}/${this.interface}`;
  }

  get endpoints(): readonly BridgeEndpoint[] {
    return this.#endpoints;
  }

  endpointAt(address: string): BridgeEndpoint | undefined {
    return this.#endpoints.find((endpoint) => endpoint.address === address);
  }

  connect(
    container: Host,
    options: { readonly address?: string; readonly mac?: string; readonly aliases: readonly string[] },
  ): Result<BridgeEndpoint, ConnectProblem> {
    const address = this.#address(options.address);
    if (!address.ok) return address;
    const { machine } = this;
    const { prefix } = this.range;
    const mac = options.mac?.toLowerCase() ?? macOf(address.value);
    const name = container.freeLinkName('eth');
    const link = new Link({
      index: machine.nextLinkIndex(),
      name,
      kind: 'veth',
      mac,
      address: address.value,
      prefix,
    });
    const machineLink = new Link({
      index: machine.nextLinkIndex(),
      name: `veth${this.#random.token(HEX, 7)}`,
      kind: 'veth',
      mac: `${this.#random.token(HEX, 1)}${this.#random.token('26ae', 1)}:${this.#bytes(5)}`,
    });
    link.other = machineLink;
    machineLink.other = link;
    this.link.addPort(machineLink);
    machine.addLink(machineLink);
    container.addLink(link);
    const endpoint = new BridgeEndpoint({ network: this, container, link, machineLink, aliases: options.aliases });
    this.#endpoints = [...this.#endpoints, endpoint];
    container.addEndpoint(endpoint);
    return ok(endpoint);
  }

  disconnect(endpoint: Endpoint): void {
    const own = this.#endpoints.find((one) => one === endpoint);
    if (own === undefined) return;
    this.#endpoints = this.#endpoints.filter((one) => one !== own);
    this.link.removePort(own.machineLink);
    this.machine.removeLink(own.machineLink);
    own.container.removeEndpoint(own);
    own.container.removeLink(own.link);
  }

  remove(): void {
    for (const endpoint of this.#endpoints) this.disconnect(endpoint);
    this.machine.removeLink(this.link);
    this.#onRemove(this);
  }

  #address(wished: string | undefined): Result<string, ConnectProblem> {
    if (wished !== undefined) {
      if (!inRange(this.range, wished)) return fail('address not in subnet');
      return this.#taken(wished) ? fail('address in use') : ok(wished);
    }
    const end = Math.min(this.#pool.first + this.#pool.size, this.range.first + this.range.size - 1);
    for (let number = Math.max(this.#pool.first, this.range.first + 1); number < end; number++) {
      const address = addressText(number);
      if (!this.#taken(address)) return ok(address);
    }
    return fail('no address left');
  }

  #taken(address: string): boolean {
    return address === this.gateway || this.endpointAt(address) !== undefined;
  }

  #bytes(count: number): string {
    return Array.from({ length: count }, () => this.#random.token(HEX, 2)).join(':');
  }
}
