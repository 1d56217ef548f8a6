/** What the Job controller asks of one pod. */
import type { JobSpec } from 'kubernetes-types/batch/v1';
import { parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { podCondition } from '../podConditions';

/** Keeps a pod until its Job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';
export const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count';
export const IGNORED_INDEX_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING_FINALIZER) === true;
}

/** Failed; or being deleted, unless only pods that have ended are replaced. */
export function isJobPodFailed(pod: Pod, spec: JobSpec): boolean {
  const { phase } = pod.status ?? {};
  if (phase === 'Failed') return true;
  if (spec.podReplacementPolicy === 'Failed') return false;
  return pod.metadata.deletionTimestamp !== undefined && phase !== 'Succeeded';
}

/** The index of an indexed Job that the pod works on; undefined when it bears none. */
export function completionIndex(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[COMPLETION_INDEX] ?? '';
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

/** How often pods of its index failed before this one: those that count, and those that a policy ignored. */
export function indexFailures(pod: Pod): { readonly counted: number; readonly ignored: number } {
  const read = (name: string): number => Number(pod.metadata.annotations?.[name] ?? 0) || 0;
  return { counted: read(INDEX_FAILURES), ignored: read(IGNORED_INDEX_FAILURES) };
}

/** When the pod ended, as well as it can be known, in milliseconds. */
export function finishedAt(pod: Pod): number {
  const { metadata } = pod;
  const ready = podCondition(pod, 'Ready');
  return (
    containersFinishedAt(pod) ??
    (ready?.status === 'False' ? parseTime(ready.lastTransitionTime) : undefined) ??
    deletionBegan(pod) ??
    parseTime(metadata.creationTimestamp) ??
    0
  );
}

function containersFinishedAt(pod: Pod): number | undefined {
  let last: number | undefined;
  for (const { state } of pod.status?.containerStatuses ?? []) {
    const moment = parseTime(state?.terminated?.finishedAt);
    if (moment === undefined) return undefined;
    last = Math.max(last ?? 0, moment);
  }
  return last;
}

function deletionBegan({ metadata }: Pod): number | undefined {
  const end = parseTime(metadata.deletionTimestamp);
  return end === undefined ? undefined : end - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
