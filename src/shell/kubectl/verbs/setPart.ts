/** What the verbs below `kubectl set` share: they change a part of objects and patch them. */
import type { Routine } from '../../../engine/processes/routine';
import type { Flag } from '../../flags/flag';
import { recordFlag, withChangeCause } from '../client/changeCause';
import type { PlainObject } from '../client/documents';
import type { Item } from '../client/items';
import { allFlag, localFlag, namedItems } from '../client/namedItems';
import { patchBetween, patchItem } from '../client/podTemplates';
import { typedObject } from '../client/typedObject';
import { changePrinter, dryRunOf, fieldManagerFlag } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation } from '../verb';

export const setFlags: readonly Flag[] = [
  allFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  ...filenameFlags,
  localFlag,
  ...printFlags,
  selectorFlag,
];

/** Those of the verbs that can be recorded: all but `set env` and `set subject`. */
export const recordedSetFlags: readonly Flag[] = [...setFlags, recordFlag];

export interface PartChange {
  /** The word after the object's name: `image updated`. */
  readonly word: string;
  /** Before the server's words when it refuses; the refusal is told as it is when absent. */
  readonly refusal?: string;
  /** What is said of an object that stays as it is; nothing when absent. */
  readonly same?: (name: string) => CommandError;
  /** What is wrong with an object is said without naming it. */
  readonly bare?: boolean;
  change(object: PlainObject): PlainObject;
}

/** The objects that are named, all of them. @throws CommandError when one cannot be had */
export function* setTargets(invocation: Invocation, resources: readonly string[]): Routine<readonly Item[]> {
  const { items, error } = yield* namedItems(invocation, resources, {
    all: false,
    typeAloneLists: invocation.flags.bool('all'),
  });
  if (error !== undefined) throw error;
  return items;
}

/** @throws CommandError when flags are given that don't go together */
export function checkSetUse(invocation: Invocation, resources: readonly string[]): void {
  const { flags } = invocation;
  if (flags.bool('all') && flags.string('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time');
  if (resources.length === 0 && !filesAreNamed(flags))
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (flags.bool('local') && dryRunOf(invocation) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
}

/** Changes each object; those that fail don't keep the others from being changed. */
export function* setPart(invocation: Invocation, items: readonly Item[], part: PartChange): Routine<number> {
  const { flags } = invocation;
  const dryRun = dryRunOf(invocation);
  const print = changePrinter(invocation, dryRun, true);
  const errors: CommandError[] = [];
  for (const item of items) {
    const outcome = attempt(invocation, item, part);
    if (outcome instanceof CommandError) {
      errors.push(outcome);
      continue;
    }
    const patch = patchBetween(item.resource, item.object, outcome);
    if (patch === undefined) {
      if (part.same !== undefined) errors.push(part.same(`${item.resource.plural}/${item.name}`));
      continue;
    }
    if (flags.bool('local') || dryRun === 'client') {
      print(item.resource, flags.bool('local') ? typedObject(outcome) : outcome, part.word);
      continue;
    }
    try {
      print(item.resource, yield* patchItem(invocation, item, patch, dryRun), part.word);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      errors.push(part.refusal === undefined ? problem : new CommandError(`${part.refusal} ${problem.message}`));
    }
  }
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  return 0;
}

function attempt(invocation: Invocation, item: Item, part: PartChange): PlainObject | CommandError {
  try {
    return withChangeCause(invocation, part.change(item.object));
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    if (part.bare === true || problem.verbatim || problem.message.startsWith('error: ')) return problem;
    return new CommandError(`error: ${item.resource.plural}/${item.name} ${problem.message}\n`);
  }
}
