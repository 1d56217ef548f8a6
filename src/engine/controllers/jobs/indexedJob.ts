/** Indexed Jobs: which indexes are done, failed or to be begun, and what pods of an index bear. */
import type { Container, PodTemplateSpec } from 'kubernetes-types/core/v1';
import { parseIndexes } from '../../../kinds/batch/indexes';
import type { Job } from '../../../kinds/batch/job';
import type { Pod } from '../../../kinds/pod';
import { remainingDelay } from './jobBackOff';
import {
  COMPLETION_INDEX,
  completionIndex,
  finishedAt,
  IGNORED_INDEX_FAILURES,
  INDEX_FAILURES,
  indexFailures,
  isJobPodFailed,
  isTracked,
} from './jobPods';
import { judgeFailure } from './podFailurePolicy';

export interface Indexes {
  /** Those that the status already names. */
  readonly counted: ReadonlySet<number>;
  readonly succeeded: Set<number>;
  /** Undefined when failures are not counted by index. */
  readonly failed: Set<number> | undefined;
  /** The last failed pod of each index that has to be tried again: the next one takes its count over. */
  readonly replaced: ReadonlyMap<number, Pod>;
}

export function indexesOf(job: Job, pods: readonly Pod[]): Indexes {
  const { completions = 0, backoffLimitPerIndex } = job.spec;
  const counted = parseIndexes(job.status?.completedIndexes, completions);
  const succeeded = new Set(counted);
  for (const pod of pods) {
    const index = validIndex(pod, completions);
    if (index !== undefined && pod.status?.phase === 'Succeeded' && isTracked(pod)) succeeded.add(index);
  }
  if (backoffLimitPerIndex === undefined) return { counted, succeeded, failed: undefined, replaced: new Map() };
  const failed = parseIndexes(job.status?.failedIndexes, completions);
  for (const pod of pods) {
    const index = validIndex(pod, completions);
    if (index !== undefined && isIndexFailed(job, pod, backoffLimitPerIndex)) failed.add(index);
  }
  return { counted, succeeded, failed, replaced: replacedPods(job, pods, succeeded, failed) };
}

/** The pod's index, unless it is none of this Job. */
export function validIndex(pod: Pod, completions: number): number | undefined {
  const index = completionIndex(pod);
  return index === undefined || index >= completions ? undefined : index;
}

function isIndexFailed(job: Job, pod: Pod, limit: number): boolean {
  if (!isJobPodFailed(pod, job.spec)) return false;
  const verdict = judgeFailure(job.spec.podFailurePolicy, pod);
  if (verdict.action === 'FailIndex') return true;
  return verdict.counts && indexFailures(pod).counted >= limit;
}

function replacedPods(
  job: Job,
  pods: readonly Pod[],
  succeeded: ReadonlySet<number>,
  failed: ReadonlySet<number>,
): Map<number, Pod> {
  const active = new Set<number | undefined>();
  const isActive = (pod: Pod) => !isJobPodFailed(pod, job.spec) && pod.status?.phase !== 'Succeeded';
  for (const pod of pods) if (isActive(pod)) active.add(completionIndex(pod));
  const last = new Map<number, Pod>();
  for (const pod of pods) {
    const index = validIndex(pod, job.spec.completions ?? 0);
    if (index === undefined || !isJobPodFailed(pod, job.spec)) continue;
    if (succeeded.has(index) || failed.has(index) || active.has(index)) continue;
    const before = last.get(index);
    if (before === undefined || (tries(before) <= tries(pod) && finishedAt(before) <= finishedAt(pod)))
      last.set(index, pod);
  }
  return last;
}

function tries(pod: Pod): number {
  const { counted, ignored } = indexFailures(pod);
  return counted + ignored;
}

/** The first indexes that nobody works on and that are neither done nor given up. */
export function pendingIndexes(job: Job, indexes: Indexes, active: readonly Pod[], count: number): number[] {
  const taken = new Set(active.map(completionIndex));
  const pending: number[] = [];
  for (let index = 0; index < (job.spec.completions ?? 0) && pending.length < count; index++) {
    const isDone = indexes.succeeded.has(index) || indexes.failed?.has(index) === true;
    if (!isDone && !taken.has(index)) pending.push(index);
  }
  return pending;
}

/** Those of the indexes that may be tried now; when none may, how long the first has to wait. */
export function readyIndexes(
  wanted: readonly number[],
  { replaced }: Indexes,
  now: number,
): { readonly indexes: readonly number[]; readonly wait: number } {
  const delay = (index: number): number => {
    const pod = replaced.get(index);
    return pod === undefined ? 0 : remainingDelay({ failures: tries(pod) + 1, last: finishedAt(pod) }, now);
  };
  const indexes = wanted.filter((index) => delay(index) === 0);
  return { indexes, wait: indexes.length > 0 || wanted.length === 0 ? 0 : Math.min(...wanted.map(delay)) };
}

/** Active pods that work on an index that is none, or that another one works on. */
export function surplusPods(job: Job, active: readonly Pod[]): Pod[] {
  const seen = new Set<number>();
  return active.filter((pod) => {
    const index = validIndex(pod, job.spec.completions ?? 0);
    if (index === undefined || seen.has(index)) return true;
    seen.add(index);
    return false;
  });
}

/** The template of the pod of one index. */
export function indexedTemplate(
  job: Job,
  template: PodTemplateSpec,
  index: number,
  replaced: Pod | undefined,
): PodTemplateSpec {
  const { spec, metadata } = template;
  const withIndex = (container: Container): Container => ({ ...container, env: withVariable(container.env ?? []) });
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, [COMPLETION_INDEX]: String(index) },
      annotations: { ...metadata?.annotations, [COMPLETION_INDEX]: String(index), ...failureCounts(job, replaced) },
    },
    spec: {
      ...spec,
      containers: (spec?.containers ?? []).map(withIndex),
      ...(spec?.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(withIndex) }),
      hostname: `${job.metadata.name}-${index}`,
    },
  };
}

function withVariable(variables: NonNullable<Container['env']>): NonNullable<Container['env']> {
  if (variables.some(({ name }) => name === 'JOB_COMPLETION_INDEX')) return variables;
  const fieldPath = `metadata.labels['${COMPLETION_INDEX}']`;
  return [...variables, { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } }];
}

function failureCounts(job: Job, replaced: Pod | undefined): Record<string, string> {
  if (job.spec.backoffLimitPerIndex === undefined) return {};
  if (replaced === undefined) return { [INDEX_FAILURES]: '0' };
  const { counts } = judgeFailure(job.spec.podFailurePolicy, replaced);
  const before = indexFailures(replaced);
  const ignored = before.ignored + (counts ? 0 : 1);
  return {
    [INDEX_FAILURES]: String(before.counted + (counts ? 1 : 0)),
    ...(ignored > 0 ? { [IGNORED_INDEX_FAILURES]: String(ignored) } : {}),
  };
}
