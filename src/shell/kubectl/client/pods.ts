/** Finds the pod that a command line means: by its name, or by the workload or service that it belongs to. */
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { CommandError, gathered, serverError } from '../errors';
import type { Invocation } from '../verb';
import { resourcePath } from './discovery';
import { fetchItems, type Item } from './items';
import { orderForAttaching } from './podOrder';
import { resolveTargets } from './resourceBuilder';

/** What tells kubectl which container is meant when none is named. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The pod of `POD`, `TYPE/NAME` or a file, in this namespace or the usual one. @throws CommandError when there is none */
export function* podOf(
  invocation: Invocation,
  named: string | undefined,
  filenames: readonly string[] = [],
  namespace?: string,
): Routine<Pod> {
  const args = named === undefined ? [] : [named.includes('/') ? named : `pods/${named}`];
  const { targets, error } = yield* resolveTargets(invocation, { args, filenames });
  if (error !== undefined) throw error;
  const first = targets
    .slice(0, 1)
    .map((target) => (namespace === undefined || target.namespace === '' ? target : { ...target, namespace }));
  const { items, errors } = yield* fetchItems(invocation.access, first);
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  const [item] = items;
  if (item === undefined) throw new CommandError('no pod is named');
  return yield* podBehind(invocation, item);
}

/** The object itself when it is a pod, else one of the pods that it selects: running and ready ones first. */
export function* podBehind(invocation: Invocation, item: Item): Routine<Pod> {
  if (item.resource.kind === 'Pod') return item.object as unknown as Pod;
  const pods = yield* podsOf(invocation, item);
  const [pod] = [...pods].sort(orderForAttaching);
  if (pod === undefined) throw new CommandError('timed out waiting for the condition');
  return pod;
}

/** All pods that an object selects. @throws CommandError when objects of its kind select none */
export function* podsOf({ access }: Invocation, item: Item, what = 'attach to'): Routine<readonly Pod[]> {
  const labels = selectorOf(item);
  if (labels === undefined || labels === '') {
    const type = goType(item);
    const why =
      item.resource.kind === 'Service'
        ? `invalid service '${item.name}': Service is defined without a selector`
        : `selector for ${type} not implemented`;
    throw new CommandError(`cannot ${what} ${type}: ${why}`);
  }
  const pods = { group: '', version: 'v1', plural: 'pods', namespaced: true };
  const list = yield* access.attempt<{ items: Pod[] }>({
    method: 'GET',
    path: resourcePath(pods, item.namespace),
    query: { labelSelector: labels },
  });
  if (!list.ok) throw serverError(list.error);
  return list.value.items;
}

/** As Go names the type of an object: those that are built in by their package, the version. */
function goType({ resource: { group, version, kind } }: Item): string {
  const builtIn = group === '' || !group.includes('.') || group.endsWith('.k8s.io');
  return builtIn ? `*${version}.${kind}` : '*unstructured.Unstructured';
}

/** The label selector of a workload or a service, as the API takes it. */
export function selectorOf({ object }: Item): string | undefined {
  const selector = (object['spec'] as { selector?: unknown } | undefined)?.selector;
  if (typeof selector !== 'object' || selector === null) return undefined;
  const { matchLabels, matchExpressions } = selector as {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
  if (matchLabels === undefined && matchExpressions === undefined) return pairs(selector as Record<string, string>);
  const expressions = (matchExpressions ?? []).map(expressionText);
  return [pairs(matchLabels ?? {}), ...expressions].filter(Boolean).join(',');
}

function expressionText({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }): string {
  if (operator === 'In') return `${key} in (${values.join(',')})`;
  if (operator === 'NotIn') return `${key} notin (${values.join(',')})`;
  return operator === 'DoesNotExist' ? `!${key}` : key;
}

export function containerNames(pod: Pod): readonly string[] {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  return [
    ...containers.map(({ name }) => name),
    ...initContainers.map(({ name }) => `${name} (init)`),
    ...ephemeralContainers.map(({ name }) => `${name} (ephem)`),
  ];
}

/** The container that is meant when none is named. */
export function defaultContainer(pod: Pod): string {
  const annotated = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  const known = pod.spec.containers.some(({ name }) => name === annotated);
  return (known ? annotated : undefined) ?? pod.spec.containers[0]?.name ?? '';
}

function pairs(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
