/** kubectl create priorityclass. */
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import type { Verb } from '../verb';

export const createPriorityClass: Verb = {
  name: 'priorityclass',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  examples: `
# A class whose pods go before others
kubectl create priorityclass high --value=1000 --description="high priority"
# The class of all pods that name none
kubectl create priorityclass normal --value=100 --global-default=true`,
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'description', type: 'string', usage: 'When the class is to be used.' },
    { name: 'global-default', type: 'bool', usage: 'Pods without a class have this one.' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'Whether pods of the class drive those of lower priority away.',
      complete: ['Never', 'PreemptLowerPriority'],
    },
    { name: 'value', type: 'int', bits: 32, usage: 'The priority.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = nameArgument(invocation);
    const description = flags.string('description');
    const object = {
      apiVersion: 'scheduling.k8s.io/v1',
      ...(description === '' ? {} : { description }),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      kind: 'PriorityClass',
      metadata: { creationTimestamp: null, name },
      preemptionPolicy: flags.string('preemption-policy'),
      value: flags.int('value'),
    };
    return yield* createGenerated(invocation, 'priorityclasses', object, 'priorityclass');
  },
};
