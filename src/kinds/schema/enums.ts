/** The fields that take one of a few words, and what the words mean where the API says so. */

/** The values of a field, sorted; undefined when any value will do. */
export function enumValues(definition: string, field: string): readonly string[] | undefined {
  const meanings = enums[`${definition}.${field}`];
  return meanings === undefined ? undefined : Object.keys(meanings).sort();
}

/** How the API's descriptions list a field's values; '' when it has no fixed values or they are not listed. */
export function enumText(definition: string, field: string): string {
  const meanings = enums[`${definition}.${field}`];
  if (meanings === undefined) return '';
  const lines = Object.keys(meanings)
    .sort()
    .map((value) => ` - \`${JSON.stringify(value)}\` ${meanings[value]}`.trimEnd());
  return `\n\nPossible enum values:\n${lines.join('\n')}`;
}

type Meanings = Readonly<Record<string, string>>;

const protocol: Meanings = {
  SCTP: 'is the SCTP protocol.',
  TCP: 'is the TCP protocol.',
  UDP: 'is the UDP protocol.',
};
const pullPolicy: Meanings = {
  Always: 'means that kubelet always attempts to pull the latest image. Container will fail If the pull fails.',
  IfNotPresent:
    "means that kubelet pulls if the image isn't present on disk. Container will fail if the image isn't present and the pull fails.",
  Never:
    "means that kubelet never pulls an image, but only uses a local image. Container will fail if the image isn't present",
};
const messagePolicy: Meanings = {
  FallbackToLogsOnError:
    'will read the most recent contents of the container logs for the container status message when the container exits with an error and the terminationMessagePath has no contents.',
  File: "is the default behavior and will set the container status message to the contents of the container's terminationMessagePath when the container exits.",
};
const taintEffect: Meanings = {
  NoExecute: 'Evict any already-running pods that do not tolerate the taint. Currently enforced by NodeController.',
  NoSchedule:
    'Do not allow new pods to schedule onto the node unless they tolerate the taint, but allow all pods submitted to Kubelet without going through the scheduler to start, and allow all already-running pods to continue running. Enforced by the scheduler.',
  PreferNoSchedule:
    'Like TaintEffectNoSchedule, but the scheduler tries not to schedule new pods onto the node, rather than prohibiting new pods from scheduling onto the node entirely. Enforced by the scheduler.',
};
const inclusion: Meanings = {
  Honor: 'means use this scheduling directive when calculating pod topology spread skew.',
  Ignore: 'means ignore this scheduling directive when calculating pod topology spread skew.',
};

const volumeMode: Meanings = {
  Block: 'means the volume will not be formatted with a filesystem and will remain a raw block device.',
  Filesystem: 'means the volume will be or is formatted with a filesystem.',
};
const reclaimPolicy: Meanings = {
  Delete:
    'means the volume will be deleted from Kubernetes on release from its claim. The volume plugin must support Deletion.',
  Recycle:
    'means the volume will be recycled back into the pool of unbound persistent volumes on release from its claim. The volume plugin must support Recycling.',
  Retain:
    'means the volume will be left in its current phase (Released) for manual reclamation by the administrator. The default policy is Retain.',
};

