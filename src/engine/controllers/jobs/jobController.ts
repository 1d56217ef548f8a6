import { equal } from '../../../base/equality';
import { type Job, jobKind } from '../../../kinds/batch/job';
import { isJobFinished } from '../../../kinds/batch/jobConditions';
import { controllerOf, keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { Informer } from '../../client/informer';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { claim } from '../replicas/claim';
import { controllerReference, PodControl } from '../replicas/podControl';
import { JobMemory } from './jobMemory';
import { type JobKit, JobPass } from './jobPass';
import { isTracked, TRACKING_FINALIZER } from './jobPods';
import { RELEASE } from './manageJobPods';

/** Makes the pods of Jobs and counts how they end. */
export const jobController: ControllerDefinition = {
  name: 'job-controller',
  account: 'job-controller',
  create: (context) => new JobController(context),
};

const MANAGER = 'kubernetes.io/job-controller';
/** Changes of pods gather for so long before their Job is looked at. */
const BATCH_PERIOD = 1000;
/** Keys of pods that lost their Job and are still held. */
const ORPHAN = 'orphan ';

class JobController implements Controller {
  readonly #context: ControllerContext;
  readonly #jobs: Informer<Job>;
  readonly #pods: Informer<Pod>;
  readonly #memory: JobMemory;
  readonly #kit: JobKit;
  /** Keys that will be looked at when a batch period is over. */
  readonly #gathering = new Set<string>();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#jobs = context.informer(jobKind);
    this.#pods = context.informer(podKind);
    this.#memory = new JobMemory(context.clock);
    const recorder = context.recorder('job-controller');
    const podControl = new PodControl(context.client, recorder);
    this.#kit = { context, recorder, podControl, memory: this.#memory };
    context.watch(jobKind, {
      onAdd: (job) => context.enqueue(keyOf(job)),
      onUpdate: (old, job) => this.#jobChanged(old, job),
      onDelete: (job) => this.#jobDeleted(job),
    });
    context.watch(podKind, {
      onAdd: (pod) => this.#podAdded(pod),
      onUpdate: (old, pod) => this.#podChanged(old, pod),
      onDelete: (pod) => this.#podGone(pod),
    });
  }

  reconcile(key: string): Outcome {
    if (key.startsWith(ORPHAN)) return this.#releaseOrphan(key.slice(ORPHAN.length));
    this.#gathering.delete(key);
    const job = this.#jobs.get(key);
    if (job === undefined) {
      this.#memory.forget(key);
      return 'done';
    }
    if ((job.spec.managedBy ?? MANAGER) !== MANAGER) return 'done';
    if (isJobFinished(job)) {
      this.#memory.backOff.delete(key);
      return 'done';
    }
    const { claimed, failed } = this.#claimPods(job);
    return failed ? 'retry' : new JobPass(this.#kit, key, job, claimed).run();
  }

  #claimPods(job: Job): { readonly claimed: Pod[]; readonly failed: boolean } {
    const { namespace = '', uid = '' } = job.metadata;
    return claim(
      {
        client: this.#context.client,
        owner: job,
        ownerKind: jobKind,
        reference: controllerReference(jobKind, job),
        finalizer: TRACKING_FINALIZER,
        matches: (labels) => matchesLabelSelector(job.spec.selector, labels),
      },
      podKind,
      this.#pods.byIndex('controller', uid),
      this.#pods.byIndex('orphan', namespace),
    );
  }

  #releaseOrphan(key: string): Outcome {
    const pod = this.#pods.get(key);
    if (pod === undefined || !isTracked(pod) || this.#jobOf(pod) !== undefined) return 'done';
    const { name, namespace } = pod.metadata;
    const released = this.#context.client.patch(podKind, name, namespace, RELEASE, { type: 'strategic' });
    return released.ok || released.error.reason === 'NotFound' ? 'done' : 'retry';
  }

  #jobChanged(old: Job, job: Job): void {
    const key = keyOf(job);
    if (old.metadata.uid !== job.metadata.uid) this.#memory.forget(key);
    // Only its status: that is this controller's own doing, and pods that changed come along.
    const immediate = old.metadata.generation !== job.metadata.generation || old.metadata.uid !== job.metadata.uid;
    if (immediate || old.metadata.deletionTimestamp !== job.metadata.deletionTimestamp) this.#context.enqueue(key);
    else if (!isJobFinished(job)) this.#enqueueLater(key);
  }

  #jobDeleted(job: Job): void {
    this.#memory.forget(keyOf(job));
    for (const pod of this.#pods.byIndex('controller', job.metadata.uid ?? '')) this.#enqueueOrphan(pod);
  }

  #podAdded(pod: Pod): void {
    const key = this.#jobKey(pod);
    if (key !== undefined) {
      this.#memory.pods.creationObserved(key);
      this.#enqueueLater(key);
    } else if (isTracked(pod)) this.#enqueueOrphan(pod);
    else if (controllerOf(pod) === undefined) this.#enqueueMatching(pod);
  }

  #podChanged(old: Pod, pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) this.#podDeleting(pod);
    const key = this.#jobKey(pod);
    const before = this.#jobKey(old);
    if (before !== undefined && before !== key) this.#enqueueLater(before);
    if (key === undefined) {
      this.#enqueueOrphan(pod);
      if (controllerOf(pod) === undefined && !equal(old.metadata.labels, pod.metadata.labels))
        this.#enqueueMatching(pod);
      return;
    }
    if (isTracked(old) && !isTracked(pod)) this.#memory.releaseObserved(key, pod.metadata.uid ?? '');
    this.#enqueueLater(key);
  }

  #podDeleting(pod: Pod): void {
    const key = this.#jobKey(pod);
    if (key !== undefined) this.#memory.pods.deletionObserved(key, keyOf(pod));
  }

  #podGone(pod: Pod): void {
    const key = this.#jobKey(pod);
    if (key === undefined) return;
    this.#memory.pods.deletionObserved(key, keyOf(pod));
    this.#memory.releaseObserved(key, pod.metadata.uid ?? '');
    this.#enqueueLater(key);
  }

  #enqueueLater(key: string): void {
    if (this.#gathering.has(key)) return;
    this.#gathering.add(key);
    this.#context.enqueueAfter(key, BATCH_PERIOD);
  }

  #enqueueOrphan(pod: Pod): void {
    if (isTracked(pod)) this.#context.enqueue(`${ORPHAN}${keyOf(pod)}`);
  }

  #jobOf(pod: Pod): Job | undefined {
    const controller = controllerOf(pod);
    if (controller?.kind !== 'Job') return undefined;
    const job = this.#jobs.get(`${pod.metadata.namespace}/${controller.name}`);
    return job?.metadata.uid === controller.uid ? job : undefined;
  }

  #jobKey(pod: Pod): string | undefined {
    const job = this.#jobOf(pod);
    return job === undefined ? undefined : keyOf(job);
  }

  #enqueueMatching(pod: Pod): void {
    for (const job of this.#jobs.byIndex('namespace', pod.metadata.namespace ?? '')) {
      if (matchesLabelSelector(job.spec.selector, pod.metadata.labels)) this.#enqueueLater(keyOf(job));
    }
  }
}
