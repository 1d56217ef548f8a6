/** Jobs and CronJobs. */
import type { JobTemplateSpec } from 'kubernetes-types/batch/v1';
import { humanDuration, parseTime } from '../../../base/time';
import type { CronJob } from '../../../kinds/batch/cronJob';
import type { Job } from '../../../kinds/batch/job';
import { formatSelector, requirementsOf } from '../../../kinds/selector';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';
import { controllerText, goBool, writeAnnotations, writeLabels, writeMetadata } from './metadata';
import { writePodTemplate } from './podTemplate';

/** More than so many characters of indexes are cut off. */
const INDEXES_WIDTH = 50;

export const jobDescriber: Describer<Job> = {
  kind: 'batch/Job',
  // biome-ignore lint/correctness/useYield: a describer is a routine, and this one has nothing to ask
  *describe({ out }, job) {
    const { metadata, spec } = job;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `Selector:\t${formatSelector(requirementsOf(spec.selector ?? {}))}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    const owner = controllerText(job);
    if (owner !== '') out.line(0, `Controlled By:\t${owner}`);
    writeSpec(out, job);
    writeStatus(out, job);
    writePodTemplate(out, spec.template);
  },
};

function writeSpec(out: DescribeWriter, { spec }: Job): void {
  if (spec.parallelism !== undefined) out.line(0, `Parallelism:\t${spec.parallelism}`);
  out.line(0, `Completions:\t${spec.completions ?? '<unset>'}`);
  if (spec.completionMode !== undefined) out.line(0, `Completion Mode:\t${spec.completionMode}`);
  if (spec.suspend !== undefined) out.line(0, `Suspend:\t${spec.suspend}`);
  if (spec.backoffLimit !== undefined) out.line(0, `Backoff Limit:\t${spec.backoffLimit}`);
  if (spec.ttlSecondsAfterFinished !== undefined) {
    out.line(0, `TTL Seconds After Finished:\t${spec.ttlSecondsAfterFinished}`);
  }
}

function writeStatus(out: DescribeWriter, { spec, status = {} }: Job): void {
  const [start, end] = [parseTime(status.startTime), parseTime(status.completionTime)];
  if (start !== undefined) out.line(0, `Start Time:\t${longTime(status.startTime)}`);
  if (end !== undefined) out.line(0, `Completed At:\t${longTime(status.completionTime)}`);
  if (start !== undefined && end !== undefined) out.line(0, `Duration:\t${humanDuration(end - start)}`);
  if (spec.activeDeadlineSeconds !== undefined) {
    out.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
  }
  const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
  const ended = `${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`;
  out.line(0, `Pods Statuses:\t${status.active ?? 0} Active${ready} / ${ended}`);
  if (spec.completionMode === 'Indexed') {
    out.line(0, `Completed Indexes:\t${shortIndexes(status.completedIndexes ?? '')}`);
  }
}

/** Cut off after an interval, so that none is shown wrongly. */
function shortIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  if (indexes.length <= INDEXES_WIDTH) return indexes;
  const cut = indexes.slice(0, INDEXES_WIDTH + 1);
  const comma = cut.lastIndexOf(',');
  return `${comma < 0 ? '' : cut.slice(0, comma + 1)}...`;
}

export const cronJobDescriber: Describer<CronJob> = {
  kind: 'batch/CronJob',
  *describe({ out }, cronJob) {
    const { spec, status = {} } = cronJob;
    writeMetadata(out, cronJob);
    out.line(0, `Schedule:\t${spec.schedule}`);
    out.line(0, `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}`);
    out.line(0, `Suspend:\t${spec.suspend === undefined ? '<unset>' : goBool(spec.suspend)}`);
    out.line(0, `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}`);
    out.line(0, `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}`);
    const deadline = spec.startingDeadlineSeconds;
    out.line(0, `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}`);
    writeJobTemplate(out, spec.jobTemplate);
    const last = status.lastScheduleTime;
    out.line(0, `Last Schedule Time:\t${last === undefined ? '<unset>' : longTime(last)}`);
    const names = (status.active ?? []).map((reference) => reference.name ?? '');
    out.line(0, `Active Jobs:\t${names.length === 0 ? '<none>' : names.join(', ')}`);
  },
};

function writeJobTemplate(out: DescribeWriter, { spec }: JobTemplateSpec): void {
  const selector = spec?.selector;
  out.line(0, `Selector:\t${selector === undefined ? '<unset>' : formatSelector(requirementsOf(selector))}`);
  out.line(0, `Parallelism:\t${spec?.parallelism ?? '<unset>'}`);
  out.line(0, `Completions:\t${spec?.completions ?? '<unset>'}`);
  if (spec?.activeDeadlineSeconds !== undefined) {
    out.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
  }
  writePodTemplate(out, spec?.template);
}
