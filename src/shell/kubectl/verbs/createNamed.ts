/** kubectl create namespace and serviceaccount: objects that have nothing but a name. */
import { createGenerated, generatorFlags, ownNameArgument } from '../client/generator';
import type { Verb } from '../verb';

export const createNamespace: Verb = {
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  examples: '# A namespace\nkubectl create namespace team',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: generatorFlags,
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const object = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { creationTimestamp: null, name },
      spec: {},
      status: {},
    };
    return yield* createGenerated(invocation, 'namespaces', object);
  },
};

export const createServiceAccount: Verb = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  examples: '# A service account\nkubectl create serviceaccount robot',
  usage: 'NAME [--dry-run=server|client|none]',
  flags: generatorFlags,
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { creationTimestamp: null, name } };
    return yield* createGenerated(invocation, 'serviceaccounts', object, 'serviceaccount');
  },
};
