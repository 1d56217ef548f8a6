/** How lists and maps merge: the patch strategies of strategic merge patch, and the list types of server-side apply. */

export interface MergeRule {
  /** Strategic merge patch: merge items by this key (undefined: a list of plain values is a set). */
  readonly patch?: { readonly key?: string; readonly retainKeys?: boolean };
  /** Server-side apply: `map` merges by keys, `set` by value, `atomic` replaces the whole. */
  readonly list?: { readonly type: 'map'; readonly keys: readonly string[] } | { readonly type: 'set' | 'atomic' };
}

/**
 * The rule of a field, named as in `definitions` (`core/v1.PodSpec`, `containers`). Undefined means the default:
 * strategic merge patch replaces a list and merges an object; apply treats a list as atomic.
 */
export function mergeRule(definition: string, field: string): MergeRule | undefined {
  return rules[`${definition}.${field}`];
}

/** Maps that apply replaces as a whole. */
export function isAtomicMap(definition: string, field: string): boolean {
  return atomicMaps.has(`${definition}.${field}`);
}

/** Definitions that apply replaces as a whole (`x-kubernetes-map-type: atomic`). */
export function isAtomicDefinition(definition: string): boolean {
  return atomicDefinitions.has(definition);
}

const atomicMaps: ReadonlySet<string> = new Set([
  'core/v1.PodSpec.nodeSelector',
  'core/v1.ReplicationControllerSpec.selector',
  'core/v1.ServiceSpec.selector',
]);

const atomicDefinitions: ReadonlySet<string> = new Set([
  'core/v1.ConfigMapKeySelector',
  'core/v1.EndpointAddress',
  'core/v1.EndpointPort',
  'core/v1.LocalObjectReference',
  'core/v1.NodeSelector',
  'core/v1.NodeSelectorTerm',
  'core/v1.ObjectFieldSelector',
  'core/v1.ObjectReference',
  'core/v1.ResourceFieldSelector',
  'core/v1.SecretKeySelector',
  'core/v1.SecretReference',
  'core/v1.TypedLocalObjectReference',
  'discovery/v1.EndpointPort',
  'meta/v1.LabelSelector',
  'meta/v1.OwnerReference',
]);

const set: MergeRule = { patch: {}, list: { type: 'set' } };
const conditions = byKey('type');

const container: Readonly<Record<string, MergeRule>> = {
  env: byKey('name'),
  ports: { patch: { key: 'containerPort' }, list: { type: 'map', keys: ['containerPort', 'protocol'] } },
  volumeDevices: byKey('devicePath'),
  volumeMounts: byKey('mountPath'),
};

const rules: Readonly<Record<string, MergeRule>> = {
  ...fieldsOf('core/v1.Container', container),
  ...fieldsOf('core/v1.EphemeralContainer', container),
  ...fieldsOf('core/v1.ContainerStatus', {
    allocatedResourcesStatus: byKey('name'),
    volumeMounts: byKey('mountPath'),
  }),
  ...fieldsOf('core/v1.PodSpec', {
    containers: byKey('name'),
    ephemeralContainers: byKey('name'),
    hostAliases: byKey('ip'),
    imagePullSecrets: byKey('name'),
    initContainers: byKey('name'),
    resourceClaims: byKey('name', true),
    schedulingGates: byKey('name'),
    topologySpreadConstraints: {
      patch: { key: 'topologyKey' },
      list: { type: 'map', keys: ['topologyKey', 'whenUnsatisfiable'] },
    },
    volumes: byKey('name', true),
  }),
  ...fieldsOf('core/v1.PodStatus', {
    conditions,
    hostIPs: { patch: { key: 'ip' } },
    podIPs: byKey('ip'),
    resourceClaimStatuses: byKey('name', true),
  }),
  'apps/v1.DeploymentStatus.conditions': conditions,
  'apps/v1.ReplicaSetStatus.conditions': conditions,
  'core/v1.NamespaceStatus.conditions': conditions,
  'core/v1.NodeSpec.podCIDRs': set,
  'core/v1.NodeStatus.addresses': byKey('type'),
  'core/v1.NodeStatus.conditions': conditions,
  'core/v1.ReplicationControllerStatus.conditions': conditions,
  'core/v1.ResourceRequirements.claims': { list: { type: 'map', keys: ['name'] } },
  'core/v1.ResourceStatus.resources': { list: { type: 'map', keys: ['resourceID'] } },
  'core/v1.ServiceAccount.secrets': byKey('name'),
  'core/v1.ServiceSpec.ports': {
    patch: { key: 'port' },
    list: { type: 'map', keys: ['port', 'protocol'] },
  },
  'core/v1.ServiceStatus.conditions': conditions,
  'discovery/v1.Endpoint.addresses': { list: { type: 'set' } },
  'meta/v1.ObjectMeta.finalizers': set,
  'meta/v1.ObjectMeta.ownerReferences': byKey('uid'),
};

function byKey(key: string, retainKeys = false): MergeRule {
  return { patch: retainKeys ? { key, retainKeys } : { key }, list: { type: 'map', keys: [key] } };
}

function fieldsOf(definition: string, fields: Readonly<Record<string, MergeRule>>): Record<string, MergeRule> {
  return Object.fromEntries(Object.entries(fields).map(([field, rule]) => [`${definition}.${field}`, rule]));
}
