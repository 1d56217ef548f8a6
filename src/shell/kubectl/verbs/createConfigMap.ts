/** kubectl create configmap. */

import type { Flag } from '../../flags/flag';
import { createGenerated, generatorFlags, ownNameArgument } from '../client/generator';
import { readKeyValues } from '../client/keyValues';
import type { Verb } from '../verb';

export const keyValueFlags: readonly Flag[] = [
  { name: 'append-hash', type: 'bool', usage: 'Put a hash of the content behind the name.' },
  {
    name: 'from-env-file',
    type: 'strings',
    usage: 'A file of KEY=value lines, each a key of its own.',
    complete: 'file',
  },
  { name: 'from-file', type: 'strings', usage: 'A file or directory, or key=file.', complete: 'file' },
  { name: 'from-literal', type: 'array', usage: 'A key with its value: key=value.' },
];

export const createConfigMap: Verb = {
  name: 'configmap',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  examples: `
# From values
kubectl create configmap app --from-literal=color=blue --from-literal=size=large
# From a file, under its own name
kubectl create configmap app --from-file=app.properties`,
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...generatorFlags, ...keyValueFlags],
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const data = readKeyValues(invocation);
    const object = {
      apiVersion: 'v1',
      ...(Object.keys(data).length > 0 ? { data } : {}),
      kind: 'ConfigMap',
      metadata: { creationTimestamp: null, name },
    };
    return yield* createGenerated(invocation, 'configmaps', object, 'configmap');
  },
};
