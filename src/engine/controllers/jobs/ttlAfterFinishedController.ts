import { parseTime } from '../../../base/time';
import { type Job, jobKind } from '../../../kinds/batch/job';
import { isJobFinished } from '../../../kinds/batch/jobConditions';
import { keyOf } from '../../../kinds/object';
import type { ControllerDefinition } from '../controller';

/** Deletes Jobs with their pods some time after they have ended (`ttlSecondsAfterFinished`). */
export const ttlAfterFinishedController: ControllerDefinition = {
  name: 'ttl-after-finished-controller',
  account: 'ttl-after-finished-controller',
  create: (context) => {
    const jobs = context.informer(jobKind);
    const look = (job: Job): void => {
      if (expiryOf(job) !== undefined) context.enqueue(keyOf(job));
    };
    context.watch(jobKind, { onAdd: look, onUpdate: (_old, job) => look(job) });
    return {
      reconcile: (key) => {
        const job = jobs.get(key);
        const expiry = job === undefined ? undefined : expiryOf(job);
        if (job === undefined || expiry === undefined) return 'done';
        if (expiry > context.clock.now) {
          context.enqueueAfter(key, expiry - context.clock.now, { background: true });
          return 'done';
        }
        const { name, namespace, uid = '' } = job.metadata;
        const options = { propagationPolicy: 'Foreground', preconditions: { uid } } as const;
        const deleted = context.client.delete(jobKind, name, namespace, options);
        return deleted.ok || deleted.error.reason === 'NotFound' ? 'done' : 'retry';
      },
    };
  },
};

/** When the Job may go, in milliseconds; undefined for one that runs, stays or goes already. */
function expiryOf(job: Job): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  if (ttlSecondsAfterFinished === undefined || !isJobFinished(job)) return undefined;
  if (job.metadata.deletionTimestamp !== undefined) return undefined;
  const end = job.status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed');
  const finished = parseTime(end?.lastTransitionTime);
  return finished === undefined ? undefined : finished + ttlSecondsAfterFinished * 1000;
}
