/** Which pods stand behind a service, and at what addresses and ports. Follows k8s.io/endpointslice/util. */
import type { ServicePort } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { endpointsKind } from '../../../kinds/endpoints';
import { keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { matchesLabels } from '../../../kinds/selector';
import { type Service, serviceKind } from '../../../kinds/service';
import type { ControllerContext } from '../controller';
import { isPodReady, isPodTerminal } from '../podConditions';

/** True for services whose endpoints are made from pods. */
export function selectsPods(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && service.spec.selector !== undefined;
}

/** All pods that the service selects, whatever has become of them. */
export function selectedPods(service: Service, pods: readonly Pod[]): Pod[] {
  return pods.filter((pod) => matchesLabels(service.spec.selector, pod.metadata.labels));
}

/** Of the selected pods those that have an address; those being deleted only with `terminating`. */
export function podsBehind(selected: readonly Pod[], terminating: boolean): Pod[] {
  return selected.filter(
    (pod) =>
      !isPodTerminal(pod) &&
      (pod.status?.podIP ?? '') !== '' &&
      (terminating || pod.metadata.deletionTimestamp === undefined),
  );
}

/** The number that a service port leads to in that pod; undefined when the pod has no port of that name. */
export function targetPort(port: ServicePort, pod: Pod): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars]
    .flatMap((container) => container.ports ?? [])
    .find((one) => one.name === target && (one.protocol ?? 'TCP') === (port.protocol ?? 'TCP'))?.containerPort;
}

/** The pod's own host name, when the service is the one that it names as its subdomain. */
export function hostnameIn(service: Service, pod: Pod): string | undefined {
  const { hostname = '', subdomain } = pod.spec;
  return hostname !== '' && subdomain === service.metadata.name ? hostname : undefined;
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** Has the service reconciled whenever a pod behind it changes in a way that its endpoints show. */
export function watchServicePods(context: ControllerContext): void {
  const services = context.informer(serviceKind);
  const endpoints = context.informer(endpointsKind);
  const addressesOf = (key: string) =>
    (endpoints.get(key)?.subsets ?? []).reduce((sum, { addresses = [] }) => sum + addresses.length, 0);
  const enqueueFor = (...pods: readonly Pod[]) => {
    for (const service of services.byIndex('namespace', pods[0]?.metadata.namespace ?? '')) {
      if (!selectsPods(service)) continue;
      const selected = pods.some((pod) => matchesLabels(service.spec.selector, pod.metadata.labels));
      if (selected) context.enqueue(keyOf(service), addressesOf(keyOf(service)));
    }
  };
  context.watch(serviceKind, {
    onAdd: (service) => context.enqueue(keyOf(service)),
    onUpdate: (_old, service) => context.enqueue(keyOf(service)),
    onDelete: (service) => context.enqueue(keyOf(service)),
  });
  context.watch(podKind, {
    onAdd: (pod) => enqueueFor(pod),
    onUpdate: (old, pod) => {
      if (!equal(shownOf(old), shownOf(pod))) enqueueFor(pod, old);
    },
    onDelete: (pod) => enqueueFor(pod),
  });
}

function shownOf(pod: Pod) {
  return [
    pod.metadata.labels,
    pod.metadata.deletionTimestamp !== undefined,
    isPodReady(pod),
    isPodTerminal(pod),
    pod.status?.podIP,
    pod.spec.nodeName,
    pod.spec.hostname,
  ];
}
