/** kubectl rollout status. */
import type { Routine } from '../../../engine/processes/routine';
import type { Item } from '../client/items';
import { namedItems } from '../client/namedItems';
import { statusViewer } from '../client/rolloutStatus';
import { waitForObject } from '../client/waiting';
import { CommandError, gathered } from '../errors';
import { filenameFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { checkRolloutUse, groupKind } from './rolloutChange';

export const rolloutStatus: Verb = {
  name: 'status',
  short: 'Show the status of the rollout',
  long: 'Say how far the latest rollout is and wait until it is done.',
  examples:
    '# Until it is done\nkubectl rollout status deployment/web\n# As it is now\nkubectl rollout status deployment/web --watch=false',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  complete: 'resources',
  flags: [
    ...filenameFlags,
    { name: 'revision', type: 'int', usage: 'The revision that is expected; 0: the latest.' },
    selectorFlag,
    { name: 'timeout', type: 'duration', default: '0s', usage: 'How long to wait; 0: until it is done.' },
    { name: 'watch', shorthand: 'w', type: 'bool', default: true, usage: 'Wait until it is done.' },
  ],
  *run(invocation) {
    const { args, flags, printError, access } = invocation;
    checkRolloutUse(invocation);
    const revision = flags.int('revision');
    if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
    const { items, error } = yield* namedItems(invocation, args, { typeAloneLists: true });
    const errors = error === undefined ? [] : [error];
    for (const item of items) {
      const problem = yield* follow(invocation, item, revision);
      if (problem !== undefined) errors.push(problem);
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) printError(`No resources found in ${access.namespace} namespace.\n`);
    return 0;
  },
};

function* follow(invocation: Invocation, item: Item, revision: number): Routine<CommandError | undefined> {
  const { flags, print, process } = invocation;
  const { resource, namespace, name } = item;
  const view = statusViewer(resource.kind);
  if (view === undefined) return new CommandError(`no status viewer has been implemented for ${groupKind(resource)}`);
  const timeout = flags.duration('timeout');
  const end = timeout === 0 ? undefined : process.clock.now + timeout;
  try {
    let seen = false;
    const done = yield* waitForObject(invocation, { resource, namespace, name, uid: '' }, end, (object) => {
      if (object === undefined) {
        if (seen) throw new CommandError('object has been deleted');
        return false;
      }
      seen = true;
      const status = view(object, revision);
      print(status.text);
      return status.done || !flags.bool('watch');
    });
    return done ? undefined : new CommandError('timed out waiting for the condition');
  } catch (problem) {
    if (problem instanceof CommandError) return problem;
    throw problem;
  }
}
