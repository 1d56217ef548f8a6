/** `pods/eviction`: deletes a pod for whoever drains its node, as far as the disruption budgets allow it. */
import { fail, ok, type Result } from '../../../base/result';
import { formatTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { disruptionTarget } from '../../../kinds/pods/disruptionTarget';
import { type PodDisruptionBudget, podDisruptionBudgetKind } from '../../../kinds/policy/podDisruptionBudget';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { Status } from '../../../kinds/status';
import { readBody } from '../body';
import type { Call } from '../call';
import type { DeleteOptions } from '../deleteOptions';
import { deleteObject } from '../deletion';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';

export function evict(call: Call, store: ObjectStore): Result<unknown, Status> {
  const body = readBody(call.request);
  if (!body.ok) return body;
  const eviction = (body.value ?? {}) as { metadata?: { name?: string }; deleteOptions?: DeleteOptions };
  const { name, namespace, kind } = call.resource;
  if ((eviction.metadata?.name ?? name) !== name) {
    return fail(statusError.badRequest('name in URL does not match name in Eviction object'));
  }
  if (eviction.deleteOptions?.dryRun?.includes('All') === true) call.dryRun = true;
  const pod = store.find(kind, namespace, name) as Pod | undefined;
  if (pod !== undefined && !isFreeToGo(pod)) {
    const refused = takeFromBudget(call, store, pod);
    if (refused !== undefined) return fail(refused);
  }
  if (pod !== undefined && !call.dryRun) tellWhy(call, store, pod);
  const deleted = deleteObject(store, store.resourceOf(kind), call, name, eviction.deleteOptions ?? {});
  return deleted.ok ? ok({ ...statusError.success(undefined), code: 201 }) : deleted;
}

/** So that whoever made the pod can tell this from a failure. */
function tellWhy(call: Call, store: ObjectStore, pod: Pod): void {
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  if (conditions.length < (pod.status?.conditions ?? []).length) return;
  const condition = disruptionTarget('EvictionByEvictionAPI', 'Eviction API: evicting', store.now);
  const draft = {
    ...pod,
    metadata: { ...pod.metadata },
    status: { ...pod.status, conditions: [...conditions, condition] },
  };
  store.replace(call, pod, draft as Pod, 201);
}

/** Pods that do no work, or no longer, disrupt nothing. */
function isFreeToGo({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined || ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '');
}

/** Counts the pod against its budget. Returns why it may not go. */
function takeFromBudget(call: Call, store: ObjectStore, pod: Pod): Status | undefined {
  const { namespace = '', name, labels } = pod.metadata;
  const budgets = [...store.list(podDisruptionBudgetKind, namespace)].filter((one) =>
    matchesLabelSelector((one as PodDisruptionBudget).spec.selector, labels),
  ) as PodDisruptionBudget[];
  const [budget, another] = budgets;
  if (budget === undefined) return undefined;
  if (another !== undefined) {
    const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    return statusError.unknownError(why);
  }
  const {
    disruptionsAllowed = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
    observedGeneration = 0,
  } = budget.status ?? {};
  const isReady = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
  if (!isReady) {
    // One that is not ready takes nothing away, when enough others are or the author says so.
    if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return undefined;
    if (currentHealthy >= desiredHealthy && desiredHealthy > 0) return undefined;
  }
  if (observedGeneration < (budget.metadata.generation ?? 0)) {
    return statusError.overBudget(
      `The disruption budget ${budget.metadata.name} is still being processed by the server.`,
      10,
    );
  }
  if (disruptionsAllowed <= 0) {
    const counts = `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
    return statusError.overBudget(`The disruption budget ${budget.metadata.name} ${counts}`, 0);
  }
  if (call.dryRun) return undefined;
  const disruptedPods = { ...budget.status?.disruptedPods, [name]: formatTime(store.now) };
  const left = disruptionsAllowed - 1;
  const conditions = (budget.status?.conditions ?? []).map((condition) =>
    left > 0 || condition.type !== 'DisruptionAllowed'
      ? condition
      : { ...condition, status: 'False', reason: 'InsufficientPods', lastTransitionTime: formatTime(store.now) },
  );
  const status = { ...budget.status, conditions, disruptedPods, disruptionsAllowed: left };
  store.save(podDisruptionBudgetKind, { ...budget, status } as PodDisruptionBudget);
  return undefined;
}
