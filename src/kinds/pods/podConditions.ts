/** Questions about a pod's state that several parts of the cluster ask. */
import type { PodCondition } from 'kubernetes-types/core/v1';
import type { Pod } from '../pod';

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(pod: Pod, type: string): boolean {
  return podCondition(pod, type)?.status === 'True';
}

/** Whether the pod's Ready condition is true. */
export function isPodReady(pod: Pod): boolean {
  return isConditionTrue(pod, 'Ready');
}

/** Whether the pod has ended for good (phase Succeeded or Failed). */
export function isPodFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Whether the pod counts for its controller: neither finished nor being deleted. */
export function isPodActive(pod: Pod): boolean {
  return !isPodFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}
