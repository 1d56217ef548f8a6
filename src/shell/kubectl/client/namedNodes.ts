/** The nodes that cordon, uncordon and drain are about. */
import type { Routine } from '../../../engine/processes/routine';
import { CommandError, usageError } from '../errors';
import type { Invocation } from '../verb';
import { resourcePath } from './discovery';
import type { Item } from './items';
import { namedItems } from './namedItems';
import { changePrinter, type DryRun } from './writing';

/** @throws CommandError when none is named, or both names and a selector are given, or one cannot be had */
export function* namedNodes(invocation: Invocation): Routine<readonly Item[]> {
  const { args, flags, command, verb } = invocation;
  const selector = flags.string('selector');
  if (args.length === 0 && !flags.changed('selector')) throw usageError(command, `USAGE: ${verb.name} NODE [flags]`);
  if (args.length > 0 && selector !== '') {
    throw usageError(command, 'error: cannot specify both a node name and a --selector option');
  }
  const hasTypes = args.some((name) => name.includes('/'));
  const words = hasTypes ? args.map((name) => (name.includes('/') ? name : `nodes/${name}`)) : ['nodes', ...args];
  const { items, error } = yield* namedItems(invocation, words, { typeAloneLists: true });
  if (error !== undefined) throw error;
  for (const { resource } of items) {
    if (resource.kind === 'Node') continue;
    const text = `{${JSON.stringify(resource.group)} ${JSON.stringify(resource.version)} ${JSON.stringify(resource.plural)}}`;
    throw new CommandError(`error: expected resource of type node, got ${text}`);
  }
  return items;
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
