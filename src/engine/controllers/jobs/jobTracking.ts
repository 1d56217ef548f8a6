/**
 * Counts pods that have ended, each once, whatever happens in between: first their UIDs go into the status, then they
 * are let go of, then they become numbers. Last of all the Job is called complete or failed.
 */
import type { JobCondition, JobStatus } from 'kubernetes-types/batch/v1';
import { formatIndexes } from '../../../kinds/batch/indexes';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Outcome } from '../controller';
import { condition, ensureCondition } from './conditions';
import { validIndex } from './indexedJob';
import type { JobPass } from './jobPass';
import { isJobPodFailed, isTracked } from './jobPods';
import { RELEASE } from './manageJobPods';
import { judgeFailure } from './podFailurePolicy';

/** How many pods are counted in one look at most. */
const MOST_UNCOUNTED = 500;

export class JobTracking {
  readonly #pass: JobPass;
  /** UIDs of pods that are still held. */
  readonly #held: Set<string>;

  constructor(pass: JobPass) {
    this.#pass = pass;
    const { kit, key, pods } = pass;
    this.#held = new Set(
      pods
        .filter((pod) => isTracked(pod) && !kit.memory.isReleased(key, pod.metadata.uid))
        .map((pod) => pod.metadata.uid ?? ''),
    );
  }

  /** Writes what changed. `changed`: whether there is something to write beyond the counts. */
  flush(changed: boolean): Outcome {
    const pass = this.#pass;
    const before = JSON.stringify(pass.status);
    this.#settleCounts();
    const doomed = this.#collect();
    this.#writeIndexes();
    const final = this.#interimCondition();
    if (changed || JSON.stringify(pass.status) !== before) {
      if (!pass.writeStatus()) return 'retry';
      pass.kit.memory.setBackOff(pass.key, pass.backOff);
    }
    const released = this.#release(doomed);
    const counted = this.#settleCounts();
    const ended = released && final !== undefined && doomed.length < MOST_UNCOUNTED && this.#end(final);
    if (!counted && !ended) return released ? 'done' : 'retry';
    if (!pass.writeStatus()) return 'retry';
    if (ended && final !== undefined) this.#tell(final);
    return released ? 'done' : 'retry';
  }

  /** Pods that ended: their UIDs are noted, and they can be let go of. */
  #collect(): Pod[] {
    const { pods, status, end } = this.#pass;
    const uncounted = uncountedOf(status);
    const doomed: Pod[] = [];
    for (const pod of pods) {
      const uid = pod.metadata.uid ?? '';
      if (!this.#held.has(uid) || !this.#mayRelease(pod)) continue;
      if (doomed.length >= MOST_UNCOUNTED) break;
      doomed.push(pod);
      if (pod.status?.phase === 'Succeeded' && !uncounted.failed.includes(uid)) {
        if (this.#pass.indexes === undefined && !uncounted.succeeded.includes(uid)) uncounted.succeeded.push(uid);
      } else if (this.#countsAsFailed(pod, end) && !uncounted.failed.includes(uid)) uncounted.failed.push(uid);
    }
    setUncounted(status, uncounted);
    return doomed;
  }

  #mayRelease(pod: Pod): boolean {
    const { job, end, indexes } = this.#pass;
    if (job.metadata.deletionTimestamp !== undefined || end !== undefined || pod.status?.phase === 'Succeeded')
      return true;
    if (!isJobPodFailed(pod, job.spec)) return false;
    // A failed pod stays until the next one of its index has taken its count over.
    const index = validIndex(pod, job.spec.completions ?? 0);
    return index === undefined || indexes?.replaced.get(index) !== pod;
  }

  /** When a Job has failed, everything that still ran has failed with it. */
  #countsAsFailed(pod: Pod, end: JobCondition | undefined): boolean {
    const { spec } = this.#pass.job;
    const jobFailed = end !== undefined && end.type !== 'SuccessCriteriaMet';
    if (!isJobPodFailed(pod, spec) && !jobFailed) return false;
    if (spec.completionMode === 'Indexed' && validIndex(pod, spec.completions ?? 0) === undefined) return false;
    return judgeFailure(spec.podFailurePolicy, pod).counts;
  }

  #writeIndexes(): void {
    const { indexes, status } = this.#pass;
    if (indexes === undefined) return;
    status.succeeded = indexes.succeeded.size;
    status.completedIndexes = formatIndexes(indexes.succeeded);
    if (indexes.failed !== undefined) status.failedIndexes = formatIndexes(indexes.failed);
  }

  /** What will be, said before pods are let go of. Returns what the Job is then called. */
  #interimCondition(): JobCondition | undefined {
    const { end, status, now } = this.#pass;
    if (end === undefined) return undefined;
    const known = status.conditions?.some(({ type, status: is }) => type === end.type && is === 'True') === true;
    if (!known) status.conditions = [...(status.conditions ?? []), end];
    const type = end.type === 'SuccessCriteriaMet' ? 'Complete' : 'Failed';
    return condition(type, 'True', end.reason ?? '', end.message ?? '', now);
  }

  #release(pods: readonly Pod[]): boolean {
    const { kit, key } = this.#pass;
    let all = true;
    for (const pod of pods) {
      const { name, namespace, uid = '' } = pod.metadata;
      const released = kit.context.client.patch(podKind, name, namespace, RELEASE, { type: 'strategic' });
      if (!released.ok && released.error.reason !== 'NotFound') {
        all = false;
        continue;
      }
      if (released.ok) kit.memory.expectRelease(key, uid);
      this.#held.delete(uid);
    }
    return all;
  }

  /** Turns UIDs of pods that are no longer held into numbers. */
  #settleCounts(): boolean {
    const { status } = this.#pass;
    const { succeeded, failed } = uncountedOf(status);
    const rest = {
      succeeded: succeeded.filter((uid) => this.#held.has(uid)),
      failed: failed.filter((uid) => this.#held.has(uid)),
    };
    const [moreSucceeded, moreFailed] = [succeeded.length - rest.succeeded.length, failed.length - rest.failed.length];
    if (moreSucceeded === 0 && moreFailed === 0) return false;
    status.succeeded = (status.succeeded ?? 0) + moreSucceeded;
    status.failed = (status.failed ?? 0) + moreFailed;
    setUncounted(status, rest);
    return true;
  }

  #end(final: JobCondition): boolean {
    const { status, terminating } = this.#pass;
    const { succeeded, failed } = uncountedOf(status);
    if (succeeded.length + failed.length > 0 || terminating > 0) return false;
    ensureCondition(status, final);
    if (final.type === 'Complete' && final.lastTransitionTime !== undefined) {
      status.completionTime = final.lastTransitionTime;
    }
    return true;
  }

  #tell(final: JobCondition): void {
    const { kit, job, status } = this.#pass;
    if (final.type !== 'Complete') {
      kit.recorder.event(job, 'Warning', final.reason ?? '', final.message ?? '');
      return;
    }
    const { completions } = job.spec;
    if (completions !== undefined && (status.succeeded ?? 0) > completions) {
      const message = 'Too many succeeded pods running after completion count reached';
      kit.recorder.event(job, 'Warning', 'TooManySucceededPods', message);
    }
    kit.recorder.event(job, 'Normal', 'Completed', 'Job completed');
  }
}

interface Uncounted {
  readonly succeeded: string[];
  readonly failed: string[];
}

function uncountedOf({ uncountedTerminatedPods }: JobStatus): Uncounted {
  const { succeeded = [], failed = [] } = uncountedTerminatedPods ?? {};
  return { succeeded: [...succeeded], failed: [...failed] };
}

function setUncounted(status: JobStatus, { succeeded, failed }: Uncounted): void {
  status.uncountedTerminatedPods = {
    ...(succeeded.length === 0 ? {} : { succeeded }),
    ...(failed.length === 0 ? {} : { failed }),
  };
}
