/** One look at one CronJob: what has become of its Jobs, which are too many, and whether another one is due. */
import type { CronJobStatus } from 'kubernetes-types/batch/v1';
import { formatLongTime, formatTime, parseTime } from '../../../base/time';
import { formatTimeIn } from '../../../base/timeZone';
import { type CronJob, cronJobKind } from '../../../kinds/batch/cronJob';
import { type Job, jobKind } from '../../../kinds/batch/job';
import { hasJobCondition, isJobFinished } from '../../../kinds/batch/jobConditions';
import { parseSchedule, type Schedule } from '../../../kinds/batch/schedule';
import { apiVersionOf } from '../../../kinds/kind';
import { controllerOf } from '../../../kinds/object';
import type { EventRecorder } from '../../client/eventRecorder';
import type { ControllerContext, Outcome } from '../controller';
import { controllerReference, isNamespaceTerminating } from '../replicas/podControl';
import { dueTime, untilNext } from './cronTimes';

const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

type ActiveJob = NonNullable<CronJobStatus['active']>[number];

interface Step {
  readonly outcome: Outcome;
  /** Milliseconds until the next look, where one is needed. */
  readonly wait?: number | undefined;
}

export class CronJobPass {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;
  readonly #cronJob: CronJob;
  readonly #jobs: readonly Job[];
  readonly #status: CronJobStatus;
  #active: readonly ActiveJob[];
  #changed = false;

  constructor(context: ControllerContext, recorder: EventRecorder, cronJob: CronJob, jobs: readonly Job[]) {
    this.#context = context;
    this.#recorder = recorder;
    this.#cronJob = cronJob;
    this.#jobs = jobs;
    this.#status = { ...cronJob.status };
    this.#active = cronJob.status?.active ?? [];
  }

  run(): Step {
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = this.#cronJob.spec;
    this.#removeOldest('Complete', successfulJobsHistoryLimit);
    this.#removeOldest('Failed', failedJobsHistoryLimit);
    this.#followJobs();
    this.#forgetMissing();
    const step = this.#startIfDue();
    if (!this.#changed) return step;
    const { active: _active, ...rest } = this.#status;
    const status = this.#active.length === 0 ? rest : { ...rest, active: [...this.#active] };
    const updated = this.#context.client.updateStatus(cronJobKind, { ...this.#cronJob, status });
    return updated.ok || updated.error.reason === 'NotFound' ? step : { outcome: 'retry' };
  }

  #removeOldest(type: 'Complete' | 'Failed', limit: number | undefined): void {
    if (limit === undefined) return;
    const start = (job: Job): string => job.status?.startTime ?? '';
    const ended = this.#jobs
      .filter((job) => hasJobCondition(job, type) && job.metadata.deletionTimestamp === undefined)
      .sort((a, b) =>
        start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : a.metadata.name < b.metadata.name ? -1 : 1,
      );
    for (const job of ended.slice(0, Math.max(0, ended.length - limit))) this.#deleteJob(job);
  }

