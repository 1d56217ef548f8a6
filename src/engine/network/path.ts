/** The way of a packet while it is being found: its stops, how long it takes, which interfaces it goes through. */
import type { Random } from '../../base/random';
import type { Host } from './host';
import type { Crossing, Destination, Route, RouteHop, RoutePassage } from './journey';
import type { Link } from './link';

/** No ARP answer: the sender's kernel gives up after three tries. */
const UNREACHABLE_AFTER = 3_000;

/** Rough one-way times in milliseconds: least, and how much more by chance. */
const LATENCY = {
  loopback: [0.02, 0.03],
  bridge: [0.05, 0.1],
  veth: [0.02, 0.04],
  tunnel: [0.03, 0.03],
  rules: [0.01, 0.02],
  betweenNodes: [0.25, 0.35],
  fromLaptop: [0.8, 1.2],
  loadBalancer: [0.4, 0.5],
} as const;

export type Latency = keyof typeof LATENCY;

/** How many routers a packet may pass: Linux's default. */
const TIME_TO_LIVE = 64;

type Failure = Extract<Route, { ok: false }>['failure'];

export class Path {
  /** Docker's proxy has accepted the connection. */
  proxied = false;
  readonly #random: Random;
  readonly #source: Host;
  readonly #hops: RouteHop[];
  readonly #crossed: Crossing[] = [];
  readonly #passages: RoutePassage[] = [];
  #elapsed = 0;
  #timeToLive = TIME_TO_LIVE;
  /** The packet's addresses by now, and those of the packet around it. */
  #addresses: { readonly source: string; readonly destination: string };
  #outer: RoutePassage['outer'];
  /** From here on the passages share the time that is spent next. */
  #unpaid = 0;

  constructor(random: Random, source: Host, destination: string) {
    this.#random = random;
    this.#source = source;
    this.#addresses = { source: source.addresses[0] ?? '', destination };
    this.#hops = [{ at: source.name, after: 0 }];
  }

  /** Time goes by, for all that was passed since it last did. */
  spend(latency: Latency): void {
    const [least, more] = LATENCY[latency];
    const time = least + more * this.#random.next();
    const passed = this.#passages.slice(this.#unpaid);
    for (const [index, passage] of passed.entries()) {
      const after = this.#elapsed + (time * index) / passed.length;
      this.#passages[this.#unpaid + index] = { ...passage, after };
    }
    this.#unpaid = this.#passages.length;
    this.#elapsed += time;
  }

  /** A device that the packet goes through, or a decision about it. */
  pass(
    at: string,
    does: RoutePassage['does'],
    more: { readonly device?: string; readonly detail?: string } = {},
  ): void {
    const outer = this.#outer === undefined ? {} : { outer: this.#outer };
    this.#passages.push({ at, does, ...more, ...this.#addresses, ...outer, after: this.#elapsed });
  }

  /** It carries other addresses from now on. */
  readdress(addresses: { readonly source?: string; readonly destination?: string }): void {
    this.#addresses = { ...this.#addresses, ...addresses };
  }

  /** It travels inside another packet, until `unwrap`. */
  wrap(outer: RoutePassage['outer']): void {
    this.#outer = outer;
  }

  unwrap(): void {
    this.#outer = undefined;
  }

  get source(): string {
    return this.#addresses.source;
  }

  get destination(): string {
    return this.#addresses.destination;
  }

  hop(at: string, note?: string): void {
    this.#hops.push({ at, after: this.#elapsed, ...(note === undefined ? {} : { note }) });
  }

  /** A machine passes it on. */
  forward(): void {
    this.#timeToLive--;
  }

  cross(link: Link | undefined, direction: Crossing['direction']): void {
    if (link !== undefined) this.#crossed.push({ link, direction });
  }

  arrive(
    host: Host,
    to: Pick<Destination, 'address' | 'port'>,
    source: string,
    options: { readonly silently?: boolean } = {},
  ): Route {
    if (options.silently !== true && host !== this.#source) this.hop(host.name);
    const { address, port } = to;
    return {
      ok: true,
      host,
      address,
      port,
      source,
      proxied: this.proxied,
      hops: this.#hops,
      passages: this.#passages,
      crossed: this.#crossed,
      timeToLive: this.#timeToLive,
      delay: this.#elapsed,
    };
  }

  /** A refusal comes back. */
  refused(): Route {
    return this.#failed('refused', 2 * this.#elapsed);
  }

  /** Nobody has that address: the last router says so, or a proxy hangs up. */
  lost(): Route {
    return this.#failed(this.proxied ? 'reset' : 'unreachable', UNREACHABLE_AFTER);
  }

  /** Nothing comes back. */
  silence(): Route {
    return this.#failed('timeout', Number.POSITIVE_INFINITY);
  }

  /** The sender itself knows no way. */
  noNetwork(): Route {
    return this.#failed('no-network', 0);
  }

  #failed(failure: Failure, delay: number): Route {
    return { ok: false, failure, hops: this.#hops, passages: this.#passages, crossed: this.#crossed, delay };
  }
}
