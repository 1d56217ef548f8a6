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
  return parsed.get(`${definition}.${field}`);
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
  'node/v1.Scheduling.nodeSelector',
]);

const atomicDefinitions: ReadonlySet<string> = new Set([
  'admissionregistration/v1.MatchResources',
  'admissionregistration/v1.NamedRuleWithOperations',
  'admissionregistration/v1.ParamKind',
  'admissionregistration/v1.ParamRef',
  'admissionregistration/v1.Variable',
  'autoscaling/v1.CrossVersionObjectReference',
  'core/v1.ConfigMapKeySelector',
  'core/v1.EndpointAddress',
  'core/v1.EndpointPort',
  'core/v1.LocalObjectReference',
  'core/v1.NodeSelector',
  'core/v1.NodeSelectorTerm',
  'core/v1.ObjectFieldSelector',
  'core/v1.ObjectReference',
  'core/v1.ResourceFieldSelector',
  'core/v1.ScopeSelector',
  'core/v1.SecretKeySelector',
  'core/v1.SecretReference',
  'core/v1.TopologySelectorTerm',
  'core/v1.TypedLocalObjectReference',
  'discovery/v1.EndpointPort',
  'networking/v1.ServiceBackendPort',
  'rbac/v1.RoleRef',
  'rbac/v1.Subject',
  'meta/v1.LabelSelector',
  'meta/v1.OwnerReference',
  'rbac/v1.RoleRef',
  'rbac/v1.Subject',
]);

/**
 * Every rule of Kubernetes 1.32, as `PATCH|APPLY`. PATCH: the merge key, `+` for a list that is a set or an object that
 * is merged, with `!` where keys are retained; APPLY: the keys of a map, or `=` for a set.
 */
const rules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'admissionregistration/v1.MutatingWebhook': { matchConditions: 'name|name' },
  'admissionregistration/v1.MutatingWebhookConfiguration': { webhooks: 'name|name' },
  'admissionregistration/v1.ValidatingAdmissionPolicyBindingSpec': { validationActions: '|=' },
  'admissionregistration/v1.ValidatingAdmissionPolicySpec': { matchConditions: 'name|name', variables: 'name|name' },
  'admissionregistration/v1.ValidatingAdmissionPolicyStatus': { conditions: '|type' },
  'admissionregistration/v1.ValidatingWebhook': { matchConditions: 'name|name' },
  'admissionregistration/v1.ValidatingWebhookConfiguration': { webhooks: 'name|name' },
  'apps/v1.DaemonSetStatus': { conditions: 'type|type' },
  'apps/v1.DeploymentSpec': { strategy: '+!|' },
  'apps/v1.DeploymentStatus': { conditions: 'type|type' },
  'apps/v1.ReplicaSetStatus': { conditions: 'type|type' },
  'apps/v1.StatefulSetStatus': { conditions: 'type|type' },
  'autoscaling/v2.HorizontalPodAutoscalerStatus': { conditions: 'type|type' },
  'batch/v1.JobStatus': { conditions: 'type|' },
  'batch/v1.PodFailurePolicyOnExitCodesRequirement': { values: '|=' },
  'batch/v1.UncountedTerminatedPods': { failed: '|=', succeeded: '|=' },
  'certificates/v1.CertificateSigningRequestStatus': { conditions: '|type' },
  'core/v1.ComponentStatus': { conditions: 'type|type' },
  'core/v1.Container': {
    env: 'name|name',
    ports: 'containerPort|containerPort,protocol',
    volumeDevices: 'devicePath|devicePath',
    volumeMounts: 'mountPath|mountPath',
  },
  'core/v1.ContainerStatus': { allocatedResourcesStatus: 'name|name', volumeMounts: 'mountPath|mountPath' },
  'core/v1.EphemeralContainer': {
    env: 'name|name',
    ports: 'containerPort|containerPort,protocol',
    volumeDevices: 'devicePath|devicePath',
    volumeMounts: 'mountPath|mountPath',
  },
  'core/v1.NamespaceStatus': { conditions: 'type|type' },
  'core/v1.NodeSpec': { podCIDRs: '+|=' },
  'core/v1.NodeStatus': { addresses: 'type|type', conditions: 'type|type' },
  'core/v1.PersistentVolumeClaimStatus': { conditions: 'type|type' },
  'core/v1.PodSpec': {
    containers: 'name|name',
    ephemeralContainers: 'name|name',
    hostAliases: 'ip|ip',
    imagePullSecrets: 'name|name',
    initContainers: 'name|name',
    resourceClaims: 'name!|name',
    schedulingGates: 'name|name',
    topologySpreadConstraints: 'topologyKey|topologyKey,whenUnsatisfiable',
    volumes: 'name!|name',
  },
  'core/v1.PodStatus': {
    conditions: 'type|type',
    hostIPs: 'ip|',
    podIPs: 'ip|ip',
    resourceClaimStatuses: 'name!|name',
  },
  'core/v1.ReplicationControllerStatus': { conditions: 'type|type' },
  'core/v1.ResourceRequirements': { claims: '|name' },
  'core/v1.ResourceStatus': { resources: '|resourceID' },
  'core/v1.ServiceAccount': { secrets: 'name|name' },
  'core/v1.ServiceSpec': { ports: 'port|port,protocol' },
  'core/v1.ServiceStatus': { conditions: 'type|type' },
  'discovery/v1.Endpoint': { addresses: '|=' },
  'flowcontrol/v1.FlowSchemaStatus': { conditions: 'type|type' },
  'flowcontrol/v1.NonResourcePolicyRule': { nonResourceURLs: '|=', verbs: '|=' },
  'flowcontrol/v1.PriorityLevelConfigurationStatus': { conditions: 'type|type' },
  'flowcontrol/v1.ResourcePolicyRule': { apiGroups: '|=', namespaces: '|=', resources: '|=', verbs: '|=' },
  'policy/v1.PodDisruptionBudgetSpec': { selector: '+|' },
  'policy/v1.PodDisruptionBudgetStatus': { conditions: 'type|type' },
  'storage/v1.CSIDriverSpec': { volumeLifecycleModes: '|=' },
  'storage/v1.CSINodeSpec': { drivers: 'name|name' },
  'apiextensions/v1.CustomResourceDefinitionStatus': { conditions: '|type' },
  'apiextensions/v1.JSONSchemaProps': { 'x-kubernetes-validations': 'rule|rule' },
  'meta/v1.ObjectMeta': { finalizers: '+|=', ownerReferences: 'uid|uid' },
  'apiregistration/v1.APIServiceStatus': { conditions: 'type|type' },
};

const parsed: ReadonlyMap<string, MergeRule> = new Map(
  Object.entries(rules).flatMap(([definition, fields]) =>
    Object.entries(fields).map(([field, code]): [string, MergeRule] => [`${definition}.${field}`, ruleOf(code)]),
  ),
);

function ruleOf(code: string): MergeRule {
  const [patch = '', list = ''] = code.split('|');
  const key = patch.replace(/[+!]/g, '');
  return {
    ...(patch === ''
      ? {}
      : { patch: { ...(key === '' ? {} : { key }), ...(patch.endsWith('!') ? { retainKeys: true } : {}) } }),
    ...(list === '' ? {} : { list: list === '=' ? { type: 'set' } : { type: 'map', keys: list.split(',') } }),
  };
}
