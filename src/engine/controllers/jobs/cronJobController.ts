import { type CronJob, cronJobKind } from '../../../kinds/batch/cronJob';
import { type Job, jobKind } from '../../../kinds/batch/job';
import { parseSchedule } from '../../../kinds/batch/schedule';
import { controllerOf, keyOf } from '../../../kinds/object';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { CronJobPass } from './cronJobPass';
import { untilNext } from './cronTimes';

/** Makes Jobs at the times of CronJobs. */
export const cronJobController: ControllerDefinition = {
  name: 'cronjob-controller',
  account: 'cronjob-controller',
  create: (context) => new CronJobController(context),
};

class CronJobController implements Controller {
  readonly #context: ControllerContext;
  readonly #cronJobs: Informer<CronJob>;
  readonly #jobs: Informer<Job>;
  readonly #recorder: EventRecorder;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#cronJobs = context.informer(cronJobKind);
    this.#jobs = context.informer(jobKind);
    this.#recorder = context.recorder('cronjob-controller');
    context.watch(cronJobKind, {
      onAdd: (cronJob) => context.enqueue(keyOf(cronJob)),
      onUpdate: (old, cronJob) => this.#changed(old, cronJob),
      onDelete: (cronJob) => context.enqueue(keyOf(cronJob)),
    });
    context.watch(jobKind, {
      onAdd: (job) => this.#jobChanged(job),
      onUpdate: (old, job) => {
        if (controllerOf(old)?.uid !== controllerOf(job)?.uid) this.#jobChanged(old);
        this.#jobChanged(job);
      },
      onDelete: (job) => this.#jobChanged(job),
    });
  }

  reconcile(key: string): Outcome {
    const cronJob = this.#cronJobs.get(key);
    if (cronJob === undefined) return 'done';
    const jobs = this.#jobs.byIndex('controller', cronJob.metadata.uid ?? '');
    const { outcome, wait } = new CronJobPass(this.#context, this.#recorder, cronJob, jobs).run();
    if (wait !== undefined) this.#context.enqueueAfter(key, wait, { background: true });
    return outcome;
  }

  /** Another schedule means another time to look; anything else is looked at now. */
  #changed(old: CronJob, cronJob: CronJob): void {
    const { schedule, timeZone } = cronJob.spec;
    if (old.spec.schedule === schedule && old.spec.timeZone === timeZone) {
      this.#context.enqueue(keyOf(cronJob));
      return;
    }
    const parsed = parseSchedule(schedule, timeZone);
    const wait = parsed.ok ? untilNext(cronJob, this.#context.clock.now, parsed.value) : undefined;
    if (wait !== undefined) this.#context.enqueueAfter(keyOf(cronJob), wait, { background: true });
  }

  #jobChanged(job: Job): void {
    const controller = controllerOf(job);
    if (controller?.kind !== 'CronJob') return;
    const key = `${job.metadata.namespace}/${controller.name}`;
    if (this.#cronJobs.get(key)?.metadata.uid === controller.uid) this.#context.enqueue(key);
  }
}
