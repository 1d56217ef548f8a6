/** The nodes that cordon, uncordon and drain are about. */
import type { Routine } from '../../../engine/processes/routine';
import { CommandError, usageError } from '../errors';
import type { Invocation } from '../verb';
import { findResource, resourcePath } from './discovery';
import type { Item } from './items';
import { namedItems } from './namedItems';
import { changePrinter, type DryRun } from './writing';

/** @throws CommandError when none is named, or both names and a selector are given */
export function checkNodeUse({ args, flags, command, verb }: Invocation): void {
  if (args.length === 0 && !flags.changed('selector')) throw usageError(command, `USAGE: ${verb.name} NODE [flags]`);
  if (args.length > 0 && flags.string('selector') !== '') {
    throw usageError(command, 'error: cannot specify both a node name and a --selector option');
  }
}

/** @throws CommandError when one cannot be had */
export function* namedNodes(invocation: Invocation): Routine<readonly Item[]> {
  const { args } = invocation;
  const words = args.length === 0 ? ['nodes'] : args.map((name) => (name.includes('/') ? name : `nodes/${name}`));
  if (new Set(words.map((word) => word.split('/')[0])).size > 1 && !(yield* areOneType(invocation, words))) {
    throw new CommandError('you may only specify a single resource type');
  }
  const { items, error } = yield* namedItems(invocation, words, { typeAloneLists: true });
  // the first that cannot be had ends it
  if (error !== undefined && items.every(({ resource }) => resource.kind === 'Node')) throw error.errors[0] ?? error;
  for (const { resource } of items) {
    if (resource.kind === 'Node') continue;
    const { group, version, plural } = resource;
    throw new CommandError(`error: expected resource of type node, got "${group}/${version}, Resource=${plural}"`);
  }
  return items;
}

function* areOneType({ access }: Invocation, words: readonly string[]): Routine<boolean> {
  const discovery = yield* access.discovery();
  return new Set(words.map((word) => findResource(discovery, word.split('/')[0] ?? '').kind)).size === 1;
}

/** Marks the nodes as unschedulable or takes the mark away, and says so of each. */
export function* cordonNodes(
  invocation: Invocation,
  nodes: readonly Item[],
  unschedulable: boolean,
  dryRun: DryRun,
): Routine<void> {
  const { access, printError } = invocation;
  const word = unschedulable ? 'cordon' : 'uncordon';
  const print = changePrinter(invocation, dryRun);
  for (const { resource, name, object } of nodes) {
    const spec = object['spec'] as { unschedulable?: boolean } | undefined;
    if ((spec?.unschedulable ?? false) === unschedulable) {
      print(resource, object, `already ${word}ed`);
      continue;
    }
    if (dryRun !== 'client') {
      const patched = yield* access.attempt({
        method: 'PATCH',
        path: resourcePath(resource, '', name),
        headers: { 'content-type': 'application/strategic-merge-patch+json' },
        query: dryRun === 'server' ? { dryRun: 'All' } : {},
        body: { spec: { unschedulable: unschedulable ? true : null } },
      });
      if (!patched.ok) {
        printError(`error: unable to ${word} node ${JSON.stringify(name)}: ${patched.error.message ?? ''}\n`);
        continue;
      }
    }
    print(resource, object, `${word}ed`);
  }
}
