/** kubectl create job: one that runs a command, or what a cron job would run, at once. */
import type { Routine } from '../../../engine/processes/routine';
import type { CronJob } from '../../../kinds/batch/cronJob';
import type { PlainObject } from '../client/documents';
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import { fetchItems } from '../client/items';
import { resolveTargets } from '../client/resourceBuilder';
import { CommandError, gathered } from '../errors';
import type { Invocation, Verb } from '../verb';

export const createJob: Verb = {
  name: 'job',
  short: 'Create a job with the specified name',
  examples: `
# A job that runs an image
kubectl create job once --image=busybox
# With a command
kubectl create job once --image=busybox -- date
# What a cron job would run, now
kubectl create job now --from=cronjob/nightly`,
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  flags: [
    ...generatorFlags,
    { name: 'from', type: 'string', usage: 'The cron job whose template is used: cronjob/NAME.' },
    { name: 'image', type: 'string', usage: 'The image to run.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { args, argsBeforeDash, flags } = invocation;
    const name = nameArgument(invocation);
    const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified');
    if (from !== '' && command.length > 0) throw new CommandError('cannot specify --from and command');
    const object = from === '' ? jobOf(name, image, command) : jobFrom(name, yield* cronJobNamed(invocation, from));
    return yield* createGenerated(invocation, 'jobs.batch', object, 'job');
  },
};

function jobOf(name: string, image: string, command: readonly string[]): PlainObject {
  const container = { ...(command.length > 0 ? { command } : {}), image, name, resources: {} };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { creationTimestamp: null, name },
    spec: {
      template: { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy: 'Never' } },
    },
    status: {},
  };
}

function* cronJobNamed(invocation: Invocation, from: string): Routine<CronJob> {
  const { targets, error } = yield* resolveTargets(invocation, { args: [from], filenames: [] });
  if (error !== undefined) throw error;
  const { items, errors } = yield* fetchItems(invocation.access, targets);
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new CommandError('from must be an existing cronjob');
  if (item.resource.kind !== 'CronJob') {
    throw new CommandError(`unknown object type *${item.resource.version}.${item.resource.kind}`);
  }
  return item.object as unknown as CronJob;
}

/** The job is the cron job's, and says that somebody started it by hand. */
function jobFrom(name: string, cronJob: CronJob): PlainObject {
  const { metadata: template = {}, spec = { template: {} } } = cronJob.spec.jobTemplate;
  const { labels } = template;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      annotations: { ...template.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      creationTimestamp: null,
      ...(labels === undefined ? {} : { labels }),
      name,
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          controller: true,
          kind: 'CronJob',
          name: cronJob.metadata.name,
          uid: cronJob.metadata.uid ?? '',
        },
      ],
    },
    spec,
    status: {},
  } as unknown as PlainObject;
}
