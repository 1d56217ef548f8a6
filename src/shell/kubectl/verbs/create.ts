/** kubectl create: objects from files; the generators are verbs below it. */
import { recordFlag } from '../client/changeCause';
import { itemsOfFiles } from '../client/fileItems';
import { sendRaw } from '../client/rawRequest';
import {
  changePrinter,
  createObject,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  validateFlag,
} from '../client/writing';
import { CommandError, gathered, usageError, withContext } from '../errors';
import { dryRunFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Verb } from '../verb';
import { createConfigMap } from './createConfigMap';
import { createCronJob } from './createCronJob';
import { createDeployment } from './createDeployment';
import { createEdited } from './createEdited';
import { createIngress } from './createIngress';
import { createJob } from './createJob';
import { createNamespace, createServiceAccount } from './createNamed';
import { createPodDisruptionBudget } from './createPodDisruptionBudget';
import { createPriorityClass } from './createPriorityClass';
import { createQuota } from './createQuota';
import { createClusterRole, createRole } from './createRole';
import { createClusterRoleBinding, createRoleBinding } from './createRoleBinding';
import { createSecret } from './createSecret';
import { createService } from './createService';
import { createToken } from './createToken';

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
    { name: 'raw', type: 'string', usage: 'A path to send the file to as it is.' },
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    selectorFlag,
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', usage: 'Line ends of Windows in the editor.' },
    recordFlag,
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
    createPodDisruptionBudget,
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
    if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
    const dryRun = dryRunOf(invocation);
    const print = changePrinter(invocation, dryRun);
    fieldValidationOf(flags);
    if (!filesAreNamed(flags)) {
      throw new CommandError('must specify one of -f and -k');
    }
    if (flags.string('raw') !== '') {
      if (flags.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive');
      return yield* sendRaw(invocation, 'POST');
    }
    if (flags.bool('edit')) return yield* createEdited(invocation);
    const { items, error } = yield* itemsOfFiles(invocation);
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
