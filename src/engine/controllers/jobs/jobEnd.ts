/** Whether and how a Job ends before all of its pods have succeeded. */
import type { JobCondition } from 'kubernetes-types/batch/v1';
import { parseTime } from '../../../base/time';
import { parseIndexes } from '../../../kinds/batch/indexes';
import { condition } from './conditions';
import type { JobPass } from './jobPass';
import { isJobPodFailed } from './jobPods';
import { judgeFailure } from './podFailurePolicy';

/** The condition FailureTarget when the Job has to fail, or SuccessCriteriaMet when that was found before. */
export function failureOf(pass: JobPass): JobCondition | undefined {
  const { conditions = [] } = pass.status;
  const decided = conditions.find(
    ({ type, status }) => (type === 'SuccessCriteriaMet' || type === 'FailureTarget') && status === 'True',
  );
  if (decided !== undefined) return decided;
  const [reason, message] = policyFailure(pass) ?? limitFailure(pass) ?? indexFailure(pass) ?? [];
  if (reason === undefined || message === undefined) return undefined;
  return condition('FailureTarget', 'True', reason, message, pass.now);
}

type Failure = readonly [reason: string, message: string];

function policyFailure({ job, pods }: JobPass): Failure | undefined {
  const { podFailurePolicy } = job.spec;
  if (podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const message = isJobPodFailed(pod, job.spec) ? judgeFailure(podFailurePolicy, pod).failJob : undefined;
    if (message !== undefined) return ['PodFailurePolicy', message];
  }
  return undefined;
}

function limitFailure(pass: JobPass): Failure | undefined {
  const { backoffLimit = 6, activeDeadlineSeconds } = pass.job.spec;
  if (pass.failed > backoffLimit || hasTooManyRestarts(pass, backoffLimit)) {
    return ['BackoffLimitExceeded', 'Job has reached the specified backoff limit'];
  }
  const start = parseTime(pass.status.startTime);
  if (activeDeadlineSeconds === undefined || start === undefined || pass.suspended) return undefined;
  if (pass.now - start < activeDeadlineSeconds * 1000) return undefined;
  return ['DeadlineExceeded', 'Job was active longer than specified deadline'];
}

/** Containers that are restarted in place count as well. */
function hasTooManyRestarts({ job, pods }: JobPass, limit: number): boolean {
  if (job.spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const container of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
      restarts += container.restartCount;
    }
  }
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function indexFailure({ job, indexes }: JobPass): Failure | undefined {
  const failed = indexes?.failed?.size ?? 0;
  const { maxFailedIndexes, completions = 0 } = job.spec;
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
    return ['MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes'];
  }
  if (failed === 0 || failed + (indexes?.succeeded.size ?? 0) < completions) return undefined;
  return ['FailedIndexes', 'Job has failed indexes'];
}

/** The condition SuccessCriteriaMet when one of the Job's own rules for success is met. */
export function successOf({ job, indexes, now }: JobPass): JobCondition | undefined {
  const { successPolicy, completions = 0 } = job.spec;
  if (indexes === undefined) return undefined;
  for (const [index, { succeededIndexes, succeededCount }] of (successPolicy?.rules ?? []).entries()) {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, completions);
    const matched =
      wanted === undefined ? indexes.succeeded.size : [...wanted].filter((one) => indexes.succeeded.has(one)).length;
    const needed = succeededCount ?? wanted?.size ?? 0;
    if (matched >= needed) {
      return condition('SuccessCriteriaMet', 'True', 'SuccessPolicy', `Matched rules at index ${index}`, now);
    }
  }
  return undefined;
}
