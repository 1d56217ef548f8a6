import type { Job } from './job';

export const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid';
export const JOB_NAME = 'batch.kubernetes.io/job-name';
/** Their older names, which pods still bear as well. */
export const OLD_CONTROLLER_UID = 'controller-uid';
export const OLD_JOB_NAME = 'job-name';

/**
 * Gives a new Job a selector that no other has (its own UID) and its pods the labels for it, unless the author chose
 * `manualSelector`. Labels that are there already stay; validation refuses them if they say something else.
 */
export function generateJobSelector(job: Job): void {
  const { spec } = job;
  if (spec.manualSelector === true) return;
  const { uid = '', name = '' } = job.metadata;
  spec.template.metadata ??= {};
  const generated = { [OLD_JOB_NAME]: name, [JOB_NAME]: name, [OLD_CONTROLLER_UID]: uid, [CONTROLLER_UID]: uid };
  spec.template.metadata.labels = sortedKeys({ ...generated, ...spec.template.metadata.labels });
  spec.selector = { ...spec.selector, matchLabels: { [CONTROLLER_UID]: uid, ...spec.selector?.matchLabels } };
}

function sortedKeys(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
