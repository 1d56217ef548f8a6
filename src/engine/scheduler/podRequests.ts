/** What a pod asks for of a node's resources. Follows k8s.io/component-helpers/resource. */
import type { Container } from 'kubernetes-types/core/v1';
import type { Pod } from '../../kinds/pod';
import { milliValue, wholeValue } from '../../kinds/quantity';

/** By resource name: cpu in millicores, memory and storage in bytes, others as counts. */
export type Amounts = Readonly<Record<string, number>>;

/** What a container without requests counts as when nodes are compared, so that such pods spread too. */
const DEFAULT_MILLICORES = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

export function amountOf(resource: string, quantity: string | number | undefined): number {
  return resource === 'cpu' ? milliValue(quantity) : wholeValue(quantity);
}

/**
 * The greater of what the containers need together and what each init container needs while it runs, with the
 * sidecars started before it, and the runtime's overhead on top.
 */
export function podRequests(pod: Pod): Amounts {
  return totalOf(pod, (container) => requestsOf(container));
}

/** The same with a small assumed request for each container that states none. */
export function scoredRequests(pod: Pod): Amounts {
  return totalOf(pod, (container) => ({
    ...requestsOf(container),
    cpu: amountOf('cpu', container.resources?.requests?.['cpu'] ?? `${DEFAULT_MILLICORES}m`),
    memory: amountOf('memory', container.resources?.requests?.['memory'] ?? String(DEFAULT_MEMORY)),
  }));
}

function totalOf(pod: Pod, requests: (container: Container) => Amounts): Amounts {
  const total: Record<string, number> = {};
  for (const container of pod.spec.containers) add(total, requests(container));
  const sidecars: Record<string, number> = {};
  const peak: Record<string, number> = {};
  for (const container of pod.spec.initContainers ?? []) {
    const own = { ...requests(container) };
    if (container.restartPolicy === 'Always') {
      add(total, own);
      add(sidecars, own);
      raise(peak, sidecars);
    } else {
      add(own, sidecars);
      raise(peak, own);
    }
  }
  raise(total, peak);
  for (const [resource, quantity] of Object.entries(pod.spec.overhead ?? {})) {
    add(total, { [resource]: amountOf(resource, quantity) });
  }
  return total;
}

function requestsOf(container: Container): Amounts {
  const requests = Object.entries(container.resources?.requests ?? {});
  return Object.fromEntries(requests.map(([resource, quantity]) => [resource, amountOf(resource, quantity)]));
}

function add(total: Record<string, number>, amounts: Amounts): void {
  for (const [resource, amount] of Object.entries(amounts)) total[resource] = (total[resource] ?? 0) + amount;
}

function raise(total: Record<string, number>, amounts: Amounts): void {
  for (const [resource, amount] of Object.entries(amounts)) total[resource] = Math.max(total[resource] ?? 0, amount);
}
