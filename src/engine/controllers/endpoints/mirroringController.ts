import type { EndpointSubset } from 'kubernetes-types/core/v1';
import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { equal } from '../../../base/equality';
import { type EndpointSlice, endpointSliceKind } from '../../../kinds/endpointSlice';
import { type Endpoints, endpointsKind } from '../../../kinds/endpoints';
import { keyOf } from '../../../kinds/object';
import { type Service, serviceKind } from '../../../kinds/service';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { controllerReference, isNamespaceTerminating } from '../replicas/podControl';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from './endpointSliceController';
import { type DesiredGroup, planSlices } from './slicePlan';
import { LAST_CHANGE_TRIGGER_TIME } from './triggerTimes';

const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
/** An election of the old kind kept its record in an annotation of Endpoints; those are not mirrored. */
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
const NOT_MIRRORED = new Set(['kubectl.kubernetes.io/last-applied-configuration', LAST_CHANGE_TRIGGER_TIME]);

export const mirroringController: ControllerDefinition = {
  name: 'endpointslice-mirroring-controller',
  account: 'endpointslicemirroring-controller',
  create: (context) => new MirroringController(context),
};

/** Mirrors Endpoints that an author wrote for a service without a selector into EndpointSlices. Only IPv4. */
class MirroringController implements Controller {
  readonly #context: ControllerContext;

  constructor(context: ControllerContext) {
    this.#context = context;
    const enqueue = (object: Endpoints | Service) => context.enqueue(keyOf(object));
    context.watch(serviceKind, { onAdd: enqueue, onUpdate: (_old, service) => enqueue(service), onDelete: enqueue });
    context.watch(endpointsKind, {
      onAdd: enqueue,
      onUpdate: (_old, endpoints) => enqueue(endpoints),
      onDelete: enqueue,
    });
    context.informer(endpointSliceKind);
  }

  reconcile(key: string): Outcome {
    const endpoints = this.#context.informer(endpointsKind).get(key);
    const service = this.#context.informer(serviceKind).get(key);
    const mirrored = this.#slicesOf(key);
    const wanted = endpoints !== undefined && isMirrored(endpoints) && service?.spec.selector === undefined;
    if (endpoints === undefined || service === undefined || !wanted) return this.#delete(mirrored);
    const desired = groupsOf(endpoints.subsets ?? []);
    if (desired.length === 0) return this.#delete(mirrored);
    const plan = planSlices(mirrored, desired);
    let fine = this.#delete(plan.remove) === 'done';
    for (const { ports, endpoints: list } of plan.create) fine = this.#write(endpoints, undefined, list, ports) && fine;
    for (const { slice, ports, endpoints: list } of plan.update) {
      fine = this.#write(endpoints, slice, list, ports) && fine;
    }
    return fine ? 'done' : 'retry';
  }

  #slicesOf(key: string): EndpointSlice[] {
    const [namespace = '', name] = key.split('/');
    return this.#context
      .informer(endpointSliceKind)
      .byIndex('namespace', namespace)
      .filter(
        ({ metadata: { labels } }) => labels?.[SERVICE_NAME_LABEL] === name && labels?.[MANAGED_BY_LABEL] === MANAGER,
      );
  }

  #delete(slices: readonly EndpointSlice[]): Outcome {
    const results = slices.map(({ metadata: { name, namespace } }) =>
      this.#context.client.delete(endpointSliceKind, name, namespace),
    );
    return results.every((result) => result.ok || result.error.reason === 'NotFound') ? 'done' : 'retry';
  }

  #write(
    of: Endpoints,
    slice: EndpointSlice | undefined,
    endpoints: readonly Endpoint[],
    ports: readonly EndpointPort[],
  ): boolean {
    const next = draft(of, slice, endpoints, ports);
    if (slice !== undefined && equal(slice, next)) return true;
    const { client } = this.#context;
    const written =
      slice === undefined ? client.create(endpointSliceKind, next) : client.update(endpointSliceKind, next);
    return written.ok || isNamespaceTerminating(written.error);
  }
}

function isMirrored({ metadata: { labels, annotations } }: Endpoints): boolean {
  return labels?.[SKIP_LABEL] !== 'true' && annotations?.[LEADER_ANNOTATION] === undefined;
}

function groupsOf(subsets: readonly EndpointSubset[]): DesiredGroup[] {
  return subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
    ports: ports.map(({ name = '', port, protocol = 'TCP', appProtocol }) => ({
      name,
      port,
      protocol,
      ...(appProtocol === undefined ? {} : { appProtocol }),
    })),
    endpoints: [
      ...addresses.map((address) => ({ address, ready: true })),
      ...notReadyAddresses.map((address) => ({ address, ready: false })),
    ].map(({ address: { ip, hostname, nodeName, targetRef }, ready }) => ({
      addresses: [ip],
      conditions: { ready },
      ...(hostname === undefined ? {} : { hostname }),
      ...(nodeName === undefined ? {} : { nodeName }),
      ...(targetRef === undefined ? {} : { targetRef }),
    })),
  }));
}

function draft(
  of: Endpoints,
  slice: EndpointSlice | undefined,
  endpoints: readonly Endpoint[],
  ports: readonly EndpointPort[],
): EndpointSlice {
  const { name, namespace } = of.metadata;
  const copied = Object.entries(of.metadata.annotations ?? {}).filter(([key]) => !NOT_MIRRORED.has(key));
  const labels = { ...of.metadata.labels, [SERVICE_NAME_LABEL]: name, [MANAGED_BY_LABEL]: MANAGER };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      ...(slice === undefined
        ? { generateName: `${name}-`, namespace, ownerReferences: [controllerReference(endpointsKind, of)] }
        : slice.metadata),
      labels,
      ...(copied.length === 0 ? {} : { annotations: Object.fromEntries(copied) }),
    },
    addressType: 'IPv4',
    endpoints: [...endpoints],
    ports: [...ports],
  };
}
