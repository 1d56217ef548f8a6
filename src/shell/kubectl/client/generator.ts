/** What the generators of `kubectl create` share: one object, made from flags, created and reported. */
import type { Routine } from '../../../engine/processes/routine';
import type { Flag } from '../../flags/flag';
import { hashLetters } from '../../kustomize/nameHash';
import { CommandError, usageError, withContext } from '../errors';
import { dryRunFlag, printFlags } from '../sharedFlags';
import type { Invocation } from '../verb';
import { builtInResource, findResource } from './discovery';
import type { PlainObject } from './documents';
import {
  changePrinter,
  checkOutput,
  createObject,
  dryRunOf,
  fieldManagerFlag,
  fieldValidationOf,
  validateFlag,
} from './writing';

export const generatorFlags: readonly Flag[] = [
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  ...printFlags,
  { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
  validateFlag,
];

/**
 * The one name that a generator takes. Before anything else is looked at, kubectl has read its configuration and knows how
 * it will print: what is wrong with that is told first.
 * @throws CommandError when there is none or more, or for flags that cannot be followed
 */
export function nameArgument(invocation: Invocation): string {
  const { args, command, argsBeforeDash, access, flags } = invocation;
  const names = argsBeforeDash < 0 ? args : args.slice(0, argsBeforeDash);
  if (names.length !== 1) throw usageError(command, `exactly one NAME is required, got ${names.length}`);
  access.check();
  checkOutput(invocation);
  if (flags.knows('validate')) fieldValidationOf(flags);
  return names[0] ?? '';
}

/** The same, for generators that refuse an empty name themselves instead of asking the server. */
export function ownNameArgument(invocation: Invocation): string {
  const name = nameArgument(invocation);
  if (name === '') throw new CommandError('name must be specified');
  return name;
}

/** Creates what a generator made. `what` stands in the error: `failed to create deployment: ...`. */
export function* createGenerated(
  invocation: Invocation,
  resourceWord: string,
  object: PlainObject,
  what?: string,
): Routine<number> {
  const { access, flags } = invocation;
  const dryRun = dryRunOf(invocation);
  const print = changePrinter(invocation, dryRun, true);
  const resource =
    dryRun === 'client' ? builtInResource(resourceWord) : findResource(yield* access.discovery(), resourceWord);
  const namespace = resource.namespaced ? access.namespace : '';
  // kubectl writes the namespace into the object only where one was asked for
  const placed =
    access.namespaceGiven && resource.namespaced ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  const named = flags.knows('append-hash') && flags.bool('append-hash') ? withHash(placed) : placed;
  const made = yield* createObject(invocation, resource, namespace, named, dryRun, true);
  if (!made.ok) {
    if (what === undefined) throw made.error;
    const plain = made.error.status === undefined ? made.error : new CommandError(made.error.status.message ?? '');
    // of secrets it is said without a colon
    if (what === 'secret') throw new CommandError(`failed to create secret ${plain.message}`);
    throw withContext(`failed to create ${what}`, plain);
  }
  print(resource, made.value, 'created');
  return 0;
}

/** --append-hash: the name ends with a hash of the content. */
function withHash(object: PlainObject): PlainObject {
  const { kind, data, metadata } = object;
  const name = metadata?.name ?? '';
  const type = kind === 'Secret' ? { type: object['type'] ?? '' } : {};
  const hash = hashLetters({ kind, name, data: data ?? null, ...type });
  return { ...object, metadata: { ...metadata, name: `${name}-${hash}` } };
}
