/** Where the `proxy` subresources of services, pods and nodes lead. */
import { fail, ok, type Result } from '../../../base/result';
import { type Endpoints, endpointsKind } from '../../../kinds/endpoints';
import { type Node, nodeKind } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import type { Status } from '../../../kinds/status';
import type { FindNodeDoor } from '../../client/nodeDoor';
import type { Call } from '../call';
import type { ObjectStore } from '../objectStore';
import type { Destination } from '../passage';
import * as statusError from '../statusError';
import type { Resource, Subresource } from './resource';

type Find = (call: Call, store: ObjectStore) => Result<Destination, Status>;

/** Nobody can wait for the answer of another in `handle`. */
function passing(pass: Find): Subresource {
  return { handle: () => fail(statusError.noSuchResource()), pass };
}

interface Target {
  readonly scheme: 'http' | 'https';
  readonly name: string;
  readonly port: string;
}

/** `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT`. */
function targetOf(call: Call): Result<Target, Status> {
  const { name, kind } = call.resource;
  const parts = name.split(':');
  const [scheme, target, port] = parts.length === 3 ? parts : ['', parts[0], parts.length === 2 ? parts[1] : ''];
  if (parts.length > 3 || !target || !['', 'http', 'https'].includes(scheme ?? '')) {
    return fail(statusError.badRequest(`invalid ${kind.singular} request ${JSON.stringify(name)}`));
  }
  return ok({ scheme: scheme === 'https' ? 'https' : 'http', name: target, port: port ?? '' });
}

/** To one of the ready pods behind the service, not to its address. */
export const serviceProxy = passing((call, store) => {
  const target = targetOf(call);
  if (!target.ok) return target;
  const { kind, namespace } = call.resource;
  const { name, scheme } = target.value;
  let { port } = target.value;
  if (/^\d+$/.test(port)) {
    const service = store.find(kind, namespace, name) as Service | undefined;
    if (service === undefined) return fail(statusError.notFound(kind, name));
    const declared = service.spec.ports?.find((one) => String(one.port) === port);
    if (declared === undefined) {
      return fail(statusError.serviceUnavailable(`no service port ${port} found for service ${JSON.stringify(name)}`));
    }
    port = declared.name ?? '';
  }
  const endpoints = store.find(endpointsKind, namespace, name) as Endpoints | undefined;
  if (endpoints === undefined) return fail(statusError.notFound(endpointsKind, name));
  const places = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) => {
    const found = ports.find((one) => (one.name ?? '') === port);
    return found === undefined ? [] : addresses.map(({ ip }) => ({ scheme, host: ip, port: found.port }));
  });
  const place = places.length > 1 ? places[store.random.integer(places.length)] : places[0];
  if (place !== undefined) return ok(place);
  const asked = (endpoints.subsets ?? []).length === 0 ? name : call.resource.name;
  return fail(statusError.serviceUnavailable(`no endpoints available for service ${JSON.stringify(asked)}`));
});

/** To the port that is named, else to the first that the pod declares. */
export const podProxy = passing((call, store) => {
  const target = targetOf(call);
  if (!target.ok) return target;
  const { kind, namespace } = call.resource;
  const { name, scheme, port } = target.value;
  const pod = store.find(kind, namespace, name) as Pod | undefined;
  if (pod === undefined) return fail(statusError.notFound(kind, name));
  const host = pod.status?.podIP ?? '';
  if (host === '') return fail(statusError.badRequest('address not allowed'));
  const declared = pod.spec.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort;
  return ok({ scheme, host, port: Number(port || (declared ?? (scheme === 'https' ? 443 : 80))) });
});

const KUBELET_PORT = 10_250;

/** To the kubelet, or to another port of its machine. */
export function nodeResource(findNode: FindNodeDoor): Resource {
  const proxy: Find = (call, store) => {
    const target = targetOf(call);
    if (!target.ok) return target;
    const { name, scheme, port } = target.value;
    const node = store.find(nodeKind, '', name) as Node | undefined;
    if (node === undefined) return fail(statusError.notFound(nodeKind, name));
    const host = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? name;
    if (port !== '' && port !== String(KUBELET_PORT)) return ok({ scheme, host, port: Number(port) });
    const door = findNode(name);
    if (door !== undefined) return ok({ answer: (path) => door.page(path) });
    const why = `dial tcp ${host}:${KUBELET_PORT}: connect: connection refused`;
    return fail(statusError.serviceUnavailable(`error trying to reach service: ${why}`));
  };
  return { name: 'nodes', subresources: { proxy: passing(proxy) } };
}
