import type { JobSpec, JobStatus } from 'kubernetes-types/batch/v1';
import { humanDuration, parseTime } from '../../base/time';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { setTemplateDefaults } from '../pods/podDefaults';
import { hostNameWarnings, podSpecWarnings } from '../pods/podWarnings';
import { formatLabelSelector } from '../selector';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { templateColumns } from '../workloads/templateColumns';
import { hasJobCondition } from './jobConditions';
import { generateJobSelector } from './jobSelector';
import { validateJob } from './validateJob';
import { validateJobUpdate } from './validateJobUpdate';

/** batch/v1 Job. */
export interface Job extends ClusterObject {
  spec: JobSpec;
  status?: JobStatus;
}

const NEVER_BY_FAILURES = 2147483647;

export const jobKind = defineKind<Job>({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  namespaced: true,
  schema: 'io.k8s.api.batch.v1.Job',
  categories: ['all'],
  hasStatus: true,
  setDefaults(job) {
    job.spec ??= {} as JobSpec;
    const { spec } = job;
    if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
    spec.parallelism ??= 1;
    spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : NEVER_BY_FAILURES;
    spec.completionMode ??= 'NonIndexed';
    spec.suspend ??= false;
    spec.manualSelector ??= false;
    spec.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
    for (const rule of spec.podFailurePolicy?.rules ?? []) {
      for (const pattern of rule.onPodConditions ?? []) pattern.status ||= 'True';
    }
    spec.template ??= {};
    setTemplateDefaults(spec.template);
    setLabels(job);
  },
  prepareForCreate(job) {
    generateJobSelector(job);
    setLabels(job);
    job.status = {};
    startGeneration(job);
  },
  prepareForUpdate(job, old) {
    keepStatus(job, old);
    raiseGeneration(job, old);
  },
  selectableFields: { 'status.successful': (job) => String(job.status?.succeeded ?? 0) },
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: (job, old) => [
    ...(old === undefined ? hostNameWarnings(job.metadata.name, 'controller') : []),
    ...(old?.metadata.generation === job.metadata.generation
      ? []
      : podSpecWarnings('spec.template.spec', job.spec.template?.spec)),
  ],
  columns: [
    nameColumn,
    { name: 'Status', type: 'string', description: 'Whether it runs, has ended, and how', value: statusOf },
    { name: 'Completions', type: 'string', description: 'Pods that succeeded, of those wanted', value: completionsOf },
    { name: 'Duration', type: 'string', description: 'How long it has taken, or took', value: durationOf },
    ageColumn,
    ...templateColumns<Job>(
      (job) => job.spec.template,
      (job) => formatLabelSelector(job.spec.selector),
    ),
  ],
});

/** A Job without labels of its own bears those of its template. */
function setLabels(job: Job): void {
  const labels = job.spec.template.metadata?.labels ?? {};
  if (Object.keys(job.metadata.labels ?? {}).length > 0 || Object.keys(labels).length === 0) return;
  job.metadata.labels = { ...labels };
}

function statusOf(job: Job): string {
  if (hasJobCondition(job, 'Complete')) return 'Complete';
  if (hasJobCondition(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const words = ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'];
  return words.find((word) => hasJobCondition(job, word)) ?? 'Running';
}

function completionsOf({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const { parallelism = 0 } = spec;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationOf({ status }: Job, now: number): string {
  const start = parseTime(status?.startTime);
  return start === undefined ? '' : humanDuration((parseTime(status?.completionTime) ?? now) - start);
}
