/** kubectl autoscale: a HorizontalPodAutoscaler for a workload that is there. */
import type { Routine } from '../../../engine/processes/routine';
import { recordFlag } from '../client/changeCause';
import { type ApiResource, findResource } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { fetchItems, type Item } from '../client/items';
import { resolveTargets } from '../client/resourceBuilder';
import { changePrinter, createObject, dryRunOf, fieldManagerFlag } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, filenameFlags, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const RESOURCE = 'horizontalpodautoscalers.v1.autoscaling';

export const autoscale: Verb = {
  name: 'autoscale',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: 'Make an autoscaler that keeps the number of pods between two limits, by how much CPU they use.',
  examples: `
# Between two and ten pods; how much CPU is too much is left to the server
kubectl autoscale deployment web --min=2 --max=10
# At most five, at 80 percent of what they ask for
kubectl autoscale rc web --max=5 --cpu-percent=80`,
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
  flags: [
    {
      name: 'cpu-percent',
      type: 'int',
      bits: 32,
      default: -1,
      usage: 'How much of what they ask for pods should use on average.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    ...filenameFlags,
    { name: 'max', type: 'int', bits: 32, default: -1, required: true, usage: 'The most pods there may be.' },
    { name: 'min', type: 'int', bits: 32, default: -1, usage: 'The fewest pods there may be; 1 when left out.' },
    { name: 'name', type: 'string', usage: "The autoscaler's name; that of what it scales when left out." },
    ...printFlags,
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    recordFlag,
  ],
  complete: 'resources',
  *run(invocation) {
    const { access, args, flags } = invocation;
    const [min, max] = [flags.int('min'), flags.int('max')];
    if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) {
      throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    }
    const filenames = flags.strings('filename');
    const { targets, error } = yield* resolveTargets(invocation, { args, filenames });
    if (error !== undefined) throw error;
    const { items, errors } = yield* fetchItems(access, targets);
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0) throw new CommandError('no objects passed to autoscale');
    const resource = findResource(yield* access.discovery(), RESOURCE);
    const failures: CommandError[] = [];
    for (const item of items) {
      try {
        yield* autoscaleItem(invocation, item, resource);
      } catch (failure) {
        if (!(failure instanceof CommandError)) throw failure;
        failures.push(failure);
      }
    }
    const failed = gathered(failures);
    if (failed !== undefined) throw failed;
    return 0;
  },
};

function* autoscaleItem(invocation: Invocation, item: Item, resource: ApiResource): Routine<void> {
  const { flags } = invocation;
  const { group, version, plural, kind, subresources } = item.resource;
  if (!subresources.includes('scale')) {
    const place = `${group === '' ? '' : group}/${version}, Resource=${plural}`;
    throw new CommandError(
      `cannot autoscale a ${kind}: could not find scale subresource for ${place} in discovery information`,
    );
  }
  const [min, max, percent] = [flags.int('min'), flags.int('max'), flags.int('cpu-percent')];
  const object = {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { creationTimestamp: null, name: flags.string('name') || item.name },
    spec: {
      maxReplicas: max,
      ...(min > 0 ? { minReplicas: min } : {}),
      scaleTargetRef: {
        apiVersion: group === '' ? version : `${group}/${version}`,
        kind,
        name: item.name,
      },
      ...(percent >= 0 ? { targetCPUUtilizationPercentage: percent } : {}),
    },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  } as unknown as PlainObject;
  const dryRun = dryRunOf(invocation);
  const print = changePrinter(invocation, dryRun, true);
  const made = yield* createObject(invocation, resource, item.namespace, object, dryRun, true);
  if (!made.ok) throw made.error;
  print(resource, made.value, dryRun === 'client' ? 'created' : 'autoscaled');
}
