/** What the pods of an autoscaler's target use, and which of them count (pkg/controller/podautoscaler). */

import { fail, ok, type Result } from '../../../base/result';
import { parseTime } from '../../../base/time';
import { pathOf } from '../../../kinds/kind';
import { type PodMetrics, podMetricsKind } from '../../../kinds/metrics/metrics';
import type { Pod } from '../../../kinds/pod';
import { quantityOf } from '../../../kinds/quantity';
import type { Client } from '../../client/client';
import { podCondition } from '../podConditions';

/** For so long after their start pods are expected to need more CPU than later. */
const INITIALIZATION = 300_000;
/** A pod that was unready no longer than this after its start was never ready. */
const INITIAL_READINESS = 30_000;
const MILLION = 1_000_000n;

export interface PodUse {
  /** In thousandths: of a CPU, of a byte. */
  readonly value: number;
  readonly timestamp: number;
  /** In milliseconds. */
  readonly window: number;
}

/** By the pods' names. */
export type PodUses = Map<string, PodUse>;

/** What pods use of a resource, or one of their containers does. The error is the metrics client's sentence. */
export function measuredUse(
  client: Client,
  namespace: string,
  selector: string,
  resource: string,
  container: string,
): Result<PodUses, string> {
  const path = pathOf(podMetricsKind, namespace);
  const list = client.request<{ items: readonly PodMetrics[] }>({
    method: 'GET',
    path,
    query: { labelSelector: selector },
  });
  if (!list.ok) {
    const message = list.error.message ?? '';
    const nobody = list.error.reason === 'NotFound' || list.error.reason === 'ServiceUnavailable';
    const what = nobody ? `${message} (get pods.metrics.k8s.io)` : message;
    return fail(`unable to fetch metrics from resource metrics API: ${what}`);
  }
  if (list.value.items.length === 0) return fail('no metrics returned from resource metrics API');
  const uses: PodUses = new Map();
  for (const { metadata, containers, timestamp, window } of list.value.items) {
    const counted = containers.filter(({ name }) => container === '' || name === container);
    if (container !== '' && counted.length === 0) {
      return fail(
        `failed to get pod metrics: container ${container} not present in metrics for pod ${namespace}/${metadata.name}`,
      );
    }
    const values = counted.map(({ usage }) => thousandths((usage as unknown as Record<string, string>)[resource]));
    const value = values.reduce((sum, one) => sum + one, 0);
    uses.set(metadata.name, { value, timestamp: parseTime(timestamp) ?? 0, window: Number.parseFloat(window) * 1000 });
  }
  return ok(uses);
}

export function thousandths(amount: string | undefined): number {
  const { nano } = quantityOf(amount);
  return Number((nano + MILLION - 1n) / MILLION);
}

export interface PodGroups {
  readonly ready: number;
  readonly unready: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
}

/** Pods by what their measurements are worth. */
export function groupPods(pods: readonly Pod[], uses: PodUses, resource: string, now: number): PodGroups {
  const [unready, missing, ignored] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let ready = 0;
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const use = uses.get(name);
    if (deletionTimestamp !== undefined || pod.status?.phase === 'Failed') ignored.add(name);
    else if (pod.status?.phase === 'Pending') unready.add(name);
    else if (use === undefined) missing.add(name);
    else if (resource === 'cpu' && isUnready(pod, use, now)) unready.add(name);
    else ready++;
  }
  return { ready, unready, missing, ignored };
}

function isUnready(pod: Pod, use: PodUse, now: number): boolean {
  const condition = podCondition(pod, 'Ready');
  const start = parseTime(pod.status?.startTime);
  if (condition === undefined || start === undefined) return true;
  const changed = parseTime(condition.lastTransitionTime) ?? 0;
  if (start + INITIALIZATION > now) return condition.status === 'False' || use.timestamp < changed + use.window;
  return condition.status === 'False' && start + INITIAL_READINESS > changed;
}

/** What the pods ask for, in thousandths; the error names the first container that asks for nothing. */
export function podRequests(
  pods: readonly Pod[],
  resource: string,
  container: string,
): Result<Map<string, number>, string> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
    let sum = 0;
    for (const { name, resources } of [...spec.containers, ...sidecars]) {
      if (container !== '' && container !== name) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined)
        return fail(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`);
      sum += thousandths(request);
    }
    requests.set(metadata.name, sum);
  }
  return ok(requests);
}
