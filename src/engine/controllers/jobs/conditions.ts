import type { JobCondition, JobStatus } from 'kubernetes-types/batch/v1';
import { formatTime } from '../../../base/time';

export function condition(
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
  now: number,
): JobCondition {
  const time = formatTime(now);
  return {
    type,
    status,
    lastProbeTime: time,
    lastTransitionTime: time,
    ...(reason === '' ? {} : { reason }),
    ...(message === '' ? {} : { message }),
  };
}

/** Adds the condition or changes it; false when it says so already. What is not there need not become false. */
export function ensureCondition(status: JobStatus, wanted: JobCondition): boolean {
  const conditions = status.conditions ?? [];
  const found = conditions.findIndex((one) => one.type === wanted.type);
  const before = conditions[found];
  if (before === undefined) {
    if (wanted.status === 'False') return false;
    status.conditions = [...conditions, wanted];
    return true;
  }
  if (before.status === wanted.status && before.reason === wanted.reason && before.message === wanted.message)
    return false;
  status.conditions = conditions.with(found, wanted);
  return true;
}
