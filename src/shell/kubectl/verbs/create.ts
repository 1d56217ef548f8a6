/** kubectl create: objects from files; the generators are verbs below it. */
import { itemsOfFiles } from '../client/fileItems';
import { changePrinter, createObject, dryRunOf, fieldManagerFlag, validateFlag } from '../client/writing';
import { CommandError, gathered, usageError, withContext } from '../errors';
import { dryRunFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Verb } from '../verb';
import { createConfigMap } from './createConfigMap';
import { createCronJob } from './createCronJob';
import { createDeployment } from './createDeployment';
import { createIngress } from './createIngress';
import { createJob } from './createJob';
import { createNamespace, createServiceAccount } from './createNamed';
import { createPriorityClass } from './createPriorityClass';
import { createQuota } from './createQuota';
import { createClusterRole, createRole } from './createRole';
import { createClusterRoleBinding, createRoleBinding } from './createRoleBinding';
import { createSecret } from './createSecret';
import { createService } from './createService';
import { createToken } from './createToken';
import { notYet } from './notYet';

export const create: Verb = {
  name: 'create',
  short: 'Create a resource from a file or from stdin',
  long: 'Make objects as files describe them. What is there already is refused; kubectl apply takes both.',
  examples: `
# What a file describes
kubectl create -f kubia-rc.yaml
# From standard input
cat pod.json | kubectl create -f -`,
  usage: '-f FILENAME',
  flags: [
    dryRunFlag,
    { name: 'edit', type: 'bool', usage: 'Edit the object before it is made.' },
    fieldManagerFlag('kubectl-create'),
    ...filenameFlags,
    ...printFlags,
    { name: 'raw', type: 'string', usage: 'A path to send the file to as it is.', notSimulated: true },
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    selectorFlag,
    validateFlag,
    {
      name: 'windows-line-endings',
      type: 'bool',
      usage: 'Only with --edit: line ends of Windows.',
      notSimulated: true,
    },
  ],
  verbs: [
    createClusterRole,
    createClusterRoleBinding,
    createConfigMap,
    createCronJob,
    createDeployment,
    createIngress,
    createJob,
    createNamespace,
    notYet('poddisruptionbudget', 'Create a pod disruption budget with the specified name', ['pdb']),
    createPriorityClass,
    createQuota,
    createRole,
    createRoleBinding,
    createSecret,
    createService,
    createServiceAccount,
    createToken,
  ],
  *run(invocation) {
    const { args, flags, command } = invocation;
    const dryRun = dryRunOf(flags);
    if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
    if (!filesAreNamed(flags)) {
      throw new CommandError('must specify one of -f and -k');
    }
    if (flags.bool('edit'))
      throw new CommandError('create --edit is not simulated here yet: edit the file first, then create it');
    const { items, error } = yield* itemsOfFiles(invocation);
    const print = changePrinter(invocation, dryRun);
    const errors: CommandError[] = error === undefined ? [] : [error];
    for (const item of items) {
      const made = yield* createObject(invocation, item.resource, item.namespace, item.object, dryRun);
      if (made.ok) print(item.resource, made.value, 'created');
      else errors.push(withContext(`error when creating ${JSON.stringify(item.source ?? '')}`, made.error));
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) throw new CommandError('no objects passed to create');
    return 0;
  },
};
