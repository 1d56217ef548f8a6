/** kubectl apply --prune: what was applied once and is in no file any more is deleted. */
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import { logLine } from '../output/logLine';
import type { Invocation } from '../verb';
import { type ApiResource, type Discovery, resourceForKind, resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';
import { lastApplied } from './lastApplied';
import type { changePrinter, DryRun } from './writing';

/** The types that are looked at when nobody names any. */
const NAMESPACED = [
  'v1/ConfigMap',
  'v1/Endpoints',
  'v1/PersistentVolumeClaim',
  'v1/Pod',
  'v1/ReplicationController',
  'v1/Secret',
  'v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
];
const CLUSTER_WIDE = ['v1/Namespace', 'v1/PersistentVolume'];

/** What is wrong with the flags around --prune. @throws CommandError */
export function checkPruneFlags({ flags }: Invocation): void {
  const selector = flags.string('selector');
  if (flags.bool('all') && selector !== '') throw new CommandError('cannot set --all and --selector at the same time');
  if (flags.bool('prune') && !flags.bool('all') && selector === '') {
    throw new CommandError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  }
}

/** The types that --prune-allowlist names. @throws CommandError for one that is none */
export function* pruneTypes({ access, flags }: Invocation): Routine<readonly ApiResource[]> {
  const discovery = yield* access.discovery();
  const named = flags.strings('prune-allowlist').map((text) => {
    const parts = text.split('/');
    if (parts.length !== 3) {
      throw new CommandError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
    }
    const [group = '', version = '', kind = ''] = parts;
    const place = group === 'core' || group === '' ? version : `${group}/${version}`;
    const found = resourceForKind(discovery, place, kind);
    if (found === undefined) {
      throw new CommandError(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(place)}`);
    }
    return found;
  });
  return named.length > 0 ? named : [...NAMESPACED, ...CLUSTER_WIDE].flatMap((name) => served(discovery, name));
}

function served(discovery: Discovery, name: string): readonly ApiResource[] {
  const slash = name.lastIndexOf('/');
  const found = resourceForKind(discovery, name.slice(0, slash), name.slice(slash + 1));
  return found === undefined ? [] : [found];
}

/** What the run of apply has seen: what it applied, and where. */
export interface Visited {
  readonly uids: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/** Deletes what was applied before, is selected, and was not visited now. */
export function* prune(
  invocation: Invocation,
  types: readonly ApiResource[],
  visited: Visited,
  dryRun: DryRun,
  print: ReturnType<typeof changePrinter>,
): Routine<void> {
  const { access, flags } = invocation;
  warnOfClusterWideTypes(invocation);
  for (const { type, namespace } of placesOf(types, visited)) {
    for (const item of yield* left(invocation, type, namespace, visited)) {
      if (dryRun !== 'client') {
        const grace = flags.int('grace-period');
        const body = {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          propagationPolicy: 'Background',
          ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
          ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
        };
        yield* access.call({ method: 'DELETE', path: resourcePath(type, namespace, item.name), body });
      }
      print(type, item.object, 'pruned');
    }
  }
}

/** What `prune` would delete. */
export function* prunable(
  invocation: Invocation,
  types: readonly ApiResource[],
  visited: Visited,
): Routine<readonly Item[]> {
  warnOfClusterWideTypes(invocation);
  const items: Item[] = [];
  for (const { type, namespace } of placesOf(types, visited))
    items.push(...(yield* left(invocation, type, namespace, visited)));
  return items;
}

function warnOfClusterWideTypes({ flags, process, printError }: Invocation): void {
  if (flags.strings('prune-allowlist').length > 0) return;
  const warning =
    'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';
  printError(logLine(process, 'W', 'prune.go:71', warning));
}

interface Place {
  readonly type: ApiResource;
  readonly namespace: string;
}

/** Each visited namespace for what is in one, then the cluster. */
function placesOf(types: readonly ApiResource[], { namespaces }: Visited): readonly Place[] {
  const inNamespaces = types.filter(({ namespaced }) => namespaced);
  return [
    ...[...namespaces].sort().flatMap((namespace) => inNamespaces.map((type) => ({ type, namespace }))),
    ...types.filter(({ namespaced }) => !namespaced).map((type) => ({ type, namespace: '' })),
  ];
}

/** The objects of a type that were applied once, are selected, and were not visited. */
function* left(
  { access, flags }: Invocation,
  resource: ApiResource,
  namespace: string,
  visited: Visited,
): Routine<readonly Item[]> {
  const selector = flags.string('selector');
  const list = yield* access.call<{ items: readonly PlainObject[]; apiVersion: string; kind: string }>({
    method: 'GET',
    path: resourcePath(resource, namespace),
    ...(selector === '' ? {} : { query: { labelSelector: selector } }),
  });
  return list.items
    .filter((found) => lastApplied(found) !== undefined && !visited.uids.has(String(found.metadata?.['uid'])))
    .map((found) => {
      const object = { ...found, apiVersion: list.apiVersion, kind: list.kind.replace(/List$/, '') };
      return { resource, namespace, name: object.metadata?.name ?? '', object };
    });
}
