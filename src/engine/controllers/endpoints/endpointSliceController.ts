import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { equal } from '../../../base/equality';
import { type EndpointSlice, endpointSliceKind } from '../../../kinds/endpointSlice';
import { nodeKind } from '../../../kinds/node';
import { keyOf, type ObjectMeta } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { type Service, serviceKind } from '../../../kinds/service';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { isPodReady } from '../podConditions';
import { controllerReference, isNamespaceTerminating } from '../replicas/podControl';
import {
  hostnameIn,
  isHeadless,
  podsBehind,
  selectedPods,
  selectsPods,
  targetPort,
  watchServicePods,
} from './servicePods';
import { type DesiredGroup, planSlices } from './slicePlan';
import { LAST_CHANGE_TRIGGER_TIME, TriggerTimes } from './triggerTimes';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const MANAGER = 'endpointslice-controller.k8s.io';
const ZONE = 'topology.kubernetes.io/zone';

export const endpointSliceController: ControllerDefinition = {
  name: 'endpointslice-controller',
  account: 'endpointslice-controller',
  create: (context) => new EndpointSliceController(context),
};

/** Keeps the EndpointSlices of each service, terminating endpoints included. Only IPv4. */
class EndpointSliceController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #triggerTimes = new TriggerTimes();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('endpoint-slice-controller');
    context.informer(nodeKind);
    watchServicePods(context);
    const enqueueOwner = (slice: EndpointSlice) => {
      const name = slice.metadata.labels?.[SERVICE_NAME_LABEL];
      if (name !== undefined && slice.metadata.labels?.[MANAGED_BY_LABEL] === MANAGER) {
        context.enqueue(`${slice.metadata.namespace}/${name}`);
      }
    };
    // Somebody else changed or deleted a slice. (Our own writes come back here, too, and find nothing to do.)
    context.watch(endpointSliceKind, { onUpdate: (_old, slice) => enqueueOwner(slice), onDelete: enqueueOwner });
  }

  reconcile(key: string): Outcome {
    const service = this.#context.informer(serviceKind).get(key);
    if (service === undefined) {
      // The garbage collector takes its slices.
      this.#triggerTimes.forget(key);
      return 'done';
    }
    if (!selectsPods(service)) return 'done';
    const namespace = service.metadata.namespace ?? '';
    const selected = selectedPods(service, this.#context.informer(podKind).byIndex('namespace', namespace));
    const trigger = this.#triggerTimes.next(key, service, selected);
    const plan = planSlices(this.#slicesOf(service), this.#desired(service, podsBehind(selected, true)));
    const labels = labelsFor(service);
    let fine = true;
    for (const { ports, endpoints } of plan.create) {
      fine = this.#write(service, undefined, endpoints, ports, labels, trigger) && fine;
    }
    const updated = new Set(plan.update.map(({ slice }) => slice));
    for (const { slice, ports, endpoints } of plan.update) {
      fine = this.#write(service, slice, endpoints, ports, labels, trigger) && fine;
    }
    for (const slice of plan.remove) {
      const deleted = this.#context.client.delete(endpointSliceKind, slice.metadata.name, namespace);
      fine = (deleted.ok || deleted.error.reason === 'NotFound') && fine;
    }
    for (const slice of this.#slicesOf(service)) {
      if (updated.has(slice) || plan.remove.includes(slice) || equal(slice.metadata.labels, labels)) continue;
      fine = this.#write(service, slice, slice.endpoints, slice.ports ?? [], labels, trigger) && fine;
    }
    return fine ? 'done' : 'retry';
  }

  #slicesOf(service: Service): EndpointSlice[] {
    const { namespace = '', name } = service.metadata;
    return this.#context
      .informer(endpointSliceKind)
      .byIndex('namespace', namespace)
      .filter(({ metadata: { labels, deletionTimestamp } }) => {
        const ours = labels?.[SERVICE_NAME_LABEL] === name && labels?.[MANAGED_BY_LABEL] === MANAGER;
        return ours && deletionTimestamp === undefined;
      });
  }

  /** The endpoints, grouped by the ports that they have (named target ports may differ from pod to pod). */
  #desired(service: Service, pods: readonly Pod[]): DesiredGroup[] {
    const groups = new Map<string, { ports: EndpointPort[]; endpoints: Endpoint[] }>();
    for (const pod of pods) {
      const node = this.#context.informer(nodeKind).get(pod.spec.nodeName ?? '');
      if (node === undefined && service.spec.publishNotReadyAddresses !== true) continue;
      const ports = portsOf(service, pod);
      const key = JSON.stringify(ports);
      const group = groups.get(key) ?? { ports, endpoints: [] };
      groups.set(key, group);
      group.endpoints.push(endpointOf(service, pod, node?.metadata.labels?.[ZONE]));
    }
    return [...groups.values()];
  }

  #write(
    service: Service,
    slice: EndpointSlice | undefined,
    endpoints: readonly Endpoint[],
    ports: readonly EndpointPort[],
    labels: Record<string, string>,
    trigger: string | undefined,
  ): boolean {
    const { client } = this.#context;
    const next = draft(service, slice, endpoints, ports, labels, trigger);
    const written =
      slice === undefined ? client.create(endpointSliceKind, next) : client.update(endpointSliceKind, next);
    if (written.ok || isNamespaceTerminating(written.error)) return true;
    const message =
      `Error updating Endpoint Slices for Service ${keyOf(service)}: failed to ` +
      `${slice === undefined ? 'create' : 'update'} EndpointSlice for Service ${keyOf(service)}: ${written.error.message}`;
    this.#recorder.event(service, 'Warning', 'FailedToUpdateEndpointSlices', message);
    return false;
  }
}

function portsOf(service: Service, pod: Pod): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = targetPort(port, pod);
    if (number === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return [{ name, port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function endpointOf(service: Service, pod: Pod, zone: string | undefined): Endpoint {
  const { name, namespace, uid, deletionTimestamp } = pod.metadata;
  const serving = isPodReady(pod);
  const terminating = deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const hostname = hostnameIn(service, pod);
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready, serving, terminating },
    ...(hostname === undefined ? {} : { hostname }),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(zone === undefined ? {} : { zone }),
  };
}

function labelsFor(service: Service): Record<string, string> {
  const { [HEADLESS_LABEL]: _headless, ...own } = service.metadata.labels ?? {};
  return {
    ...own,
    ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
    [SERVICE_NAME_LABEL]: service.metadata.name,
    [MANAGED_BY_LABEL]: MANAGER,
  };
}

function draft(
  service: Service,
  slice: EndpointSlice | undefined,
  endpoints: readonly Endpoint[],
  ports: readonly EndpointPort[],
  labels: Record<string, string>,
  trigger: string | undefined,
): EndpointSlice {
  const { name, namespace } = service.metadata;
  const fresh: ObjectMeta = {
    name: '',
    generateName: `${name}-`,
    ...(namespace === undefined ? {} : { namespace }),
    ownerReferences: [controllerReference(serviceKind, service)],
  };
  const { annotations: before, ...metadata } = slice?.metadata ?? fresh;
  const { [LAST_CHANGE_TRIGGER_TIME]: _old, ...others } = before ?? {};
  const annotations = trigger === undefined ? others : { ...others, [LAST_CHANGE_TRIGGER_TIME]: trigger };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    addressType: 'IPv4',
    endpoints: [...endpoints],
    ports: [...ports],
  };
}
