/** One look at one Job, in the steps of Kubernetes' syncJob. */
import type { JobCondition, JobStatus } from 'kubernetes-types/batch/v1';
import { formatTime, parseTime } from '../../../base/time';
import { type Job, jobKind } from '../../../kinds/batch/job';
import type { Pod } from '../../../kinds/pod';
import type { EventRecorder } from '../../client/eventRecorder';
import type { ControllerContext, Outcome } from '../controller';
import { isPodActive, isPodReady, isPodTerminal } from '../podConditions';
import type { PodControl } from '../replicas/podControl';
import { condition, ensureCondition } from './conditions';
import { type Indexes, indexesOf, validIndex } from './indexedJob';
import { type BackOffRecord, nextRecord } from './jobBackOff';
import { failureOf, successOf } from './jobEnd';
import type { JobMemory } from './jobMemory';
import { isJobPodFailed, isTracked } from './jobPods';
import { JobTracking } from './jobTracking';
import { manageJobPods } from './manageJobPods';
import { judgeFailure } from './podFailurePolicy';

/** What every look needs. */
export interface JobKit {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly podControl: PodControl;
  readonly memory: JobMemory;
}

/** What is known and decided in one look; the counts change as pods are made and deleted. */
export class JobPass {
  readonly kit: JobKit;
  readonly key: string;
  readonly pods: readonly Pod[];
  readonly activePods: readonly Pod[];
  readonly satisfied: boolean;
  readonly indexes: Indexes | undefined;
  readonly backOff: BackOffRecord | undefined;
  job: Job;
  status: JobStatus;
  active: number;
  ready: number;
  terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  /** How the Job ends, once that is decided. */
  end: JobCondition | undefined;

  constructor(kit: JobKit, key: string, job: Job, pods: readonly Pod[]) {
    this.kit = kit;
    this.key = key;
    this.job = job;
    this.pods = pods;
    this.status = { ...job.status, uncountedTerminatedPods: { ...job.status?.uncountedTerminatedPods } };
    this.satisfied = kit.memory.pods.satisfied(key);
    this.activePods = pods.filter(isPodActive);
    this.active = this.activePods.length;
    this.ready = this.activePods.filter(isPodReady).length;
    this.terminating = pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isPodTerminal(pod)).length;
    const { succeeded: counted = [], failed: countedFailed = [] } = this.status.uncountedTerminatedPods ?? {};
    const newSucceeded = this.#newPods(counted, (pod) => pod.status?.phase === 'Succeeded');
    const newFailed = this.#newPods(countedFailed, (pod) => isJobPodFailed(pod, job.spec));
    const counting = newFailed.filter((pod) => judgeFailure(job.spec.podFailurePolicy, pod).counts);
    this.indexes = job.spec.completionMode === 'Indexed' ? indexesOf(job, pods) : undefined;
    const plain = (this.status.succeeded ?? 0) + newSucceeded.length + counted.length;
    this.succeeded = this.indexes === undefined ? plain : this.indexes.succeeded.size;
    this.failed = (this.status.failed ?? 0) + counting.length + countedFailed.length;
    this.backOff = nextRecord(kit.memory.backOff.get(key), newSucceeded, newFailed);
  }

  get now(): number {
    return this.kit.context.clock.now;
  }

  get suspended(): boolean {
    return this.job.spec.suspend === true;
  }

  run(): Outcome {
    const { clock } = this.kit.context;
    if (this.status.startTime === undefined && !this.suspended) this.status.startTime = formatTime(clock.now);
    this.end = failureOf(this);
    if (this.end === undefined) this.#awaitDeadline();
    this.end ??= successOf(this);
    let changed = false;
    let failure: string | undefined;
    if (this.end !== undefined) failure = this.#endActivePods();
    else {
      const mayManage = this.satisfied && this.job.metadata.deletionTimestamp === undefined;
      if (mayManage) failure = manageJobPods(this);
      this.end = this.#completion();
      if (this.end === undefined && mayManage) changed = this.#reportSuspension();
    }
    changed ||=
      this.active !== (this.status.active ?? 0) ||
      this.ready !== this.status.ready ||
      this.terminating !== this.status.terminating;
    Object.assign(this.status, { active: this.active, ready: this.ready, terminating: this.terminating });
    const tracked = new JobTracking(this).flush(changed);
    return tracked === 'done' && failure !== undefined ? 'retry' : tracked;
  }

  /** Pods that have ended and stand in no count yet. */
  #newPods(uncounted: readonly string[], ended: (pod: Pod) => boolean): Pod[] {
    const { completionMode, completions = 0 } = this.job.spec;
    return this.pods.filter(
      (pod) =>
        isTracked(pod) &&
        !uncounted.includes(pod.metadata.uid ?? '') &&
        !this.kit.memory.isReleased(this.key, pod.metadata.uid) &&
        (completionMode !== 'Indexed' || validIndex(pod, completions) !== undefined) &&
        ended(pod),
    );
  }

  #awaitDeadline(): void {
    const { activeDeadlineSeconds } = this.job.spec;
    const start = parseTime(this.status.startTime);
    if (activeDeadlineSeconds === undefined || start === undefined || this.suspended) return;
    const remaining = start + activeDeadlineSeconds * 1000 - this.now;
    this.kit.context.enqueueAfter(this.key, remaining, { background: true });
  }

  /** Deletes what still runs of a Job that has ended. */
  #endActivePods(): string | undefined {
    let failure: string | undefined;
    let deleted = 0;
    for (const pod of this.activePods) {
      const gone = this.kit.podControl.delete(this.job, pod);
      if (!gone.ok && gone.error !== 'not-found') {
        failure ??= gone.error;
        continue;
      }
      deleted++;
      if (isPodReady(pod)) this.ready--;
    }
    // It cannot be called ended while pods may be left that nobody has seen.
    if (deleted !== this.active || !this.satisfied) this.end = undefined;
    this.active -= deleted;
    this.terminating += deleted;
    return failure;
  }

  #completion(): JobCondition | undefined {
    const { completions } = this.job.spec;
    const enough = completions === undefined ? this.succeeded > 0 : this.succeeded >= completions;
    if (!enough || this.active > 0) return undefined;
    const message = 'Reached expected number of succeeded pods';
    return condition('SuccessCriteriaMet', 'True', 'CompletionsReached', message, this.now);
  }

  #reportSuspension(): boolean {
    const { recorder } = this.kit;
    if (this.suspended) {
      if (!ensureCondition(this.status, condition('Suspended', 'True', 'JobSuspended', 'Job suspended', this.now))) {
        return false;
      }
      recorder.event(this.job, 'Normal', 'Suspended', 'Job suspended');
      return true;
    }
    const resumed = condition('Suspended', 'False', 'JobResumed', 'Job resumed', this.now);
    if (!ensureCondition(this.status, resumed)) return false;
    recorder.event(this.job, 'Normal', 'Resumed', 'Job resumed');
    this.status.startTime = formatTime(this.now);
    return true;
  }

  /** Writes the status; false when the server refused, so that the Job has to be looked at again. */
  writeStatus(): boolean {
    const { client } = this.kit.context;
    const updated = client.updateStatus(jobKind, { ...this.job, status: this.status });
    if (!updated.ok) return false;
    this.job = updated.value;
    const { status = {} } = updated.value;
    this.status = { ...status, uncountedTerminatedPods: { ...status.uncountedTerminatedPods } };
    return true;
  }
}