const enums: Readonly<Record<string, Meanings>> = {
  'apps/v1.DaemonSetUpdateStrategy.type': {
    OnDelete: "Replace the old daemons only when it's killed",
    RollingUpdate:
      'Replace the old daemons by new ones using rolling update i.e replace them on each node one after the other.',
  },
  'apps/v1.DeploymentStrategy.type': {
    Recreate: 'Kill all existing pods before creating new ones.',
    RollingUpdate:
      'Replace the old ReplicaSets by new one using rolling update i.e gradually scale down the old ReplicaSets and scale up the new one.',
  },
  'apps/v1.StatefulSetSpec.podManagementPolicy': {
    OrderedReady:
      'will create pods in strictly increasing order on scale up and strictly decreasing order on scale down, progressing only when the previous pod is ready or terminated. At most one pod will be changed at any time.',
    Parallel:
      'will create and delete pods as soon as the stateful set replica count is changed, and will not wait for pods to be ready or complete termination.',
  },
  'apps/v1.StatefulSetUpdateStrategy.type': {
    OnDelete:
      "triggers the legacy behavior. Version tracking and ordered rolling restarts are disabled. Pods are recreated from the StatefulSetSpec when they are manually deleted. When a scale operation is performed with this strategy,specification version indicated by the StatefulSet's currentRevision.",
    RollingUpdate:
      "indicates that update will be applied to all Pods in the StatefulSet with respect to the StatefulSet ordering constraints. When a scale operation is performed with this strategy, new Pods will be created from the specification version indicated by the StatefulSet's updateRevision.",
  },
  'batch/v1.CronJobSpec.concurrencyPolicy': {
    Allow: 'allows CronJobs to run concurrently.',
    Forbid: "forbids concurrent runs, skipping next run if previous hasn't finished yet.",
    Replace: 'cancels currently running job and replaces it with a new one.',
  },
  'batch/v1.JobSpec.completionMode': {
    Indexed:
      'is a Job completion mode. In this mode, the Pods of a Job get an associated completion index from 0 to (.spec.completions - 1). The Job is considered complete when a Pod completes for each completion index.',
    NonIndexed:
      'is a Job completion mode. In this mode, the Job is considered complete when there have been .spec.completions successfully completed Pods. Pod completions are homologous to each other.',
  },
  'batch/v1.JobSpec.podReplacementPolicy': {
    Failed:
      'means to wait until a previously created Pod is fully terminated (has phase Failed or Succeeded) before creating a replacement Pod.',
    TerminatingOrFailed:
      'means that we recreate pods when they are terminating (has a metadata.deletionTimestamp) or failed.',
  },
  'batch/v1.PodFailurePolicyOnExitCodesRequirement.operator': {
    In: '',
    NotIn: '',
  },
  'batch/v1.PodFailurePolicyRule.action': {
    Count:
      "This is an action which might be taken on a pod failure - the pod failure is handled in the default way - the counter towards .backoffLimit, represented by the job's .status.failed field, is incremented.",
    FailIndex:
      "This is an action which might be taken on a pod failure - mark the Job's index as failed to avoid restarts within this index. This action can only be used when backoffLimitPerIndex is set. This value is beta-level.",
    FailJob:
      "This is an action which might be taken on a pod failure - mark the pod's job as Failed and terminate all running pods.",
    Ignore:
      "This is an action which might be taken on a pod failure - the counter towards .backoffLimit, represented by the job's .status.failed field, is not incremented and a replacement pod is created.",
  },
  'core/v1.AzureDiskVolumeSource.cachingMode': bare('None', 'ReadOnly', 'ReadWrite'),
  'core/v1.AzureDiskVolumeSource.kind': bare('Dedicated', 'Managed', 'Shared'),
  'core/v1.Container.imagePullPolicy': pullPolicy,
  'core/v1.Container.terminationMessagePolicy': messagePolicy,
  'core/v1.ContainerPort.protocol': protocol,
  'core/v1.EndpointPort.protocol': protocol,
  'core/v1.EphemeralContainer.imagePullPolicy': pullPolicy,
  'core/v1.EphemeralContainer.terminationMessagePolicy': messagePolicy,
  'core/v1.HTTPGetAction.scheme': {
    HTTP: 'means that the scheme used will be http://',
    HTTPS: 'means that the scheme used will be https://',
  },
  'core/v1.HostPathVolumeSource.type': {
    '': 'For backwards compatible, leave it empty if unset',
    BlockDevice: 'A block device must exist at the given path',
    CharDevice: 'A character device must exist at the given path',
    Directory: 'A directory must exist at the given path',
    DirectoryOrCreate:
      'If nothing exists at the given path, an empty directory will be created there as needed with file mode 0755, having the same group and ownership with Kubelet.',
    File: 'A file must exist at the given path',
    FileOrCreate:
      'If nothing exists at the given path, an empty file will be created there as needed with file mode 0644, having the same group and ownership with Kubelet.',
    Socket: 'A UNIX socket must exist at the given path',
  },
  'core/v1.ImageVolumeSource.pullPolicy': pullPolicy,
  'core/v1.NamespaceStatus.phase': {
    Active: 'means the namespace is available for use in the system',
    Terminating: 'means the namespace is undergoing graceful termination',
  },
  'core/v1.NodeSelectorRequirement.operator': bare('DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'),
  'core/v1.NodeStatus.phase': {
    Pending: 'means the node has been created/added by the system, but not configured.',
    Running: 'means the node has been configured and has Kubernetes components running.',
    Terminated: 'means the node has been removed from the cluster.',
  },
  'core/v1.PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'core/v1.PersistentVolumeClaimStatus.phase': {
    Bound: 'used for PersistentVolumeClaims that are bound',
    Lost: 'used for PersistentVolumeClaims that lost their underlying PersistentVolume. The claim was bound to a PersistentVolume and this volume does not exist any longer and all data on it was lost.',
    Pending: 'used for PersistentVolumeClaims that are not yet bound',
  },
  'core/v1.PersistentVolumeSpec.persistentVolumeReclaimPolicy': reclaimPolicy,
  'core/v1.PersistentVolumeSpec.volumeMode': volumeMode,
  'core/v1.PersistentVolumeStatus.phase': {
    Available:
      'used for PersistentVolumes that are not yet bound Available volumes are held by the binder and matched to PersistentVolumeClaims',
    Bound: 'used for PersistentVolumes that are bound',
    Failed:
      'used for PersistentVolumes that failed to be correctly recycled or deleted after being released from a claim',
    Pending: 'used for PersistentVolumes that are not available',
    Released:
      'used for PersistentVolumes where the bound PersistentVolumeClaim was deleted released volumes must be recycled before becoming available again this phase is used by the persistent volume claim binder to signal to another process to reclaim the resource',
  },
  'core/v1.PodSpec.dnsPolicy': {
    ClusterFirst:
      'indicates that the pod should use cluster DNS first unless hostNetwork is true, if it is available, then fall back on the default (as determined by kubelet) DNS settings.',
    ClusterFirstWithHostNet:
      'indicates that the pod should use cluster DNS first, if it is available, then fall back on the default (as determined by kubelet) DNS settings.',
    Default: 'indicates that the pod should use the default (as determined by kubelet) DNS settings.',
    None: 'indicates that the pod should use empty DNS settings. DNS parameters such as nameservers and search paths should be defined via DNSConfig.',
  },
  'core/v1.PodSpec.preemptionPolicy': {
    Never: 'means that pod never preempts other pods with lower priority.',
    PreemptLowerPriority: 'means that pod can preempt other pods with lower priority.',
  },
  'core/v1.PodSpec.restartPolicy': bare('Always', 'Never', 'OnFailure'),
  'core/v1.PodStatus.phase': {
    Failed:
      'means that all containers in the pod have terminated, and at least one container has terminated in a failure (exited with a non-zero exit code or was stopped by the system).',
    Pending:
      'means the pod has been accepted by the system, but one or more of the containers has not been started. This includes time before being bound to a node, as well as time spent pulling images onto the host.',
    Running:
      'means the pod has been bound to a node and all of the containers have been started. At least one container is still running or is in the process of being restarted.',
    Succeeded:
      'means that all containers in the pod have voluntarily terminated with a container exit code of 0, and the system is not going to restart any of these containers.',
    Unknown:
      "means that for some reason the state of the pod could not be obtained, typically due to an error in communicating with the host of the pod. Deprecated: It isn't being set since 2015 (74da3b14b0c0f658b3bb8d2def5094686d0e9095)",
  },
  'core/v1.PodStatus.qosClass': {
    BestEffort: 'is the BestEffort qos class.',
    Burstable: 'is the Burstable qos class.',
    Guaranteed: 'is the Guaranteed qos class.',
  },
  'core/v1.PodSecurityContext.fsGroupChangePolicy': bare('Always', 'OnRootMismatch'),
  'core/v1.PodSecurityContext.supplementalGroupsPolicy': bare('Merge', 'Strict'),
  'core/v1.PortStatus.protocol': protocol,
  'core/v1.SeccompProfile.type': bare('Localhost', 'RuntimeDefault', 'Unconfined'),
  'core/v1.AppArmorProfile.type': bare('Localhost', 'RuntimeDefault', 'Unconfined'),
  'core/v1.SecurityContext.procMount': bare('Default', 'Unmasked'),
  'core/v1.ServicePort.protocol': protocol,
  'core/v1.ServiceSpec.externalTrafficPolicy': {
    Cluster: 'routes traffic to all endpoints.',
    Local:
      'preserves the source IP of the traffic by routing only to endpoints on the same node as the traffic was received on (dropping the traffic if there are no local endpoints).',
  },
  'core/v1.ServiceSpec.internalTrafficPolicy': {
    Cluster: 'routes traffic to all endpoints.',
    Local:
      'routes traffic only to endpoints on the same node as the client pod (dropping the traffic if there are no local endpoints).',
  },
  'core/v1.ServiceSpec.ipFamilyPolicy': bare('PreferDualStack', 'RequireDualStack', 'SingleStack'),
  'core/v1.ServiceSpec.sessionAffinity': { ClientIP: 'is the Client IP based.', None: '- no session affinity.' },
  'core/v1.ServiceSpec.type': {
    ClusterIP: 'means a service will only be accessible inside the cluster, via the cluster IP.',
    ExternalName:
      'means a service consists of only a reference to an external name that kubedns or equivalent will return as a CNAME record, with no exposing or proxying of any pods involved.',
    LoadBalancer:
      "means a service will be exposed via an external load balancer (if the cloud provider supports it), in addition to 'NodePort' type.",
    NodePort: "means a service will be exposed on one port of every node, in addition to 'ClusterIP' type.",
  },
  'core/v1.Taint.effect': taintEffect,
  'core/v1.Toleration.effect': taintEffect,
  'core/v1.Toleration.operator': bare('Equal', 'Exists'),
  'core/v1.TopologySpreadConstraint.nodeAffinityPolicy': inclusion,
  'core/v1.TopologySpreadConstraint.nodeTaintsPolicy': inclusion,
  'core/v1.TopologySpreadConstraint.whenUnsatisfiable': {
    DoNotSchedule: 'instructs the scheduler not to schedule the pod when constraints are not satisfied.',
    ScheduleAnyway: 'instructs the scheduler to schedule the pod even if constraints are not satisfied.',
  },
  'core/v1.VolumeMount.mountPropagation': bare('Bidirectional', 'HostToContainer', 'None'),
  'discovery/v1.EndpointPort.protocol': protocol,
  'networking/v1.HTTPIngressPath.pathType': {
    Exact: 'matches the URL path exactly and with case sensitivity.',
    ImplementationSpecific:
      'matching is up to the IngressClass. Implementations can treat this as a separate PathType or treat it identically to Prefix or Exact path types.',
    Prefix:
      "matches based on a URL path prefix split by '/'. Matching is case sensitive and done on a path element by element basis. A path element refers to the list of labels in the path split by the '/' separator. A request is a match for path p if every p is an element-wise prefix of p of the request path. Note that if the last element of the path is a substring of the last element in request path, it is not a match (e.g. /foo/bar matches /foo/bar/baz, but does not match /foo/barbaz). If multiple matching paths exist in an Ingress spec, the longest matching path is given priority. Examples: - /foo/bar does not match requests to /foo/barbaz - /foo/bar matches request to /foo/bar and /foo/bar/baz - /foo and /foo/ both match requests to /foo and /foo/. If both paths are present in an Ingress spec, the longest matching path (/foo/) is given priority.",
  },
  'networking/v1.IngressPortStatus.protocol': protocol,
  'networking/v1.NetworkPolicyPort.protocol': protocol,
  'storage/v1.StorageClass.reclaimPolicy': reclaimPolicy,
  'storage/v1.StorageClass.volumeBindingMode': {
    Immediate:
      'indicates that PersistentVolumeClaims should be immediately provisioned and bound. This is the default mode.',
    WaitForFirstConsumer:
      'indicates that PersistentVolumeClaims should not be provisioned and bound until the first Pod is created that references the PeristentVolumeClaim. The volume provisioning and binding will occur during Pod scheduing.',
  },
  'discovery/v1.EndpointSlice.addressType': {
    FQDN: 'represents a FQDN.',
    IPv4: 'represents an IPv4 Address.',
    IPv6: 'represents an IPv6 Address.',
  },
  'policy/v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': {
    AlwaysAllow:
      'policy means that all running pods (status.phase="Running"), but not yet healthy are considered disrupted and can be evicted regardless of whether the criteria in a PDB is met. This means perspective running pods of a disrupted application might not get a chance to become healthy. Healthy pods will be subject to the PDB for eviction.',
    IfHealthyBudget:
      'policy means that running pods (status.phase="Running"), but not yet healthy can be evicted only if the guarded application is not disrupted (status.currentHealthy is at least equal to status.desiredHealthy). Healthy pods will be subject to the PDB for eviction.',
  },
};

function bare(...values: readonly string[]): Meanings {
  return Object.fromEntries(values.map((value) => [value, '']));
}
