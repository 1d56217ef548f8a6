/** kubectl set serviceaccount. */
import { withPodSpec } from '../client/podTemplates';
import { checkOutput } from '../client/writing';
import { CommandError } from '../errors';
import type { Verb } from '../verb';
import { recordedSetFlags, setPart, setTargets } from './setPart';

export const setServiceAccount: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: 'Set the service account that the pods of a workload act as.',
  examples: '# As robot\nkubectl set serviceaccount deployment web robot',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  complete: 'resources',
  flags: recordedSetFlags.filter(({ name }) => name !== 'selector'),
  *run(invocation) {
    checkOutput(invocation);
    const { args } = invocation;
    const account = args.at(-1);
    if (account === undefined) throw new CommandError('serviceaccount is required');
    const items = yield* setTargets(invocation, args.slice(0, -1));
    return yield* setPart(invocation, items, {
      word: 'serviceaccount updated',
      refusal: 'failed to patch ServiceAccountName',
      change: (object) =>
        withPodSpec(object, (spec) => ({
          ...spec,
          serviceAccountName: account,
          ...(spec.serviceAccount === undefined ? {} : { serviceAccount: account }),
        })),
    });
  },
};
