/** Onto a machine's bridges, and through the ports that are published on it. */

import { isLoopback } from './address';
import type { Bridge } from './bridge';
import type { Host } from './host';
import type { Destination, Route } from './journey';
import type { Path } from './path';
import type { Service } from './sockets';

export type Published = Extract<Service, { kind: 'published' }>;

/** The published port that a machine has for what is sent to one of its addresses. */
export function publishedAt(machine: Host, { protocol, port, address }: Destination): Published | undefined {
  if (protocol === 'ICMP') return undefined;
  const service = machine.sockets.find(protocol, port, address)?.service;
  return service?.kind === 'published' ? service : undefined;
}

/** From a bridge to the container that has an address on it. */
export function toNeighbour(path: Path, bridge: Bridge, to: Destination, source: string): Route {
  const endpoint = bridge.endpointAt(to.address);
  if (endpoint === undefined || !endpoint.link.up || !bridge.link.up) return path.lost();
  path.spend('veth');
  path.cross(endpoint.machineLink, 'sent');
  path.cross(endpoint.link, 'received');
  path.pass(bridge.machine.name, 'send', { device: endpoint.veth });
  path.pass(endpoint.container.name, 'receive', { device: endpoint.interface });
  return path.arrive(endpoint.container, to, source);
}

/** From the machine onto one of its bridges. */
export function ontoBridge(path: Path, bridge: Bridge, to: Destination, source: string): Route {
  path.spend('veth');
  path.cross(bridge.link, 'sent');
  path.pass(bridge.machine.name, 'bridge', { device: bridge.interface });
  path.hop(bridge.name);
  return toNeighbour(path, bridge, to, source);
}

/**
 * Through a published port. Address translation keeps the client's address; what comes to localhost or from a container
 * goes through docker-proxy, which connects from the machine itself: the container sees the bridge's gateway.
 */
export function throughPublished(
  path: Path,
  machine: Host,
  published: Published,
  from: { readonly destination: Destination; readonly client: string; readonly inside: boolean },
): Route {
  const { destination, client, inside } = from;
  const endpoint = published.container.wayOut;
  const asked = `${destination.address.includes(':') ? `[${destination.address}]` : destination.address}:${destination.port}`;
  if (published.container.kind === 'pod') return throughHostPort(path, machine, published, destination, client);
  path.proxied = inside || isLoopback(destination.address);
  path.spend('rules');
  const place = `docker-proxy/${machine.machineName}`;
  if (endpoint === undefined) {
    path.hop(place, `${asked} -> nobody`);
    return path.lost();
  }
  path.hop(place, `${asked} -> ${endpoint.address}:${published.port}`);
  path.readdress({ destination: endpoint.address, ...(path.proxied ? { source: endpoint.gateway } : {}) });
  path.pass(place, 'translate', { detail: `${asked} -> ${endpoint.address}:${published.port}` });
  const to = { ...destination, address: endpoint.address, port: published.port };
  return ontoBridge(path, endpoint.network, to, path.proxied ? endpoint.gateway : client);
}

/** Through a pod's host port: the node's rules (the portmap plugin's) lead on to the pod. */
function throughHostPort(
  path: Path,
  machine: Host,
  { container: pod, port }: Published,
  destination: Destination,
  client: string,
): Route {
  const [address = ''] = pod.addresses;
  const to = { ...destination, address, port };
  path.spend('rules');
  const detail = `host port ${destination.port} -> ${address}:${port}`;
  path.hop(`node/${machine.machineName}`, detail);
  path.readdress({ destination: address });
  path.pass(`node/${machine.machineName}`, 'translate', { detail });
  path.spend('bridge');
  const link = pod.links.find((one) => one.address === address);
  if (link !== undefined) path.cross(link, 'received');
  path.pass(pod.name, 'receive', { device: 'eth0' });
  return path.arrive(pod, to, client);
}
