/** kubectl scale: sets how many copies are wanted, through the scale subresource. */
import type { Routine } from '../../../engine/processes/routine';
import { recordFlag, sendChangeCause } from '../client/changeCause';
import { resourcePath } from '../client/discovery';
import { fetchItems, type Item } from '../client/items';
import { resolveTargets } from '../client/resourceBuilder';
import { waitForObject } from '../client/waiting';
import { changePrinter, type DryRun, dryRunOf } from '../client/writing';
import { CommandError, gathered, serverError } from '../errors';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

interface Scale {
  readonly metadata: { readonly resourceVersion?: string };
  readonly spec?: { readonly replicas?: number };
}

export const scale: Verb = {
  name: 'scale',
  short: 'Set a new size for a deployment, replica set, stateful set, or replication controller',
  long: 'Set how many copies of a workload are wanted, if it has the size that is expected.',
  examples: `
# Three copies
kubectl scale rc kubia --replicas=3
# Only if there are two now
kubectl scale deployment/web --current-replicas=2 --replicas=3
# Several at once
kubectl scale --replicas=5 rc/one rc/two`,
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  complete: 'resources',
  flags: [
    { name: 'all', type: 'bool', usage: 'All objects of the types, in the namespace.' },
    { name: 'current-replicas', type: 'int', default: -1, usage: 'The size that is expected; -1: any.' },
    dryRunFlag,
    ...filenameFlags,
    ...printFlags,
    { name: 'replicas', type: 'int', required: true, usage: 'How many copies are wanted.' },
    { name: 'resource-version', type: 'string', usage: 'The resourceVersion that is expected.' },
    selectorFlag,
    { name: 'timeout', type: 'duration', default: '0s', usage: 'How long to wait for the new size; 0: not at all.' },
    recordFlag,
  ],
  *run(invocation) {
    const { args, flags, access } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = changePrinter(invocation, dryRun);
    access.check();
    if (flags.int('replicas') < 0) {
      throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    }
    const resolved = yield* resolveTargets(invocation, {
      args,
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
      typeAloneLists: flags.bool('all'),
      ...(flags.string('selector') === '' ? {} : { labelSelector: flags.string('selector') }),
    });
    const { items, errors } = yield* fetchItems(access, resolved.targets);
    const problem = gathered([...(resolved.error === undefined ? [] : [resolved.error]), ...errors]);
    if (items.length === 0) {
      if (problem !== undefined) throw new CommandError(`no objects passed to scale ${problem.message}`);
      throw new CommandError('no objects passed to scale');
    }
    for (const item of items) {
      yield* scaleOne(invocation, item, dryRun);
      if (dryRun === 'none') yield* sendChangeCause(invocation, item);
      print(item.resource, item.object, 'scaled');
    }
    if (problem !== undefined) throw problem;
    return 0;
  },
};

function* scaleOne(invocation: Invocation, { resource, namespace, name }: Item, dryRun: DryRun): Routine<void> {
  const { access, flags, process } = invocation;
  const path = resourcePath(resource, namespace, name, 'scale');
  const wanted = flags.int('replicas');
  const expected = flags.int('current-replicas');
  const version = flags.string('resource-version');
  if (dryRun === 'client') return;
  const dry: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
  if (expected < 0 && version === '') {
    const headers = { 'content-type': 'application/merge-patch+json' };
    const done = yield* access.attempt({
      method: 'PATCH',
      path,
      headers,
      query: dry,
      body: { spec: { replicas: wanted } },
    });
    if (!done.ok) throw serverError(done.error);
  } else {
    const current = yield* access.call<Scale>({ method: 'GET', path });
    const replicas = current.spec?.replicas ?? 0;
    if (expected >= 0 && replicas !== expected)
      throw new CommandError(`Expected replicas to be ${expected}, was ${replicas}`);
    if (version !== '' && current.metadata.resourceVersion !== version) {
      throw new CommandError(`Expected resource version to be ${version}, was ${current.metadata.resourceVersion}`);
    }
    const body = { ...current, spec: { ...current.spec, replicas: wanted } };
    yield* access.call({ method: 'PUT', path, query: dry, body });
  }
  const timeout = flags.duration('timeout');
  if (timeout === 0) return;
  const settled = yield* waitForObject(
    invocation,
    { resource, namespace, name, uid: '' },
    process.clock.now + timeout,
    (object) => {
      const status = object?.['status'] as { replicas?: number; observedGeneration?: number } | undefined;
      return (status?.replicas ?? 0) === wanted;
    },
  );
  if (!settled) throw new CommandError('timed out waiting for the condition');
}
