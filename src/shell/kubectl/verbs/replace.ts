/** kubectl replace: an object becomes what a file says, wholly. */
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import { cascadeOf, type Propagation } from '../client/cascade';
import { printedType, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { itemsOfFiles } from '../client/fileItems';
import type { Item } from '../client/items';
import { lastApplied, withLastApplied } from '../client/lastApplied';
import { sendRaw } from '../client/rawRequest';
import {
  changePrinter,
  createObject,
  type DryRun,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  validateFlag,
  writeQuery,
} from '../client/writing';
import { CommandError, gathered, serverError, withContext } from '../errors';
import { dryRunFlag, filenameFlags, filesAreNamed, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

/** How long --force waits for the old object to go. */
const PATIENCE = 300_000;

export const replace: Verb = {
  name: 'replace',
  short: 'Replace a resource by file name or stdin',
  long: `Make objects wholly what files say. They must be there already.

 With --force they are deleted and made anew, for what cannot be changed.`,
  examples: `
# The object as the file has it
kubectl replace -f web.yaml
# Delete it and make it anew
kubectl replace --force -f pod.yaml`,
  usage: '-f FILENAME',
  flags: [
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      alone: 'background',
      usage: 'With --force: what becomes of what the object owns: background, orphan or foreground.',
      complete: ['background', 'orphan', 'foreground'],
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    ...filenameFlags,
    { name: 'force', type: 'bool', usage: 'Delete the object and make it anew.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'With --force: seconds to end in.' },
    ...printFlags,
    { name: 'raw', type: 'string', usage: 'A path to send the file to as it is.' },
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    { name: 'subresource', type: 'string', usage: 'The part of the object to replace.', complete: ['status', 'scale'] },
    { name: 'timeout', type: 'duration', default: '0s', usage: 'With --force: how long to wait; 0: five minutes.' },
    validateFlag,
    { name: 'wait', type: 'bool', usage: 'With --force: wait until the old object is gone.' },
  ],
  *run(invocation) {
    const { flags } = invocation;
    fieldValidationOf(flags);
    const dryRun = dryRunOf(invocation);
    const print = changePrinter(invocation, dryRun);
    const propagation = cascadeOf(invocation);
    invocation.access.check();
    checkUse(invocation);
    if (flags.string('raw') !== '') return yield* sendRaw(invocation, 'PUT');
    const { items, error } = yield* itemsOfFiles(invocation);
    const errors: CommandError[] = error === undefined ? [] : [error];
    for (const item of items) {
      try {
        const object = saved(invocation, item.object);
        const replaced = flags.bool('force')
          ? yield* makeAnew(invocation, item, object, dryRun, propagation)
          : yield* replaceOne(invocation, item, object, dryRun);
        print(item.resource, replaced, 'replaced');
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        errors.push(problem);
      }
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) throw new CommandError('no objects passed to replace');
    return 0;
  },
};

/** @throws CommandError when the flags don't go together */
function checkUse({ flags }: Invocation): void {
  if (!filesAreNamed(flags)) throw new CommandError('must specify one of -f and -k');
  if (flags.int('grace-period') >= 0 && !flags.bool('force'))
    throw new CommandError('--grace-period must have --force specified');
  if (flags.duration('timeout') !== 0 && !flags.bool('force'))
    throw new CommandError('--timeout must have --force specified');
}

/** The annotation for apply is kept up to date where there is one. */
function saved({ flags }: Invocation, object: PlainObject): PlainObject {
  return flags.bool('save-config') || lastApplied(object) !== undefined ? withLastApplied(object) : object;
}

function* replaceOne(
  { access, flags }: Invocation,
  { resource, namespace, name, source = '' }: Item,
  object: PlainObject,
  dryRun: DryRun,
): Routine<PlainObject> {
  if (dryRun === 'client') return object;
  const context = `error when replacing ${JSON.stringify(source)}`;
  const path = resourcePath(resource, namespace, name, flags.string('subresource'));
  let body = object;
  if ((object.metadata?.['resourceVersion'] ?? '') === '') {
    // without a version it replaces whatever is there now
    const current = yield* access.attempt<PlainObject>({ method: 'GET', path });
    const resourceVersion = current.ok ? current.value.metadata?.['resourceVersion'] : undefined;
    if (resourceVersion !== undefined) body = { ...object, metadata: { ...object.metadata, resourceVersion } };
  }
  const done = yield* access.attempt<PlainObject>({ method: 'PUT', path, query: writeQuery(flags, dryRun), body });
  if (!done.ok) throw withContext(context, serverError(done.error));
  return done.value;
}

/** --force */
function* makeAnew(
  invocation: Invocation,
  { resource, namespace, name }: Item,
  object: PlainObject,
  dryRun: DryRun,
  propagationPolicy: Propagation,
): Routine<PlainObject> {
  const { access, flags, process, print } = invocation;
  const path = resourcePath(resource, namespace, name);
  const grace = flags.int('grace-period');
  if (dryRun === 'none') {
    const deleted = yield* access.attempt({
      method: 'DELETE',
      path,
      body: {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy,
        ...(grace < 0 ? {} : { gracePeriodSeconds: Math.max(1, grace) }),
      },
    });
    if (!deleted.ok && deleted.error.reason !== 'NotFound') throw serverError(deleted.error);
    if (deleted.ok && flags.string('output') === '') print(`${printedType(resource)} "${name}" deleted\n`);
    const end = process.clock.now + (flags.duration('timeout') || PATIENCE);
    for (;;) {
      const left = yield* access.attempt({ method: 'GET', path });
      if (!left.ok && left.error.reason === 'NotFound') break;
      if (process.clock.now >= end) throw new CommandError('timed out waiting for the condition');
      yield* sleep(process.clock, 1000);
    }
  }
  const made = yield* createObject(invocation, resource, namespace, object, dryRun);
  if (!made.ok) throw made.error;
  return made.value;
}
