/** Network interfaces, as `ip link` and `ip addr` show them. */
import { addressNumber } from './address';
import type { Host } from './host';

export interface Traffic {
  readonly bytes: number;
  readonly packets: number;
}

export interface NetworkInterface {
  /** Its number: unique in the namespace; the two ends of a veth pair were numbered on the machine. */
  readonly index: number;
  /** `lo`, `eth0`, `docker0`, `cni0`, `br-0123456789ab`, `veth1a2b3c4`, `flannel.1`. */
  readonly name: string;
  readonly kind: 'loopback' | 'ethernet' | 'bridge' | 'veth' | 'vxlan' | 'dummy';
  readonly mac: string;
  readonly mtu: number;
  /** IPv4; undefined where it has none (the machine's ends of veth pairs). */
  readonly address: string | undefined;
  /** Bits of the network: 16 of 172.17.0.2/16. */
  readonly prefix: number;
  /** Set up by `ip link set NAME up`. */
  readonly up: boolean;
  /** Something is at the other end: false for a bridge that nobody is connected to (NO-CARRIER, state DOWN). */
  readonly carrier: boolean;
  /** A veth's other end: its index in the namespace where that is (`eth0@if7`). */
  readonly peer: number | undefined;
  /** The other end's name, and the number of the namespace that it is in. */
  readonly peerName: string | undefined;
  readonly peerInode: number | undefined;
  /** Somebody made it with `ip link add`. */
  readonly byHand: boolean;
  /** The bridge whose port it is. */
  readonly master: string | undefined;
  readonly received: Traffic;
  readonly sent: Traffic;
}

export interface LinkOptions {
  readonly index: number;
  readonly name: string;
  readonly kind: NetworkInterface['kind'];
  readonly mac: string;
  readonly address?: string;
  readonly prefix?: number;
  readonly mtu?: number;
}

export class Link implements NetworkInterface {
  index: number;
  name: string;
  readonly kind: NetworkInterface['kind'];
  readonly mac: string;
  mtu: number;
  up = true;
  /** The namespace that it is in. */
  host: Host | undefined;
  /** Somebody made it with `ip link add`. */
  byHand = false;
  /** Its namespace has it no more. */
  removed = false;
  /** A veth's other end. */
  other: Link | undefined;
  /** The bridge that it is a port of. */
  bridge: Link | undefined;
  readonly #ports = new Set<Link>();
  #received: Traffic = { bytes: 0, packets: 0 };
  #sent: Traffic = { bytes: 0, packets: 0 };
  #address: string | undefined;
  #prefix: number;

  constructor(options: LinkOptions) {
    this.index = options.index;
    this.name = options.name;
    this.kind = options.kind;
    this.mac = options.mac;
    this.mtu = options.mtu ?? (options.kind === 'loopback' ? 65_536 : 1500);
    this.#address = options.address;
    this.#prefix = options.prefix ?? (options.kind === 'loopback' ? 8 : 24);
  }

  get carrier(): boolean {
    if (this.kind === 'bridge') return [...this.#ports].some((port) => port.up && port.carrier);
    return this.other === undefined || this.other.up;
  }

  get address(): string | undefined {
    return this.#address;
  }

  get prefix(): number {
    return this.#prefix;
  }

  /** Gives it an address, or takes it away. */
  assign(address: string | undefined, prefix: number): void {
    this.#address = address;
    this.#prefix = prefix;
  }

  get peer(): number | undefined {
    return this.other?.index;
  }

  get peerName(): string | undefined {
    return this.other?.name;
  }

  get peerInode(): number | undefined {
    return this.other?.host?.inode;
  }

  get ports(): readonly Link[] {
    return [...this.#ports];
  }

  /** Lets all its ports go. */
  releasePorts(): void {
    for (const port of this.ports) this.removePort(port);
  }

  get master(): string | undefined {
    return this.bridge?.name;
  }

  get received(): Traffic {
    return this.#received;
  }

  get sent(): Traffic {
    return this.#sent;
  }

  /** Makes a link a port of this bridge. */
  addPort(port: Link): void {
    this.#ports.add(port);
    port.bridge = this;
  }

  removePort(port: Link): void {
    if (this.#ports.delete(port)) port.bridge = undefined;
  }

  /** Counts what went through. */
  count(received: Traffic, sent: Traffic): void {
    this.#received = sum(this.#received, received);
    this.#sent = sum(this.#sent, sent);
  }
}

function sum(one: Traffic, other: Traffic): Traffic {
  return { bytes: one.bytes + other.bytes, packets: one.packets + other.packets };
}

/** A hardware address that is made of an IPv4 address, as Docker does: `02:42:ac:11:00:02` of 172.17.0.2. */
export function macOf(address: string, beginning = '02:42'): string {
  const number = addressNumber(address) ?? 0;
  const bytes = [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
  return `${beginning}:${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
}
