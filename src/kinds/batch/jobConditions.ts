import type { Job } from './job';

/** Whether a condition of this type is true. */
export function hasJobCondition(job: Job, type: string): boolean {
  return job.status?.conditions?.some((one) => one.type === type && one.status === 'True') === true;
}

/** Complete or failed for good. */
export function isJobFinished(job: Job): boolean {
  return hasJobCondition(job, 'Complete') || hasJobCondition(job, 'Failed');
}
