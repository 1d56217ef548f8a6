import type { CronJobSpec, CronJobStatus } from 'kubernetes-types/batch/v1';
import { ageColumn, ageOf, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { setTemplateDefaults } from '../pods/podDefaults';
import { hostNameWarnings, podSpecWarnings } from '../pods/podWarnings';
import { formatLabelSelector } from '../selector';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { templateColumns } from '../workloads/templateColumns';
import { validateCronJob } from './validateCronJob';

/** batch/v1 CronJob. */
export interface CronJob extends ClusterObject {
  spec: CronJobSpec;
  status?: CronJobStatus;
}

export const cronJobKind = defineKind<CronJob>({
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  namespaced: true,
  schema: 'io.k8s.api.batch.v1.CronJob',
  shortNames: ['cj'],
  categories: ['all'],
  hasStatus: true,
  setDefaults(cronJob) {
    cronJob.spec ??= {} as CronJobSpec;
    const { spec } = cronJob;
    spec.concurrencyPolicy ||= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    spec.jobTemplate ??= {};
    const { jobTemplate } = spec;
    jobTemplate.metadata ??= {};
    // Templates show the creation time that a typed client would write.
    const metadata = jobTemplate.metadata as { creationTimestamp?: string | null };
    metadata.creationTimestamp ??= null;
    jobTemplate.spec ??= {} as NonNullable<typeof jobTemplate.spec>;
    jobTemplate.spec.template ??= {};
    setTemplateDefaults(jobTemplate.spec.template);
  },
  prepareForCreate(cronJob) {
    cronJob.status = {};
    startGeneration(cronJob);
  },
  prepareForUpdate(cronJob, old) {
    keepStatus(cronJob, old);
    raiseGeneration(cronJob, old);
  },
  validate: validateCronJob,
  warnings: (cronJob, old) => [
    ...(old === undefined ? hostNameWarnings(cronJob.metadata.name, 'controller') : []),
    ...(old?.metadata.generation === cronJob.metadata.generation
      ? []
      : podSpecWarnings('spec.jobTemplate.spec.template.spec', cronJob.spec.jobTemplate.spec?.template.spec)),
  ],
  columns: [
    nameColumn,
    { name: 'Schedule', type: 'string', description: 'When Jobs are due', value: ({ spec }) => spec.schedule },
    {
      name: 'Timezone',
      type: 'string',
      description: 'The time zone of the schedule',
      value: ({ spec }) => spec.timeZone ?? '<none>',
    },
    {
      name: 'Suspend',
      type: 'boolean',
      description: 'Whether no more Jobs are made for now',
      value: ({ spec }) => (spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'),
    },
    {
      name: 'Active',
      type: 'integer',
      description: 'How many of its Jobs run',
      value: ({ status }) => status?.active?.length ?? 0,
    },
    {
      name: 'Last Schedule',
      type: 'string',
      description: 'Time since a Job was made last',
      value: ({ status }, now) =>
        status?.lastScheduleTime === undefined ? '<none>' : ageOf(status.lastScheduleTime, now),
    },
    ageColumn,
    ...templateColumns<CronJob>(
      (cronJob) => cronJob.spec.jobTemplate.spec?.template,
      (cronJob) => formatLabelSelector(cronJob.spec.jobTemplate.spec?.selector),
    ),
  ],
});
