/** kubectl taint. */
import type { Taint } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import { mappedResource } from '../client/discovery';
import type { Item } from '../client/items';
import { namedItems } from '../client/namedItems';
import { patchBetween, patchItem } from '../client/podTemplates';
import { readTaints, splitTaints, type TaintChanges } from '../client/taintArguments';
import {
  checkOutput,
  type DryRun,
  dryRunOf,
  fieldManagerFlag,
  lateChangePrinter,
  validateFlag,
} from '../client/writing';
import { CommandError, gathered, usageError } from '../errors';
import { dryRunFlag, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

export const taint: Verb = {
  name: 'taint',
  short: 'Update the taints on one or more nodes',
  long: `Set taints of nodes, or take them away with KEY- or KEY:EFFECT-.

 A taint has a key, an effect (NoSchedule, PreferNoSchedule or NoExecute) and may have a value.`,
  examples: `
# Nothing new there that does not tolerate it
kubectl taint nodes worker-1 team=blue:NoSchedule
# Take it away
kubectl taint nodes worker-1 team:NoSchedule-
# All effects of that key
kubectl taint nodes worker-1 team-`,
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  complete: 'resources',
  flags: [
    { name: 'all', type: 'bool', usage: 'All nodes of the cluster.' },
    dryRunFlag,
    fieldManagerFlag('kubectl-taint'),
    { name: 'overwrite', type: 'bool', usage: 'Change taints that are there already.' },
    ...printFlags,
    selectorFlag,
    validateFlag,
  ],
  *run(invocation) {
    const { args, flags, command } = invocation;
    const dryRun = dryRunOf(invocation);
    const { resources, taints } = splitTaints(args);
    if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>');
    if (taints.length === 0) throw new CommandError('at least one taint update is required');
    const changes = read(command, taints);
    const [type = '', ...names] = resources;
    yield* checkType(invocation, type);
    check(invocation, names, changes);
    const listed = flags.bool('all') || flags.string('selector') !== '';
    const words = listed ? ['nodes'] : names.map((name) => (name.includes('/') ? name : `nodes/${name}`));
    const { items, error } = yield* namedItems(invocation, words);
    const errors: CommandError[] = error === undefined ? [] : [error];
    // that it was a dry run is not told
    const print = lateChangePrinter(invocation, 'none');
    for (const item of items) {
      try {
        if (item.resource.kind !== 'Node') {
          const { version, kind } = item.resource;
          throw new CommandError(`unexpected type *${version}.${kind}, expected Node`);
        }
        const { word, object } = yield* change(invocation, item, changes, dryRun);
        print(item.resource, object, word);
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        errors.push(problem);
      }
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    return 0;
  },
};

function read(command: string, words: readonly string[]): TaintChanges {
  try {
    return readTaints(words);
  } catch (problem) {
    throw problem instanceof CommandError ? usageError(command, problem.message) : problem;
  }
}

function* checkType({ access }: Invocation, type: string): Routine<void> {
  const { kind } = mappedResource(yield* access.discovery(), type.toLowerCase());
  if (kind !== 'Node') throw new CommandError(`invalid resource type ${type}, only node types are supported`);
}

function check({ flags }: Invocation, names: readonly string[], { add, remove }: TaintChanges): void {
  const both = remove.filter(({ key, effect }) =>
    add.some((taint) => taint.key === key && (effect === '' || effect === taint.effect)),
  );
  if (both.length > 0) {
    const list = both.map(({ key, effect }) => `${key}=${effect}`).join(', ');
    throw new CommandError(`can not both modify and remove the following taint(s) in the same command: ${list}`);
  }
  const selector = flags.string('selector');
  if (flags.bool('all') && selector !== '') {
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!flags.bool('all') && selector === '' && names.length === 0) {
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
  }
}

function* change(
  invocation: Invocation,
  item: Item,
  { add, remove }: TaintChanges,
  dryRun: DryRun,
): Routine<{ readonly word: string; readonly object: Item['object'] }> {
  const { resource, name, object } = item;
  const spec = (object['spec'] ?? {}) as { taints?: readonly Taint[] };
  const before = spec.taints ?? [];
  const overwrite = invocation.flags.bool('overwrite');
  const taken = add.filter((one) => before.some((taint) => matches(taint, one)));
  if (!overwrite && taken.length > 0) {
    const keys = taken.map(({ key }) => key).join(',');
    throw new CommandError(`node ${name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`);
  }
  let taints = [...add, ...before.filter((taint) => !add.some((one) => matches(taint, one)))];
  const added = taints.length !== before.length;
  const missing: CommandError[] = [];
  let deleted = false;
  for (const one of remove) {
    const kept = taints.filter((taint) => taint.key !== one.key || (one.effect !== '' && one.effect !== taint.effect));
    deleted = kept.length !== taints.length;
    const text = one.effect === '' ? one.key : `${one.key}:${one.effect}`;
    if (!deleted) missing.push(new CommandError(`taint ${JSON.stringify(text)} not found`));
    taints = kept;
  }
  const problem = gathered(missing);
  if (problem !== undefined) throw problem;
  const word = (added && deleted) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
  const { taints: _, ...others } = spec;
  const after = { ...object, spec: taints.length === 0 ? others : { ...others, taints } };
  // how to print is found out only now, and before anything is changed
  checkOutput(invocation);
  if (dryRun === 'client') return { word, object: after };
  const patch = patchBetween(resource, object, after) ?? {};
  return { word, object: yield* patchItem(invocation, item, patch, dryRun) };
}

function matches(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}
