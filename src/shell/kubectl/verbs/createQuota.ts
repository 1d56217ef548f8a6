/** kubectl create quota. */
import { createGenerated, generatorFlags, ownNameArgument } from '../client/generator';
import { readQuantities } from '../client/quantities';
import type { Verb } from '../verb';

export const createQuota: Verb = {
  name: 'quota',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  examples: `
# Limits for a namespace
kubectl create quota team --hard=cpu=1,memory=1G,pods=2,services=3
# Only for pods that ask for nothing
kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'hard', type: 'string', usage: 'What may be used at most: resource=amount, separated by commas.' },
    { name: 'scopes', type: 'string', usage: 'Which pods the quota is about, separated by commas.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = ownNameArgument(invocation);
    const hard = readQuantities(flags.string('hard'));
    const scopes = flags.string('scopes');
    const object = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { creationTimestamp: null, name },
      spec: {
        ...(hard === undefined ? {} : { hard }),
        ...(scopes === '' ? {} : { scopes: scopes.split(',') }),
      },
      status: {},
    };
    return yield* createGenerated(invocation, 'resourcequotas', object, 'quota');
  },
};
