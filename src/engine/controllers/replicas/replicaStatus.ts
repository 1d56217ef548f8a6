/** The status of a ReplicaSet or ReplicationController as computed from its pods. */
import type { ReplicaSetCondition, ReplicaSetStatus } from 'kubernetes-types/apps/v1';
import { equal } from '../../../base/equality';
import { formatTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { isPodAvailable, isPodReady } from '../podConditions';

export interface ReplicaCounts {
  readonly wanted: number;
  readonly minReadySeconds: number;
  readonly templateLabels: Readonly<Record<string, string>>;
  readonly generation: number;
  readonly now: number;
  /** Why pods could not be made or deleted; undefined when they could. */
  readonly failure: string | undefined;
}

/** Counts that are zero are left out, as the API's omitempty does; `replicas` is always there. */
export function replicaStatus(old: ReplicaSetStatus | undefined, pods: readonly Pod[], of: ReplicaCounts) {
  const template = Object.entries(of.templateLabels);
  const fullyLabeled = pods.filter((pod) => template.every(([key, value]) => pod.metadata.labels?.[key] === value));
  const ready = pods.filter(isPodReady);
  const available = ready.filter((pod) => isPodAvailable(pod, of.minReadySeconds, of.now));
  const conditions = failureConditions(old?.conditions ?? [], pods.length, of);
  const status: ReplicaSetStatus = { replicas: pods.length };
  if (fullyLabeled.length > 0) status.fullyLabeledReplicas = fullyLabeled.length;
  if (ready.length > 0) status.readyReplicas = ready.length;
  if (available.length > 0) status.availableReplicas = available.length;
  if (of.generation > 0) status.observedGeneration = of.generation;
  if (conditions.length > 0) status.conditions = conditions;
  return status;
}

export function sameStatus(a: ReplicaSetStatus | undefined, b: ReplicaSetStatus): boolean {
  return equal(a ?? { replicas: 0 }, b);
}

function failureConditions(old: ReplicaSetCondition[], count: number, of: ReplicaCounts): ReplicaSetCondition[] {
  if (of.failure === undefined) return old.filter((condition) => condition.type !== 'ReplicaFailure');
  if (old.some((condition) => condition.type === 'ReplicaFailure')) return old;
  const reason = count < of.wanted ? 'FailedCreate' : count > of.wanted ? 'FailedDelete' : '';
  const lastTransitionTime = formatTime(of.now);
  return [...old, { type: 'ReplicaFailure', status: 'True', reason, message: of.failure, lastTransitionTime }];
}
