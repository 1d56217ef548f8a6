/** What controllers ask of a pod: is it ready, available, active. Follows pkg/api/v1/pod and pkg/controller. */
import type { PodCondition } from 'kubernetes-types/core/v1';
import { parseTime } from '../../base/time';
import type { Pod } from '../../kinds/pod';

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  // A plain loop: this is asked of thousands of pods again and again.
  for (const condition of pod.status?.conditions ?? []) if (condition.type === type) return condition;
  return undefined;
}

export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Since when the pod is ready, in milliseconds; undefined when it is not. */
export function readySince(pod: Pod): number | undefined {
  const condition = podCondition(pod, 'Ready');
  return condition?.status === 'True' ? (parseTime(condition.lastTransitionTime) ?? 0) : undefined;
}

/** Ready for at least `minReadySeconds`. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (minReadySeconds === 0) return isPodReady(pod);
  const since = readySince(pod);
  return since !== undefined && since !== 0 && since + minReadySeconds * 1000 < now;
}

/** Succeeded or failed: its containers will not run again. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Neither ended nor being deleted: counts as a replica. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}
