/** What arguments and the usual flags of a verb name, fetched: files, selectors, --all, names. */
import type { Routine } from '../../../engine/processes/routine';
import type { Flag, FlagValues } from '../../flags/flag';
import { CommandError, gathered } from '../errors';
import type { Invocation } from '../verb';
import { itemsOfFiles } from './fileItems';
import { fetchItems, type Item } from './items';
import { type ResourceQuery, resolveTargets } from './resourceBuilder';

export interface NamedItems {
  readonly items: readonly Item[];
  /** What could not be had; the items are there nevertheless. */
  readonly error: CommandError | undefined;
  /** True when exactly one object was named. */
  readonly single: boolean;
}

export const allFlag: Flag = { name: 'all', type: 'bool', usage: 'All objects of the types, in the namespace.' };

export const localFlag: Flag = {
  name: 'local',
  type: 'bool',
  usage: 'Work on the files alone, without asking the server.',
};

const LOCAL = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** Fetches what is named; with --local the objects of the files are taken as they are. @throws CommandError for bad use */
export function* namedItems(
  invocation: Invocation,
  args: readonly string[],
  more: Partial<ResourceQuery> = {},
): Routine<NamedItems> {
  const { flags, access } = invocation;
  if (isSet(flags, 'local')) {
    if (args.length > 0) throw new CommandError(LOCAL);
    const { items, error } = yield* itemsOfFiles(invocation);
    return { items, error, single: items.length === 1 };
  }
  const selector = textOf(flags, 'selector');
  const fields = textOf(flags, 'field-selector');
  const resolved = yield* resolveTargets(invocation, {
    args,
    filenames: flags.knows('filename') ? flags.strings('filename') : [],
    recursive: isSet(flags, 'recursive'),
    all: isSet(flags, 'all'),
    allNamespaces: isSet(flags, 'all-namespaces'),
    ...(selector === '' ? {} : { labelSelector: selector }),
    ...(fields === '' ? {} : { fieldSelector: fields }),
    ...more,
  });
  const { items, errors } = yield* fetchItems(access, resolved.targets);
  const error = gathered([...(resolved.error === undefined ? [] : [resolved.error]), ...errors]);
  return { items, error, single: resolved.single };
}

function isSet(flags: FlagValues, name: string): boolean {
  return flags.knows(name) && flags.bool(name);
}

function textOf(flags: FlagValues, name: string): string {
  return flags.knows(name) ? flags.string(name) : '';
}
