/** kubectl taint. */
import type { Taint } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import type { Item } from '../client/items';
import { namedItems } from '../client/namedItems';
import { patchBetween, patchItem } from '../client/podTemplates';
import { readTaints, splitTaints, type TaintChanges } from '../client/taintArguments';
import { changePrinter, type DryRun, dryRunOf, fieldManagerFlag, validateFlag } from '../client/writing';
import { CommandError, gathered, usageError } from '../errors';
import { dryRunFlag, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const TYPES = ['node', 'nodes'];

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
    const dryRun = dryRunOf(flags);
    const { resources, taints } = splitTaints(args);
    if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>');
    if (taints.length === 0) throw new CommandError('at least one taint update is required');
    const changes = read(command, taints);
    check(invocation, resources, changes);
    const { items, error } = yield* namedItems(invocation, ['nodes', ...resources.slice(1)], { typeAloneLists: true });
    const errors: CommandError[] = error === undefined ? [] : [error];
    const print = changePrinter(invocation, dryRun);
    for (const item of items) {
      try {
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

function check({ flags }: Invocation, resources: readonly string[], { add, remove }: TaintChanges): void {
  if (!TYPES.includes((resources[0] ?? '').toLowerCase())) {
    const list = `[${TYPES.map((type) => JSON.stringify(type)).join(' ')}]`;
    throw new CommandError(`invalid resource type ${resources[0]}, only ${list} are supported`);
  }
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
  if (!flags.bool('all') && selector === '' && resources.length < 2) {
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
  if (dryRun === 'client') return { word, object: after };
  const patch = patchBetween(resource, object, after) ?? {};
  return { word, object: yield* patchItem(invocation, item, patch, dryRun) };
}

function matches(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}
