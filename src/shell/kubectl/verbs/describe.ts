/** kubectl describe: everything about an object, its relations and its events. */
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterObject } from '../../../kinds/object';
import { fetchItems, fetchList, type Item } from '../client/items';
import { type NamedTarget, resolveTargets } from '../client/resourceBuilder';
import { DescribeWriter } from '../describe/describer';
import { writeEvents } from '../describe/events';
import { describerFor } from '../describe/registry';
import { CommandError, gathered } from '../errors';
import { allNamespacesFlag, filenameFlags, filesAreNamed, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

export const describe: Verb = {
  name: 'describe',
  short: 'Show the details of one object or of several',
  long: `Show the details of one object or of several, with what belongs to them and their events.

 A name that does not exist is taken as the beginning of names.`,
  examples: `
# A pod
kubectl describe pod nginx
kubectl describe pod/nginx
# All nodes
kubectl describe nodes
# What a file names
kubectl describe -f pod.yaml
# Pods by label
kubectl describe pods -l app=web`,
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  flags: [
    allNamespacesFlag,
    ...filenameFlags,
    selectorFlag,
    { name: 'chunk-size', type: 'int', default: 500, usage: 'How many objects to ask for at a time.' },
    { name: 'show-events', type: 'bool', default: true, usage: 'Show the events of each object.' },
  ],
  complete: 'resources',
  *run(invocation) {
    const { args, flags, access } = invocation;
    const filenames = flags.strings('filename');
    if (args.length === 0 && !filesAreNamed(flags)) {
      throw new CommandError(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
      );
    }
    const resolved = yield* resolveTargets(invocation, {
      args,
      filenames,
      recursive: flags.bool('recursive'),
      allNamespaces: flags.bool('all-namespaces'),
      typeAloneLists: true,
      ...(flags.string('selector') === '' ? {} : { labelSelector: flags.string('selector') }),
    });
    const { items, errors } = yield* fetchItems(access, resolved.targets, flags.int('chunk-size'));
    const [only] = resolved.targets;
    const missing = errors[0];
    if (missing?.status?.reason === 'NotFound' && args.length === 2 && only?.form === 'name') {
      return yield* describeMatching(invocation, only, missing);
    }
    const problems = [...(resolved.error === undefined ? [] : [resolved.error]), ...errors];
    let first = true;
    for (const item of items) {
      invocation.print(`${first ? '' : '\n\n'}${yield* describeItem(invocation, item)}`);
      first = false;
    }
    if (items.length === 0 && problems.length === 0) {
      invocation.printError(
        flags.bool('all-namespaces')
          ? 'No resources found\n'
          : `No resources found in ${access.namespace} namespace.\n`,
      );
    }
    const error = gathered(problems);
    if (error !== undefined) throw error;
    return 0;
  },
};

/** Describes all objects whose names begin with the one that does not exist. */
function* describeMatching(invocation: Invocation, target: NamedTarget, missing: CommandError): Routine<number> {
  const { resource, namespace, name } = target;
  const all = { form: 'list', resource, namespace, labelSelector: '', fieldSelector: '' } as const;
  const list = yield* fetchList(invocation.access, all, invocation.flags.int('chunk-size'));
  if (!list.ok) throw list.error;
  const matching = list.value.filter((item) => item.name.startsWith(name));
  if (matching.length === 0) throw missing;
  for (const item of matching) invocation.print(`${yield* describeItem(invocation, item)}\n`);
  return 0;
}

function* describeItem(invocation: Invocation, item: Item): Routine<string> {
  const { access, flags, process } = invocation;
  const out = new DescribeWriter();
  const context = { access, out, now: process.clock.now, chunkSize: flags.int('chunk-size') };
  const object = item.object as unknown as ClusterObject;
  const describer = describerFor(item.resource.group, item.resource.kind);
  yield* describer.describe(context, object);
  if (flags.bool('show-events') && describer.events !== false) {
    // Controllers name a node by its UID in events, kubelets by its name.
    yield* writeEvents(context, object, item.resource.kind === 'Node' ? [item.name] : []);
  }
  return out.text();
}
