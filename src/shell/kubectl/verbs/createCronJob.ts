/** kubectl create cronjob. */
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import type { Verb } from '../verb';

export const createCronJob: Verb = {
  name: 'cronjob',
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  examples: `
# Every minute
kubectl create cronjob tick --image=busybox --schedule="*/1 * * * *"
# With a command
kubectl create cronjob tick --image=busybox --schedule="*/1 * * * *" -- date`,
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  flags: [
    ...generatorFlags,
    { name: 'image', type: 'string', required: true, usage: 'The image to run.' },
    { name: 'restart', type: 'string', usage: "The pods' restart policy: OnFailure or Never." },
    { name: 'schedule', type: 'string', required: true, usage: 'When, in the format of cron.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { args, argsBeforeDash, flags } = invocation;
    const name = nameArgument(invocation);
    const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    const container = {
      ...(command.length > 0 ? { command } : {}),
      image: flags.string('image'),
      name,
      resources: {},
    };
    const template = {
      metadata: { creationTimestamp: null },
      spec: { containers: [container], restartPolicy: flags.string('restart') || 'OnFailure' },
    };
    const object = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { creationTimestamp: null, name },
      spec: {
        jobTemplate: { metadata: { creationTimestamp: null, name }, spec: { template } },
        schedule: flags.string('schedule'),
      },
      status: {},
    };
    return yield* createGenerated(invocation, 'cronjobs.batch', object, 'cronjob');
  },
};
