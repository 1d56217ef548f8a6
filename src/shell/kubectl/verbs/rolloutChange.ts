/** What pause, resume and restart share: a change of workloads, sent as a patch. */
import type { Routine } from '../../../engine/processes/routine';
import type { Flag } from '../../flags/flag';
import { type ApiResource, resourceText } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { namedItems } from '../client/namedItems';
import { patchBetween, patchItem } from '../client/podTemplates';
import { fieldManagerFlag, lateChangePrinter } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation } from '../verb';

export const rolloutFlags: readonly Flag[] = [
  fieldManagerFlag('kubectl-rollout'),
  ...filenameFlags,
  ...printFlags,
  selectorFlag,
];

/** @throws CommandError when nothing is named */
export function checkRolloutUse({ args, flags }: Invocation): void {
  if (args.length === 0 && !filesAreNamed(flags)) throw new CommandError('required resource not specified');
}

/** `Deployment.apps`, as Go prints a GroupKind. */
export function groupKind({ group, kind }: ApiResource): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** Kinds that kubectl knows without having revisions of them; of others it says so in other words. */
const VISITED = ['Pod', 'ReplicationController', 'ReplicaSet', 'Job', 'CronJob'];

/** There is nothing that shows the revisions of such a thing, or goes back to one. */
export function notRolledOut(resource: ApiResource, helper: 'rollbacker' | 'history viewer'): CommandError {
  const quoted = JSON.stringify(groupKind(resource));
  if (VISITED.includes(resource.kind)) return new CommandError(`no ${helper} has been implemented for ${quoted}`);
  const { group, kind } = resource;
  const what = helper === 'rollbacker' ? helper : 'history';
  return new CommandError(`error retrieving ${what} for ${quoted}, no visitor method exists for {${group} ${kind}}`);
}

export interface RolloutChange {
  /** The word after the object's name: `paused`. */
  readonly word: string;
  /** Why a patch with nothing in it is an error; absent: it is said that all is done already. */
  readonly same?: string;
  /** The object as it shall be. @throws CommandError why it can't be */
  change(object: PlainObject): PlainObject;
}

export function* changeRollouts(invocation: Invocation, { word, same, change }: RolloutChange): Routine<number> {
  const { args, access, printError } = invocation;
  checkRolloutUse(invocation);
  const { items, error } = yield* namedItems(invocation, args, { typeAloneLists: true });
  const errors: CommandError[] = error === undefined ? [] : [error];
  const print = lateChangePrinter(invocation, 'none', true);
  for (const item of items) {
    const { resource, name, object } = item;
    try {
      const patch = patchBetween(resource, object, changed(resource, name, object, change));
      if (patch === undefined) {
        if (same !== undefined) throw new CommandError(`failed to create patch for ${name}: ${same}`);
        print(resource, object, `already ${word}`);
        continue;
      }
      print(resource, yield* patchItem(invocation, item, patch, 'none'), word);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      const refused = problem.status !== undefined;
      errors.push(refused ? new CommandError(`failed to patch: ${problem.message}`) : problem);
    }
  }
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  if (items.length === 0) printError(`No resources found in ${access.namespace} namespace.\n`);
  return 0;
}

function changed(
  resource: ApiResource,
  name: string,
  object: PlainObject,
  change: RolloutChange['change'],
): PlainObject {
  try {
    return change(object);
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    throw new CommandError(`error: ${resourceText(resource)} ${JSON.stringify(name)} ${problem.message}`);
  }
}
