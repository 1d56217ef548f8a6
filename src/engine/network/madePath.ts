/**
 * The way of packets over links that somebody made by hand: from end to end of a veth pair, through bridges, and on from
 * namespace to namespace where their routing tables lead. What leaves them for other networks is lost: nothing translates
 * its source.
 */
import { type AddressRange, addressRange, inRange } from './address';
import type { Host } from './host';
import type { Destination, Route } from './journey';
import type { Link } from './link';
import type { Path } from './path';

/** So many namespaces may pass a packet on. */
const MOST_ROUTERS = 16;

interface Way {
  readonly link: Link;
  /** Whose interface gets it next: the destination's own, or a gateway's. */
  readonly next: string;
}

/** The link made by hand that leads to an address, by the longest prefix; undefined where another way is meant. */
export function madeWay(host: Host, address: string): Way | undefined {
  if (!host.links.some(({ byHand }) => byHand)) return undefined;
  let best: { readonly way: Way; readonly range: AddressRange } | undefined;
  for (const route of host.routes) {
    const link = host.links.find(({ name, up, byHand }) => name === route.device && up && byHand);
    if (link === undefined) continue;
    const range = addressRange(route.destination === 'default' ? '0.0.0.0/0' : withPrefix(route.destination));
    if (!inRange(range, address) || (best !== undefined && best.range.prefix >= range.prefix)) continue;
    best = { way: { link, next: route.gateway ?? address }, range };
  }
  return best?.way;
}

function withPrefix(destination: string): string {
  return destination.includes('/') ? destination : `${destination}/32`;
}

/** Finds the way of a packet that leaves through such a link. */
export function overMadeLinks(path: Path, source: Host, first: Way, to: Destination): Route {
  const from = first.link.address ?? source.addresses[0] ?? '';
  path.readdress({ source: from });
  let host = source;
  let way: Way | undefined = first;
  for (let routers = 0; way !== undefined && routers < MOST_ROUTERS; routers++) {
    path.spend('veth');
    path.cross(way.link, 'sent');
    path.pass(host.name, 'send', { device: way.link.name });
    const end = linkWithAddress(way.link, way.next);
    const owner = end?.host;
    if (end === undefined || owner === undefined) return path.lost();
    path.cross(end, 'received');
    path.pass(owner.name, 'receive', { device: end.name });
    if (owner.addresses.includes(to.address)) {
      return answers(owner, from) ? path.arrive(owner, to, from) : path.silence();
    }
    path.forward();
    path.hop(owner.name);
    host = owner;
    way = madeWay(owner, to.address);
  }
  return path.silence();
}

/** Whoever gets it knows a way back. */
function answers(host: Host, source: string): boolean {
  return host.addresses.includes(source) || madeWay(host, source) !== undefined;
}

/** The interface with an address on the same wire: what an ARP request finds. */
function linkWithAddress(link: Link, address: string): Link | undefined {
  return wire(link).find((one) => one.up && one.address === address);
}

/** All interfaces that a frame sent through a link comes to: a veth's other end, or what hangs on its bridge. */
function wire(link: Link): readonly Link[] {
  if (!link.up) return [];
  if (link.kind === 'bridge') return onBridge(link, undefined);
  const { other } = link;
  if (other === undefined || !other.up) return [];
  return other.bridge === undefined ? [other] : onBridge(other.bridge, other);
}

/** The bridge's own interface, and the other ends of its ports but the one it came in by. */
function onBridge(bridge: Link, by: Link | undefined): readonly Link[] {
  if (!bridge.up) return [];
  const ports = bridge.ports.filter((port) => port !== by && port.up);
  return [...(by === undefined ? [] : [bridge]), ...ports.flatMap((port) => wire(port))];
}