  #deleteJob({ metadata }: Job): boolean {
    const { name, namespace, uid } = metadata;
    const deleted = this.#context.client.delete(jobKind, name, namespace, { propagationPolicy: 'Background' });
    if (!deleted.ok) {
      const message = `Deleted job: ${deleted.error.message ?? ''}`;
      this.#recorder.event(this.#cronJob, 'Warning', 'FailedDelete', message);
      return false;
    }
    this.#deactivate(uid);
    this.#changed = true;
    this.#recorder.event(this.#cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    return true;
  }

  #deactivate(uid: string | undefined): void {
    this.#active = this.#active.filter((one) => one.uid !== uid);
  }

  /** What has become of the Jobs. */
  #followJobs(): void {
    for (const job of this.#jobs) {
      const { uid, name } = job.metadata;
      const listed = this.#active.some((one) => one.uid === uid);
      if (!listed && !isJobFinished(job)) this.#wonderAbout(job);
      else if (listed && isJobFinished(job)) {
        this.#deactivate(uid);
        const end = hasJobCondition(job, 'Complete') ? 'Complete' : 'Failed';
        this.#recorder.event(
          this.#cronJob,
          'Normal',
          'SawCompletedJob',
          `Saw completed job: ${name}, condition: ${end}`,
        );
        this.#changed = true;
      } else if (hasJobCondition(job, 'Complete')) this.#noteSuccess(job);
    }
  }

  /** A Job that the status does not name: the newest status may. */
  #wonderAbout({ metadata }: Job): void {
    const { name, namespace } = this.#cronJob.metadata;
    const fresh = this.#context.client.get(cronJobKind, name, namespace);
    if (fresh.ok && fresh.value.status?.active?.some((one) => one.uid === metadata.uid) === true) {
      this.#active = fresh.value.status.active;
      return;
    }
    const message = `Saw a job that the controller did not create or forgot: ${metadata.name}`;
    this.#recorder.event(this.#cronJob, 'Warning', 'UnexpectedJob', message);
  }

  #noteSuccess({ status }: Job): void {
    const time = status?.completionTime;
    const before = parseTime(this.#status.lastSuccessfulTime);
    if (time === undefined || (before !== undefined && (parseTime(time) ?? 0) <= before)) return;
    this.#status.lastSuccessfulTime = time;
    this.#changed = true;
  }

  #forgetMissing(): void {
    const uids = new Set(this.#jobs.map((job) => job.metadata.uid));
    for (const { uid, name = '', namespace } of this.#active) {
      if (uids.has(uid)) continue;
      const found = this.#context.client.get(jobKind, name, namespace);
      if (found.ok || found.error.reason !== 'NotFound') continue;
      this.#recorder.event(this.#cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
      this.#deactivate(uid);
      this.#changed = true;
    }
  }

  #startIfDue(): Step {
    const { spec, metadata } = this.#cronJob;
    if (metadata.deletionTimestamp !== undefined || spec.suspend === true) return { outcome: 'done' };
    const parsed = parseSchedule(spec.schedule, spec.timeZone);
    if (!parsed.ok) {
      const message = `unparseable schedule: ${JSON.stringify(spec.schedule)} : ${parsed.error}`;
      this.#warn('UnparseableSchedule', message);
      return { outcome: 'done' };
    }
    const schedule = parsed.value;
    const due = dueTime(this.#cronJob, this.#now, schedule);
    if (!due.ok) {
      this.#warn('InvalidSchedule', `invalid schedule: ${spec.schedule} : ${due.error}`);
      return { outcome: 'done' };
    }
    if (due.value.missedMany) {
      this.#warn(
        'TooManyMissedTimes',
        'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      );
    }
    const { time } = due.value;
    if (time === undefined || this.#mustNotStart(time)) return this.#later(schedule);
    const started = this.#start(time);
    return started === 'done' ? this.#later(schedule) : { outcome: started };
  }

  /** Too late, started before, or one that still runs is not to be disturbed. */
  #mustNotStart(time: number): boolean {
    const { startingDeadlineSeconds, concurrencyPolicy } = this.#cronJob.spec;
    if (startingDeadlineSeconds !== undefined && time + startingDeadlineSeconds * 1000 < this.#now) {
      this.#warn('MissSchedule', `Missed scheduled time to start a job: ${formatLongTime(time)}`);
      return true;
    }
    const name = this.#jobName(time);
    if (this.#active.some((one) => one.name === name) || parseTime(this.#status.lastScheduleTime) === time) return true;
    if (concurrencyPolicy !== 'Forbid' || this.#active.length === 0) return false;
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    this.#recorder.event(this.#cronJob, 'Normal', 'JobAlreadyActive', message);
    return true;
  }

  #start(time: number): 'done' | 'retry' {
    const { client } = this.#context;
    if (this.#cronJob.spec.concurrencyPolicy === 'Replace') {
      for (const { name = '', namespace } of this.#active) {
        const found = client.get(jobKind, name, namespace);
        if (!found.ok) {
          this.#warn('FailedGet', `Get job: ${found.error.message ?? ''}`);
          return 'retry';
        }
        if (!this.#deleteJob(found.value)) return 'retry';
      }
    }
    const created = client.create(jobKind, this.#jobFor(time));
    let job: Job;
    if (created.ok) {
      job = created.value;
      this.#recorder.event(this.#cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    } else {
      if (created.error.reason !== 'AlreadyExists') {
        if (!isNamespaceTerminating(created.error)) {
          this.#warn('FailedCreate', `Error creating job: ${created.error.message ?? ''}`);
        }
        return 'retry';
      }
      const found = client.get(jobKind, this.#jobName(time), this.#cronJob.metadata.namespace);
      if (!found.ok) return 'retry';
      if (controllerOf(found.value)?.uid !== this.#cronJob.metadata.uid) return 'done';
      job = found.value;
    }
    this.#activate(job);
    this.#status.lastScheduleTime = formatTime(time);
    this.#changed = true;
    return 'done';
  }

  #activate({ metadata }: Job): void {
    const { name, namespace, uid, resourceVersion } = metadata;
    const reference = {
      kind: 'Job',
      apiVersion: apiVersionOf(jobKind),
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    };
    this.#active = [...this.#active, reference];
  }

  #later(schedule: Schedule): Step {
    const cronJob = { ...this.#cronJob, status: this.#status };
    return { outcome: 'done', wait: untilNext(cronJob, this.#now, schedule) };
  }

  #jobName(time: number): string {
    return `${this.#cronJob.metadata.name}-${Math.trunc(time / 60_000)}`;
  }

  #jobFor(time: number): Job {
    const { jobTemplate, timeZone = 'UTC' } = this.#cronJob.spec;
    const { labels, annotations } = jobTemplate.metadata ?? {};
    return {
      apiVersion: apiVersionOf(jobKind),
      kind: jobKind.kind,
      metadata: {
        name: this.#jobName(time),
        namespace: this.#cronJob.metadata.namespace,
        ...(labels === undefined ? {} : { labels }),
        annotations: { ...annotations, [SCHEDULED]: formatTimeIn(timeZone, time) },
        ownerReferences: [controllerReference(cronJobKind, this.#cronJob)],
      },
      spec: jobTemplate.spec ?? { template: {} },
    };
  }

  get #now(): number {
    return this.#context.clock.now;
  }

  #warn(reason: string, message: string): void {
    this.#recorder.event(this.#cronJob, 'Warning', reason, message);
  }
}
