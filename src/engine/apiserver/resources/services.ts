/** Services: a cluster IP and node ports out of their ranges, unique in the cluster. */
import { type FieldError, goStrings, invalid } from '../../../kinds/fieldError';
import type { ClusterObject } from '../../../kinds/object';
import { type Service, serviceKind } from '../../../kinds/service';
import { hasClusterIP, hasNodePorts } from '../../../kinds/services/serviceDefaults';
import type { ObjectStore } from '../objectStore';
import { serviceProxy } from './proxies';
import type { Resource } from './resource';

export interface ServiceRanges {
  /** Of cluster IPs: `10.96.0.0/12`. */
  readonly cidr: string;
  readonly firstNodePort: number;
  readonly lastNodePort: number;
}

export const DEFAULT_RANGES: ServiceRanges = { cidr: '10.96.0.0/12', firstNodePort: 30_000, lastNodePort: 32_767 };

/** How often a random address or port is tried before the range is searched in order. */
const RANDOM_ATTEMPTS = 64;

export function serviceResource(ranges: ServiceRanges): Resource {
  return {
    name: 'services',
    createsOnUpdate: true,
    returnsDeleted: true,
    beginCreate: (draft, store) => allocate(draft as Service, undefined, ranges, store),
    beginUpdate: (draft, old, store) => allocate(draft as Service, old as Service, ranges, store),
    subresources: { proxy: serviceProxy },
  };
}

function allocate(draft: Service, old: Service | undefined, ranges: ServiceRanges, store: ObjectStore): FieldError[] {
  const refused = allocateAddress(draft, old, ranges, store);
  return refused.length > 0 ? refused : allocatePorts(draft, old, ranges, store);
}

function allocateAddress(
  draft: Service,
  old: Service | undefined,
  ranges: ServiceRanges,
  store: ObjectStore,
): FieldError[] {
  const { spec } = draft;
  if (!hasClusterIP(spec)) return [];
  const asked = spec.clusterIPs?.[0] ?? spec.clusterIP ?? '';
  if (asked === 'None' || (asked !== '' && asked === old?.spec.clusterIP)) return [];
  const range = addressRange(ranges.cidr);
  if (asked !== '') {
    const number = numberOf(asked);
    // What isn't an address is left to validation.
    if (number === undefined) return [];
    const refuse = (why: string) => [
      invalid('spec.clusterIPs', goStrings([asked]), `failed to allocate IP ${asked}: ${why}`),
    ];
    if (number <= range.first || number >= range.last) {
      return refuse(`the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${ranges.cidr}`);
    }
    return usedAddresses(store, draft).has(asked) ? refuse('provided IP is already allocated') : [];
  }
  const used = usedAddresses(store, draft);
  // The lower band is left to those who ask for an address.
  const size = range.last - range.first;
  const band = size > 512 ? Math.min(256, Math.max(16, Math.floor(size / 16))) : 1;
  const chosen = choose(range.first + band, range.last - 1, store, (number) => !used.has(addressOf(number)));
  if (chosen === undefined)
    return [invalid('spec.clusterIPs', goStrings([]), 'failed to allocate a serviceIP: range is full')];
  spec.clusterIP = addressOf(chosen);
  spec.clusterIPs = [addressOf(chosen)];
  return [];
}

function allocatePorts(
  draft: Service,
  old: Service | undefined,
  ranges: ServiceRanges,
  store: ObjectStore,
): FieldError[] {
  if (!hasNodePorts(draft.spec)) return [];
  const { firstNodePort: first, lastNodePort: last } = ranges;
  const used = usedPorts(store, draft);
  const kept = new Set((old?.spec.ports ?? []).map((port) => port.nodePort));
  const own = new Set<string>();
  const errors: FieldError[] = [];
  (draft.spec.ports ?? []).forEach((port, index) => {
    const { nodePort = 0, protocol = 'TCP' } = port;
    if (nodePort === 0) return;
    const refuse = (why: string) => errors.push(invalid(`spec.ports[${index}].nodePort`, nodePort, why));
    if (kept.has(nodePort)) own.add(`${protocol} ${nodePort}`);
    else if (nodePort < first || nodePort > last) {
      refuse(`provided port is not in the valid range. The range of valid ports is ${first}-${last}`);
    } else if (used.has(nodePort) || own.has(`${protocol} ${nodePort}`)) refuse('provided port is already allocated');
    else own.add(`${protocol} ${nodePort}`);
  });
  if (errors.length > 0) return errors.slice(0, 1);
  for (const port of draft.spec.ports ?? []) if (port.nodePort) used.add(port.nodePort);
  const size = last - first + 1;
  const band = Math.min(128, Math.max(16, Math.floor(size / 32)));
  for (const port of draft.spec.ports ?? []) {
    if (port.nodePort) continue;
    const twin = draft.spec.ports?.find((other) => other.nodePort && other.port === port.port);
    const chosen = twin?.nodePort ?? choose(first + band, last, store, (number) => !used.has(number));
    if (chosen === undefined) return [invalid('spec.ports', [], 'failed to allocate a nodePort: range is full')];
    used.add(chosen);
    port.nodePort = chosen;
  }
  return [];
}

/** A random free number of the range, both ends included; undefined when all are taken. */
function choose(
  first: number,
  last: number,
  store: ObjectStore,
  isFree: (number: number) => boolean,
): number | undefined {
  for (let attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
    const number = first + store.random.integer(last - first + 1);
    if (isFree(number)) return number;
  }
  for (let number = first; number <= last; number++) if (isFree(number)) return number;
  return undefined;
}

function* others(store: ObjectStore, draft: ClusterObject): Generator<Service, void, void> {
  for (const service of store.list(serviceKind)) {
    if (service.metadata.uid !== draft.metadata.uid) yield service as Service;
  }
}

function usedAddresses(store: ObjectStore, draft: Service): Set<string> {
  const used = new Set<string>();
  for (const service of others(store, draft)) for (const address of service.spec.clusterIPs ?? []) used.add(address);
  return used;
}

function usedPorts(store: ObjectStore, draft: Service): Set<number> {
  const used = new Set<number>();
  for (const { spec } of others(store, draft)) {
    for (const { nodePort } of spec.ports ?? []) if (nodePort) used.add(nodePort);
    if (spec.healthCheckNodePort) used.add(spec.healthCheckNodePort);
  }
  return used;
}

/** The network's own address and its broadcast address, as numbers. */
function addressRange(cidr: string): { first: number; last: number } {
  const [network = '', bits = '32'] = cidr.split('/');
  const first = numberOf(network) ?? 0;
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
}

/** The n-th address of a network: 1 is the API server's own service, 10 is DNS. */
export function addressAt(cidr: string, index: number): string {
  return addressOf(addressRange(cidr).first + index);
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
