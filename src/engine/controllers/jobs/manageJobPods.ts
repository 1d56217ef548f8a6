/** Makes and deletes pods until as many run as the Job wants; waits where pods have failed. */
import { jobKind } from '../../../kinds/batch/job';
import { keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { isPodReady } from '../podConditions';
import { controllerReference } from '../replicas/podControl';
import { podsToDelete } from '../replicas/podRanking';
import { indexedTemplate, pendingIndexes, readyIndexes, surplusPods } from './indexedJob';
import { remainingDelay } from './jobBackOff';
import type { JobPass } from './jobPass';
import { isTracked, TRACKING_FINALIZER } from './jobPods';

/** How many pods one look makes or deletes at most. */
const MOST_AT_ONCE = 500;
/** A look that waits for a back-off comes a second later at the earliest. */
const SHORTEST_WAIT = 1000;

/** Returns what went wrong, if anything did. */
export function manageJobPods(pass: JobPass): string | undefined {
  if (pass.suspended) return deletePods(pass, pass.activePods);
  const wanted = wantedActive(pass);
  const surplus = podsForRemoval(pass, Math.max(0, pass.active - wanted)).slice(0, MOST_AT_ONCE);
  if (surplus.length > 0) return deletePods(pass, surplus);
  const terminating = pass.job.spec.podReplacementPolicy === 'Failed' ? pass.terminating : 0;
  const missing = Math.min(wanted - terminating - pass.active, MOST_AT_ONCE);
  if (missing <= 0) return undefined;
  const plan = planOf(pass, missing);
  if (plan.wait > 0) {
    pass.kit.context.enqueueAfter(pass.key, Math.max(plan.wait, SHORTEST_WAIT), { pause: true });
    pass.active = 0;
    return undefined;
  }
  return createPods(pass, plan.indexes);
}

function wantedActive({ job, succeeded, active }: JobPass): number {
  const { completions, parallelism = 1 } = job.spec;
  // Without a number, one success is enough: those that still run may end, and no more are made.
  if (completions === undefined) return succeeded > 0 ? active : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

function podsForRemoval({ job, activePods, indexes, now }: JobPass, atLeast: number): Pod[] {
  const surplus = indexes === undefined ? [] : surplusPods(job, activePods);
  const rest = activePods.filter((pod) => !surplus.includes(pod));
  const more = Math.max(0, atLeast - surplus.length);
  return more === 0 ? surplus : [...surplus, ...podsToDelete(rest, [], more, now)];
}

interface Plan {
  /** The index of each pod to make; undefined for pods that have none. */
  readonly indexes: readonly (number | undefined)[];
  readonly wait: number;
}

function planOf(pass: JobPass, count: number): Plan {
  const { job, indexes, activePods, backOff, now } = pass;
  const perIndex = job.spec.backoffLimitPerIndex !== undefined;
  const wait = perIndex ? 0 : remainingDelay(backOff, now);
  if (wait > 0) return { indexes: [], wait };
  if (indexes === undefined) return { indexes: Array.from({ length: count }, () => undefined), wait: 0 };
  const pending = pendingIndexes(job, indexes, activePods, count);
  return perIndex ? readyIndexes(pending, indexes, now) : { indexes: pending, wait: 0 };
}

/** In batches of 1, 2, 4, ...: when the server refuses them all, only a few were tried. */
function createPods(pass: JobPass, plan: Plan['indexes']): string | undefined {
  const { kit, key } = pass;
  kit.memory.pods.expectCreations(key, plan.length);
  for (let begin = 0, batch = 1; begin < plan.length; begin += batch, batch *= 2) {
    let failure: string | undefined;
    for (const index of plan.slice(begin, begin + batch)) {
      const created = createPod(pass, index);
      if (created === undefined) {
        pass.active++;
        continue;
      }
      kit.memory.pods.creationObserved(key);
      if (created !== '') failure ??= created;
    }
    if (failure === undefined) continue;
    kit.memory.pods.creationObserved(key, Math.max(0, plan.length - begin - batch));
    return failure;
  }
  return undefined;
}

function createPod({ job, kit, indexes }: JobPass, index: number | undefined): string | undefined {
  const { template } = job.spec;
  const finalizers = [...(template.metadata?.finalizers ?? []), TRACKING_FINALIZER];
  const held = { ...template, metadata: { ...template.metadata, finalizers } };
  const reference = controllerReference(jobKind, job);
  const created =
    index === undefined
      ? kit.podControl.create(job, reference, held)
      : kit.podControl.create(
          job,
          reference,
          indexedTemplate(job, held, index, indexes?.replaced.get(index)),
          `${job.metadata.name}-${index}-`,
        );
  return created.ok ? undefined : created.error;
}

/** These pods count no longer: they are let go of before they are deleted. */
function deletePods(pass: JobPass, pods: readonly Pod[]): string | undefined {
  const { kit, key, job } = pass;
  if (pods.length === 0) return undefined;
  kit.memory.pods.expectDeletions(key, pods.map(keyOf));
  let failure: string | undefined;
  for (const pod of pods) {
    const failed = releaseAndDelete(pass, pod);
    if (failed !== undefined) {
      kit.memory.pods.deletionObserved(key, keyOf(pod));
      if (failed !== 'not-found') {
        failure ??= failed;
        continue;
      }
    }
    pass.active--;
    pass.terminating++;
    if (isPodReady(pod)) pass.ready--;
  }
  return failure === undefined ? undefined : `${job.metadata.name}: ${failure}`;
}

function releaseAndDelete({ kit, job }: JobPass, pod: Pod): string | undefined {
  if (isTracked(pod)) {
    const released = kit.context.client.patch(podKind, pod.metadata.name, pod.metadata.namespace, RELEASE, {
      type: 'strategic',
    });
    if (!released.ok) return released.error.reason === 'NotFound' ? 'not-found' : released.error.message;
  }
  const deleted = kit.podControl.delete(job, pod);
  return deleted.ok ? undefined : deleted.error;
}

/** Takes a Job's hold off a pod. */
export const RELEASE = { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING_FINALIZER] } };
