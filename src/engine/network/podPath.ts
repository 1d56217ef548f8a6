/**
 * Between a pod and its node's bridge, and from one node to the pods of another: by the node's routing table, through a
 * tunnel where the line says so.
 */
import { inRange } from './address';
import type { Host } from './host';
import { linkWith } from './hostLinks';
import type { Route } from './journey';
import type { Link } from './link';
import type { RoutingEntry } from './namespace';
import type { Path } from './path';
import type { NodePlace } from './route';

export interface Way {
  /** The node that it is sent to; undefined for the site's gateway. */
  readonly next: NodePlace | undefined;
  /** The tunnel that it goes through, if any: the name of its device at both ends. */
  readonly tunnel: string | undefined;
}

/** Out of a pod, through its cable, into the node's bridge; false when something on that way is down. */
export function ontoNode(path: Path, place: NodePlace, pod: Host): boolean {
  const link = linkWith(pod, pod.addresses[0] ?? '');
  path.cross(link, 'sent');
  path.pass(pod.name, 'send', { device: link?.name ?? 'eth0' });
  const veth = place.pods.vethOf(pod);
  const bridge = place.pods.link;
  if (veth === undefined || bridge === undefined) return true;
  if (isDown(path, place, [veth, bridge])) return false;
  path.cross(veth, 'received');
  path.pass(place.host.name, 'receive', { device: veth.name });
  path.cross(bridge, 'received');
  path.pass(place.host.name, 'bridge', { device: bridge.name });
  return true;
}

/** Through the bridge, which a packet from one of its ports is in already, and the pod's cable, into the pod. */
export function offNode(
  path: Path,
  place: NodePlace,
  pod: Host,
  { fromPort }: { readonly fromPort: boolean },
): boolean {
  const { name } = place.host;
  const veth = place.pods.vethOf(pod);
  const bridge = place.pods.link;
  if (veth !== undefined && bridge !== undefined) {
    if (isDown(path, place, [bridge, veth])) return false;
    if (!fromPort) {
      path.cross(bridge, 'sent');
      path.pass(name, 'bridge', { device: bridge.name });
    }
    path.cross(veth, 'sent');
    path.pass(name, 'send', { device: veth.name });
  }
  const link = linkWith(pod, pod.addresses[0] ?? '');
  path.cross(link, 'received');
  path.pass(pod.name, 'receive', { device: link?.name ?? 'eth0' });
  path.spend('bridge');
  return true;
}

function isDown(path: Path, place: NodePlace, links: readonly Link[]): boolean {
  const down = links.find(({ up }) => !up);
  if (down !== undefined) path.pass(place.host.name, 'drop', { device: down.name, detail: 'link-down' });
  return down !== undefined;
}

/** The address that a node's own packets carry when they leave by this line: that of the interface. */
export function seenFrom(place: NodePlace, line: RoutingEntry | undefined): string {
  const link = place.host.links.find(({ name }) => name === line?.device);
  return link?.kind === 'vxlan' ? (link.address ?? place.address) : place.address;
}

/**
 * How a node sends a packet on by a line of its table. Without one it goes to the site's gateway, which knows no pods. The
 * route is given back where the packet ends here already.
 */
export function leaveBy(
  path: Path,
  place: NodePlace,
  line: RoutingEntry | undefined,
  nodes: readonly NodePlace[],
): { readonly ok: true; readonly value: Way } | { readonly ok: false; readonly route: Route } {
  if (line === undefined) return { ok: true, value: { next: undefined, tunnel: undefined } };
  const { name } = place.host;
  path.pass(name, 'route', { detail: lineText(line) });
  const device = place.host.links.find((link) => link.name === line.device);
  if (device?.up !== true) {
    path.pass(name, 'drop', { device: line.device, detail: 'link-down' });
    return { ok: false, route: path.lost() };
  }
  if (device.kind !== 'vxlan') {
    const next = nodes.find(({ address }) => address === line.gateway);
    return { ok: true, value: { next, tunnel: undefined } };
  }
  const end = nodes.find(({ podRange }) => inRange(podRange, line.gateway ?? ''));
  if (end === undefined) {
    path.pass(name, 'drop', { device: device.name, detail: 'no-route' });
    return { ok: false, route: path.lost() };
  }
  path.wrap({ source: place.address, destination: end.address });
  path.cross(device, 'sent');
  path.pass(name, 'wrap', { device: device.name });
  path.spend('tunnel');
  return { ok: true, value: { next: end, tunnel: device.name } };
}

/** Out of the tunnel at the other node, which then knows its own pods; a route where it ends here. */
export function betweenNodes(path: Path, node: NodePlace, way: Way | undefined): Route | undefined {
  const { name } = node.host;
  if (way?.tunnel !== undefined) {
    const device = node.host.links.find((link) => link.name === way.tunnel && link.up);
    if (device === undefined) {
      path.pass(name, 'drop', { device: way.tunnel, detail: 'no-tunnel' });
      return path.silence();
    }
    path.unwrap();
    path.cross(device, 'received');
    path.pass(name, 'unwrap', { device: device.name });
    path.spend('tunnel');
  }
  path.pass(name, 'route', { detail: `${node.podCidr} dev ${node.pods.link?.name ?? 'cni0'}` });
  return undefined;
}

/** A request that arrived is no use when the other node knows no way back; undefined where it does. */
export function wayBack(
  path: Path,
  back: { readonly from: NodePlace; readonly to: NodePlace; readonly address: string },
): Route | undefined {
  const { from, to, address } = back;
  if (!inRange(to.podRange, address)) return undefined;
  const line = from.host.table.find(address);
  const device = from.host.links.find((link) => link.name === line?.device);
  const tunnel = device?.kind === 'vxlan';
  const there = !tunnel || to.host.links.some((link) => link.name === device.name && link.up);
  if (line !== undefined && device?.up === true && there) return undefined;
  path.readdress({ source: path.destination, destination: address });
  path.pass(from.host.name, 'drop', { detail: 'no-way-back' });
  return path.silence();
}

/** As `ip route` prints it. */
function lineText({ destination, gateway, device, onlink }: RoutingEntry): string {
  const via = gateway === undefined ? '' : ` via ${gateway}`;
  return `${destination}${via} dev ${device}${onlink === true ? ' onlink' : ''}`;
}
