import type { EndpointAddress, EndpointPort, EndpointSubset } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { md5 } from '../../../base/md5';
import { type Endpoints, endpointsKind } from '../../../kinds/endpoints';
import { type Pod, podKind } from '../../../kinds/pod';
import { type Service, serviceKind } from '../../../kinds/service';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { goDump } from '../goDump';
import { isPodReady } from '../podConditions';
import { isNamespaceTerminating } from '../replicas/podControl';
import {
  hostnameIn,
  isHeadless,
  podsBehind,
  selectedPods,
  selectsPods,
  targetPort,
  watchServicePods,
} from './servicePods';
import { LAST_CHANGE_TRIGGER_TIME, TriggerTimes } from './triggerTimes';

const HEADLESS_LABEL = 'service.kubernetes.io/headless';
/** An Endpoints object holds no more addresses. */
const MAX_ADDRESSES = 1000;

export const endpointsController: ControllerDefinition = {
  name: 'endpoints-controller',
  account: 'endpoint-controller',
  create: (context) => new EndpointsController(context),
};

/** Keeps one Endpoints object for each service: the ready addresses behind it, and those that are not. */
class EndpointsController implements Controller {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #triggerTimes = new TriggerTimes();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#recorder = context.recorder('endpoint-controller');
    context.informer(endpointsKind);
    watchServicePods(context);
  }

  reconcile(key: string): Outcome {
    const { client } = this.#context;
    const service = this.#context.informer(serviceKind).get(key);
    if (service === undefined) return this.#serviceGone(key);
    if (!selectsPods(service)) return 'done';
    const namespace = service.metadata.namespace ?? '';
    const all = this.#context.informer(podKind).byIndex('namespace', namespace);
    const publishAll = service.spec.publishNotReadyAddresses === true;
    const selected = selectedPods(service, all);
    const pods = podsBehind(selected, publishAll);
    const subsets = repacked(pods.flatMap((pod) => entriesOf(service, pod, publishAll)));
    const current = this.#context.informer(endpointsKind).get(key);
    const labels = labelsFor(service);
    const trigger = this.#triggerTimes.next(key, service, selected);
    if (
      current !== undefined &&
      equal(current.subsets ?? [], subsets) &&
      equal(current.metadata.labels ?? {}, labels)
    ) {
      return 'done';
    }
    const endpoints = draft(service, current, subsets, labels, trigger);
    const written =
      current === undefined ? client.create(endpointsKind, endpoints) : client.update(endpointsKind, endpoints);
    if (written.ok || isNamespaceTerminating(written.error)) return 'done';
    const verb = current === undefined ? 'create' : 'update';
    const message = `Failed to ${verb} endpoint ${key}: ${written.error.message ?? ''}`;
    const reason = current === undefined ? 'FailedToCreateEndpoint' : 'FailedToUpdateEndpoint';
    this.#recorder.event(endpoints, 'Warning', reason, message);
    return 'retry';
  }

  #serviceGone(key: string): Outcome {
    this.#triggerTimes.forget(key);
    const [namespace = '', name = ''] = key.split('/');
    if (this.#context.informer(endpointsKind).get(key) === undefined) return 'done';
    const deleted = this.#context.client.delete(endpointsKind, name, namespace);
    return deleted.ok || deleted.error.reason === 'NotFound' ? 'done' : 'retry';
  }
}

/** One address with one port (none for a headless service without ports). */
interface Entry {
  readonly address: EndpointAddress;
  readonly port: EndpointPort | undefined;
  readonly ready: boolean;
}

function entriesOf(service: Service, pod: Pod, publishAll: boolean): Entry[] {
  const { name, namespace, uid } = pod.metadata;
  const hostname = hostnameIn(service, pod);
  const address: EndpointAddress = {
    ip: pod.status?.podIP ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
  const ready = publishAll || isPodReady(pod);
  const ports = service.spec.ports ?? [];
  if (ports.length === 0) return isHeadless(service) ? [{ address, port: undefined, ready }] : [];
  return ports.flatMap((port) => {
    const number = targetPort(port, pod);
    if (number === undefined) return [];
    const { name: portName, protocol, appProtocol } = port;
    const named = portName === undefined || portName === '' ? {} : { name: portName };
    const extra = appProtocol === undefined ? {} : { appProtocol };
    return [{ address, port: { ...named, port: number, protocol: protocol ?? 'TCP', ...extra }, ready }];
  });
}

/** Groups the addresses that have the same ports, as the API's RepackSubsets does. */
function repacked(entries: readonly Entry[]): EndpointSubset[] {
  const byAddress = new Map<string, { address: EndpointAddress; ready: boolean; ports: EndpointPort[] }>();
  for (const { address, port, ready } of entries.slice(0, MAX_ADDRESSES * 10)) {
    const key = `${address.ip} ${address.targetRef?.uid} ${ready}`;
    const known = byAddress.get(key) ?? { address, ready, ports: [] };
    byAddress.set(key, known);
    if (port !== undefined) known.ports.push(port);
  }
  const byPorts = new Map<string, { ports: EndpointPort[]; ready: EndpointAddress[]; notReady: EndpointAddress[] }>();
  for (const { address, ready, ports } of [...byAddress.values()].slice(0, MAX_ADDRESSES)) {
    const key = JSON.stringify(ports);
    const subset = byPorts.get(key) ?? { ports: inHashOrder(ports), ready: [], notReady: [] };
    byPorts.set(key, subset);
    (ready ? subset.ready : subset.notReady).push(address);
  }
  return [...byPorts.values()].map(({ ports, ready, notReady }) => ({
    ...(ready.length === 0 ? {} : { addresses: ready.sort(byIp) }),
    ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady.sort(byIp) }),
    ...(ports.length === 0 ? {} : { ports }),
  }));
}

/** Kubernetes orders ports by the MD5 of a dump of their Go structures. */
function inHashOrder(ports: readonly EndpointPort[]): EndpointPort[] {
  if (ports.length < 2) return [...ports];
  const hashed = ports.map((port) => ({ port, hash: md5(goDump(port, 'v1.EndpointPort')) }));
  return hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ port }) => port);
}

function byIp(a: EndpointAddress, b: EndpointAddress): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1;
  return (a.targetRef?.uid ?? '') < (b.targetRef?.uid ?? '') ? -1 : 1;
}

function labelsFor(service: Service): Record<string, string> {
  const { [HEADLESS_LABEL]: _headless, ...labels } = service.metadata.labels ?? {};
  return isHeadless(service) ? { ...labels, [HEADLESS_LABEL]: '' } : labels;
}

function draft(
  service: Service,
  current: Endpoints | undefined,
  subsets: EndpointSubset[],
  labels: Record<string, string>,
  trigger: string | undefined,
): Endpoints {
  const { name, namespace } = service.metadata;
  const { [LAST_CHANGE_TRIGGER_TIME]: _old, ...others } = current?.metadata.annotations ?? {};
  const annotations = trigger === undefined ? others : { ...others, [LAST_CHANGE_TRIGGER_TIME]: trigger };
  const { labels: _labels, annotations: _annotations, ...metadata } = current?.metadata ?? { name, namespace };
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...metadata,
      name: name ?? '',
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
}
