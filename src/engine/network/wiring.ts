/** Links, addresses and names that somebody makes by hand in a network namespace: what `ip link` and `ip address` ask for. */
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Host } from './host';
import { Link } from './link';
import type { NetworkNamespace } from './namespace';

export interface NewLink {
  /** Undefined: the next free one of its kind, `veth0`. */
  readonly name: string | undefined;
  readonly kind: 'bridge' | 'dummy' | 'veth';
  /** A veth's other end; in this namespace where no other is given. */
  readonly peer?: { readonly name: string | undefined; readonly network?: NetworkNamespace };
}

export type WiringProblem =
  /** There is one of that name, or the address is there. */
  | 'exists'
  | 'no such device'
  | 'no such address'
  /** Docker's, the cluster's or the machine's own: those are wired by whoever made them. */
  | 'not by hand'
  /** An interface that has an address already; a link has one here. */
  | 'one address'
  | 'not a bridge'
  /** It has to be down for that. */
  | 'up';

/** Changes to a namespace's interfaces. Links that Docker or a cluster made can be set up and down only. */
export interface Wiring {
  add(link: NewLink): Result<void, WiringProblem>;
  /** Takes a link away, a veth with its other end. */
  remove(name: string): Result<void, WiringProblem>;
  assign(name: string, address: string, prefix: number): Result<void, WiringProblem>;
  unassign(name: string, address: string, prefix: number): Result<void, WiringProblem>;
  /** Takes all of a link's addresses away. */
  flush(name: string): Result<void, WiringProblem>;
  /** Makes it a port of a bridge; undefined: of none. */
  setMaster(name: string, bridge: string | undefined): Result<void, WiringProblem>;
  /** Puts it into another namespace, where it is down and has no address. */
  move(name: string, to: NetworkNamespace): Result<void, WiringProblem>;
  rename(name: string, to: string): Result<void, WiringProblem>;
  setMtu(name: string, mtu: number): Result<void, WiringProblem>;
}

const HEX = '0123456789abcdef';

export class HostWiring implements Wiring {
  readonly #host: Host;
  readonly #random: Random;

  constructor(host: Host, random: Random) {
    this.#host = host;
    this.#random = random;
  }

  add({ name, kind, peer }: NewLink): Result<void, WiringProblem> {
    const host = this.#host;
    const far = peer?.network === undefined ? host : (peer.network as Host);
    const own = name ?? host.freeLinkName(kind);
    if (host.links.some((link) => link.name === own)) return fail('exists');
    if (kind !== 'veth') {
      host.addLink(this.#link(own, kind, host));
      return ok(undefined);
    }
    const taken = far === host && peer?.name === own;
    const other = peer?.name ?? nextName(far, own);
    if (taken || far.links.some((link) => link.name === other)) return fail('exists');
    // The kernel makes the peer first: it has the lower number.
    const end = this.#link(other, kind, far);
    const begin = this.#link(own, kind, host);
    end.other = begin;
    begin.other = end;
    far.addLink(end);
    host.addLink(begin);
    return ok(undefined);
  }

  remove(name: string): Result<void, WiringProblem> {
    return this.#made(name, (link) => {
      dispose(link);
      if (link.other !== undefined) dispose(link.other);
      return ok(undefined);
    });
  }

  assign(name: string, address: string, prefix: number): Result<void, WiringProblem> {
    return this.#any(name, (link) => {
      if (link.address === address && link.prefix === prefix) return fail('exists');
      if (link.address !== undefined) return fail('one address');
      if (!link.byHand) return fail('not by hand');
      link.assign(address, prefix);
      this.#host.linksChanged();
      return ok(undefined);
    });
  }

  unassign(name: string, address: string, prefix: number): Result<void, WiringProblem> {
    return this.#any(name, (link) => {
      if (link.address !== address || link.prefix !== prefix) return fail('no such address');
      if (!link.byHand) return fail('not by hand');
      link.assign(undefined, 24);
      this.#host.linksChanged();
      return ok(undefined);
    });
  }

  flush(name: string): Result<void, WiringProblem> {
    return this.#made(name, (link) => {
      link.assign(undefined, 24);
      this.#host.linksChanged();
      return ok(undefined);
    });
  }

  setMaster(name: string, bridge: string | undefined): Result<void, WiringProblem> {
    const master = this.#host.links.find((link) => link.name === bridge);
    if (bridge !== undefined && master === undefined) return fail('no such device');
    if (master !== undefined && master.kind !== 'bridge') return fail('not a bridge');
    if (master?.byHand === false) return fail('not by hand');
    return this.#made(name, (link) => {
      link.bridge?.removePort(link);
      master?.addPort(link);
      return ok(undefined);
    });
  }

  move(name: string, to: NetworkNamespace): Result<void, WiringProblem> {
    const target = to as Host;
    return this.#made(name, (link) => {
      if (target.links.some((one) => one.name === name)) return fail('exists');
      link.bridge?.removePort(link);
      this.#host.removeLink(link);
      link.removed = false;
      link.up = false;
      link.assign(undefined, 24);
      if (target.links.some((one) => one.index === link.index)) link.index = target.nextLinkIndex();
      target.addLink(link);
      return ok(undefined);
    });
  }

  rename(name: string, to: string): Result<void, WiringProblem> {
    return this.#made(name, (link) => {
      if (this.#host.links.some((one) => one.name === to)) return fail('exists');
      if (link.up) return fail('up');
      link.name = to;
      return ok(undefined);
    });
  }

  setMtu(name: string, mtu: number): Result<void, WiringProblem> {
    return this.#made(name, (link) => {
      link.mtu = mtu;
      return ok(undefined);
    });
  }

  #any(name: string, change: (link: Link) => Result<void, WiringProblem>): Result<void, WiringProblem> {
    const link = this.#host.links.find((one) => one.name === name);
    return link === undefined ? fail('no such device') : change(link);
  }

  #made(name: string, change: (link: Link) => Result<void, WiringProblem>): Result<void, WiringProblem> {
    return this.#any(name, (link) => (link.byHand ? change(link) : fail('not by hand')));
  }

  #link(name: string, kind: NewLink['kind'], host: Host): Link {
    // A made-up hardware address: locally administered, of one machine.
    const first = `${this.#random.token(HEX, 1)}${this.#random.token('26ae', 1)}`;
    const rest = Array.from({ length: 5 }, () => this.#random.token(HEX, 2));
    const link = new Link({ index: host.nextLinkIndex(), name, kind, mac: [first, ...rest].join(':') });
    link.up = false;
    link.byHand = true;
    return link;
  }
}

function nextName(host: Host, taken: string): string {
  const numbers = host.links.flatMap(({ name }) => /^veth(\d+)$/.exec(name)?.[1] ?? []);
  const used = new Set([...numbers.map(Number), Number(/^veth(\d+)$/.exec(taken)?.[1] ?? -1)]);
  let number = 0;
  while (used.has(number)) number++;
  return `veth${number}`;
}

/** Off its bridge and out of its namespace; a bridge lets its ports go. */
function dispose(link: Link): void {
  link.bridge?.removePort(link);
  link.releasePorts();
  link.host?.removeLink(link);
}
