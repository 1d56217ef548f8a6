/** Sets and takes away labels or annotations of objects: what label and annotate share. */
import { equal } from '../../../base/equality';
import type { Routine } from '../../../engine/processes/routine';
import { mergeDiff } from '../../../kinds/patch/mergeDiff';
import type { Flag } from '../../flags/flag';
import { CommandError, gathered, serverError } from '../errors';
import { allNamespacesFlag, dryRunFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation } from '../verb';
import { CHANGE_CAUSE, recordFlag, withChangeCause } from './changeCause';
import { resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';
import { allFlag, localFlag, namedItems } from './namedItems';
import type { Pairs } from './pairArguments';
import { type DryRun, dryRunOf, fieldManagerFlag, lateChangePrinter, writeQuery } from './writing';

/** What differs between the two verbs. */
export interface MetadataChange {
  readonly field: 'labels' | 'annotations';
  /** `label`, `annotation` */
  readonly noun: string;
  readonly resources: readonly string[];
  readonly pairs: Pairs;
  /** The error for keys that have another value already. */
  overwriteError(taken: readonly (readonly [string, string])[]): CommandError;
  /** The word after the object's name. */
  done(before: PlainObject, after: PlainObject): string;
}

/** The flags of both verbs. */
export function metadataFlags(manager: string): readonly Flag[] {
  return [
    allFlag,
    allNamespacesFlag,
    dryRunFlag,
    fieldManagerFlag(manager),
    { name: 'field-selector', type: 'string', usage: 'Only objects whose fields match: key=value or key!=value.' },
    ...filenameFlags,
    { name: 'list', type: 'bool', usage: 'Print what the objects have.' },
    localFlag,
    { name: 'overwrite', type: 'bool', usage: 'Change what has a value already.' },
    ...printFlags,
    recordFlag,
    { name: 'resource-version', type: 'string', usage: 'Only when the object is at this resourceVersion.' },
    selectorFlag,
  ];
}

/** @throws CommandError in kubectl's words when the flags and arguments don't go together */
function checkMetadataUse({ flags }: Invocation, change: MetadataChange, dryRun: DryRun): void {
  if (flags.bool('all') && flags.string('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time');
  if (flags.bool('all') && flags.string('field-selector') !== '')
    throw new CommandError('cannot set --all and --field-selector at the same time');
  if (flags.bool('local')) {
    if (dryRun === 'server')
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    const name = change.field === 'labels' ? 'pod' : 'rsrc';
    const example = `-f ${name}.yaml or --filename=${name}.json`;
    if (change.resources.length > 0)
      throw new CommandError(`can only use local files by ${example} when --local=true is set`);
    if (!filesAreNamed(flags)) throw new CommandError(`one or more files must be specified as ${example}`);
  } else if (change.resources.length === 0 && !filesAreNamed(flags)) {
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const { set, removed } = change.pairs;
  if (set.size === 0 && removed.length === 0 && !flags.bool('list'))
    throw new CommandError(`at least one ${change.noun} update is required`);
}

/** Changes all objects that are named; those that fail don't keep the others from being changed. */
export function* changeMetadata(invocation: Invocation, change: MetadataChange): Routine<number> {
  const { flags } = invocation;
  const dryRun = dryRunOf(invocation);
  const print = lateChangePrinter(invocation, dryRun);
  checkMetadataUse(invocation, change, dryRun);
  const { items, error, single } = yield* namedItems(invocation, change.resources, {
    all: false,
    typeAloneLists: flags.bool('all'),
  });
  if (flags.string('resource-version') !== '' && !single)
    throw new CommandError('--resource-version may only be used with a single resource');
  const errors: CommandError[] = error === undefined ? [] : [error];
  for (const item of items) {
    try {
      const after = changed(item.object, change, flags.bool('overwrite'), flags.string('resource-version'));
      if (flags.bool('list')) {
        list(invocation, item, after, change, single);
        continue;
      }
      const word = change.done(item.object, after);
      const local = flags.bool('local') || dryRun === 'client';
      const kept = withChangeCause(invocation, after);
      const result = local ? kept : yield* patchObject(invocation, item, kept, change, dryRun);
      print(item.resource, result, word);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      errors.push(problem);
    }
  }
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  return 0;
}

function changed(
  object: PlainObject,
  { field, pairs, overwriteError }: MetadataChange,
  overwrite: boolean,
  resourceVersion: string,
): PlainObject {
  const before = object.metadata?.[field] ?? {};
  if (!overwrite) {
    const taken = [...pairs.set].flatMap(([key, value]) => {
      const current = before[key];
      // what caused a change can always be overwritten
      const free = current === undefined || current === value || key === CHANGE_CAUSE;
      return free ? [] : [[key, current] as const];
    });
    if (taken.length > 0) throw overwriteError(taken);
  }
  const after = { ...before, ...Object.fromEntries(pairs.set) };
  for (const key of pairs.removed) delete after[key];
  const metadata = { ...object.metadata, ...(resourceVersion === '' ? {} : { resourceVersion }) };
  if (Object.keys(after).length > 0 || object.metadata?.[field] !== undefined) metadata[field] = after;
  if (Object.keys(after).length === 0) delete metadata[field];
  return { ...object, metadata };
}

function* patchObject(
  invocation: Invocation,
  { resource, namespace, name, object }: Item,
  after: PlainObject,
  { field, pairs, noun }: MetadataChange,
  dryRun: DryRun,
): Routine<PlainObject> {
  const { access, flags, print } = invocation;
  if (noun === 'label') {
    for (const key of pairs.removed)
      if (object.metadata?.[field]?.[key] === undefined) print(`${noun} ${JSON.stringify(key)} not found.\n`);
  }
  const patched = yield* access.attempt<PlainObject>({
    method: 'PATCH',
    path: resourcePath(resource, namespace, name),
    headers: { 'content-type': 'application/merge-patch+json' },
    query: writeQuery(flags, dryRun),
    body: mergeDiff(object, after),
  });
  if (!patched.ok) throw serverError(patched.error);
  return patched.value;
}

function list(
  { print, printError }: Invocation,
  { resource, name }: Item,
  object: PlainObject,
  { field }: MetadataChange,
  single: boolean,
): void {
  if (!single) printError(`Listing ${field} for ${resource.kind}.${resource.group}/${name}:\n`);
  const pairs = Object.entries(object.metadata?.[field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of pairs) print(`${single ? '' : ' '}${key}=${value}\n`);
}

/** True when nothing of an object differs. */
export function unchanged(before: PlainObject, after: PlainObject): boolean {
  return equal(before, after);
}
