/** Which EndpointSlices to make, change and delete, so that they hold what they should with few writes. */
import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { equal } from '../../../base/equality';
import type { EndpointSlice } from '../../../kinds/endpointSlice';

/** What is to be in the slices that have these ports. */
export interface DesiredGroup {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

export interface SlicePlan {
  readonly create: readonly { readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] }[];
  readonly update: readonly {
    readonly slice: EndpointSlice;
    readonly ports: readonly EndpointPort[];
    readonly endpoints: readonly Endpoint[];
  }[];
  readonly remove: readonly EndpointSlice[];
}

/** No slice holds more. */
const MAX_ENDPOINTS = 100;

/** A service always keeps one slice, an empty one if nothing stands behind it. */
export function planSlices(existing: readonly EndpointSlice[], desired: readonly DesiredGroup[]): SlicePlan {
  const create: { ports: readonly EndpointPort[]; endpoints: readonly Endpoint[] }[] = [];
  const update: { slice: EndpointSlice; ports: readonly EndpointPort[]; endpoints: readonly Endpoint[] }[] = [];
  const remove: EndpointSlice[] = [];
  const slicesByPorts = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    const key = portsKey(slice.ports ?? []);
    slicesByPorts.set(key, [...(slicesByPorts.get(key) ?? []), slice]);
  }
  for (const { ports, endpoints } of desired) {
    const key = portsKey(ports);
    const part = planGroup(slicesByPorts.get(key) ?? [], endpoints);
    slicesByPorts.delete(key);
    for (const { slice, endpoints: list } of part.update)
      update.push({ slice, ports: slice.ports ?? [], endpoints: list });
    remove.push(...part.remove);
    for (const list of part.create) create.push({ ports, endpoints: list });
  }
  for (const slices of slicesByPorts.values()) remove.push(...slices);
  if (create.length === 0 && remove.length === existing.length) {
    const placeholder = remove.findIndex((slice) => slice.endpoints.length === 0 && (slice.ports ?? []).length === 0);
    if (placeholder >= 0) remove.splice(placeholder, 1);
    else create.push({ ports: [], endpoints: [] });
  }
  // A slice that would go is written over with one that would be made: it keeps its name.
  while (create.length > 0 && remove.length > 0) {
    const slice = remove.shift();
    const next = create.pop();
    if (slice !== undefined && next !== undefined) update.push({ slice, ...next });
  }
  return { create, update, remove };
}

function planGroup(slices: readonly EndpointSlice[], desired: readonly Endpoint[]) {
  const wanted = new Map(desired.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const kept = slices.map((slice) => {
    const endpoints: Endpoint[] = [];
    for (const endpoint of slice.endpoints) {
      const next = wanted.get(endpointKey(endpoint));
      if (next === undefined) continue;
      wanted.delete(endpointKey(endpoint));
      endpoints.push(next);
    }
    return { slice, endpoints };
  });
  const remove = kept.filter(({ endpoints }) => endpoints.length === 0).map(({ slice }) => slice);
  const alive = kept.filter(({ endpoints }) => endpoints.length > 0);
  const left = [...wanted.values()];
  const changed = alive.filter(({ slice, endpoints }) => !equal(slice.endpoints, endpoints));
  const fillFirst =
    changed.length > 0 ? changed : alive.filter(({ endpoints }) => endpoints.length < MAX_ENDPOINTS).slice(0, 1);
  for (const { endpoints } of fillFirst) endpoints.push(...left.splice(0, MAX_ENDPOINTS - endpoints.length));
  const update = alive.filter(({ slice, endpoints }) => !equal(slice.endpoints, endpoints));
  const create: Endpoint[][] = [];
  while (left.length > 0) create.push(left.splice(0, MAX_ENDPOINTS));
  return { create, update, remove };
}

function endpointKey(endpoint: Endpoint): string {
  return `${endpoint.addresses.join(',')} ${endpoint.targetRef?.uid} ${endpoint.hostname}`;
}

function portsKey(ports: readonly EndpointPort[]): string {
  return ports
    .map(({ name, port, protocol, appProtocol }) => JSON.stringify([name ?? '', port, protocol, appProtocol]))
    .sort()
    .join();
}
