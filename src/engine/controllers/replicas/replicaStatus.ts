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
  let fullyLabeled = 0;
  let ready = 0;
  let available = 0;
  for (const pod of pods) {
    if (template.every(([key, value]) => pod.metadata.labels?.[key] === value)) fullyLabeled++;
    if (!isPodReady(pod)) continue;
    ready++;
    if (isPodAvailable(pod, of.minReadySeconds, of.now)) available++;
  }
  const conditions = failureConditions(old?.conditions ?? [], pods.length, of);
  const status: ReplicaSetStatus = { replicas: pods.length };
  if (fullyLabeled > 0) status.fullyLabeledReplicas = fullyLabeled;
  if (ready > 0) status.readyReplicas = ready;
  if (available > 0) status.availableReplicas = available;
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
