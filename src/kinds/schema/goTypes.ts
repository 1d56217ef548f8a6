/** What the Go types behind the schema add to it: names that show in errors, and what is written when it is empty. */
import { type FieldType, shortName } from './structure';

/** A field's type as Go's JSON decoder names it: `int32`, `[]v1.Container`, `map[string]string`, `v1.Protocol`. */
export function goTypeName(type: FieldType, definition = '', field = ''): string {
  const named = namedTypes[`${shortName(definition)}.${field}`];
  if (named !== undefined) return type.kind === 'list' ? `[]${named}` : named;
  return plainTypeName(type);
}

/** Whether an empty value of this field (0 or false) is left out when the object is written. */
export function isOmittedWhenZero(definition: string, field: string): boolean {
  return plainScalars.has(`${shortName(definition)}.${field}`);
}

/** Fields that are written even when nothing is in them, with what is then written. */
export function alwaysWritten(definition: string): Readonly<Record<string, null | Readonly<Record<string, unknown>>>> {
  return written[definition] ?? {};
}

function plainTypeName(type: FieldType): string {
  switch (type.kind) {
    case 'list':
      return `[]${plainTypeName(type.of)}`;
    case 'map':
      return type.of.kind === 'quantity' ? 'v1.ResourceList' : `map[string]${plainTypeName(type.of)}`;
    case 'definition':
      return `v1.${shortName(type.name)}`;
    case 'boolean':
      return 'bool';
    case 'bytes':
      return '[]uint8';
    case 'number':
      return 'float64';
    case 'time':
    case 'microTime':
      return 'string';
    case 'intOrString':
      return 'int32';
    default:
      return type.kind;
  }
}

/** Fields whose Go type has a name of its own. */
const namedTypes: Readonly<Record<string, string>> = {
  'Capabilities.add': 'v1.Capability',
  'Capabilities.drop': 'v1.Capability',
  'Container.imagePullPolicy': 'v1.PullPolicy',
  'Container.restartPolicy': 'v1.ContainerRestartPolicy',
  'Container.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  'ContainerPort.protocol': 'v1.Protocol',
  'DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'DeploymentCondition.status': 'v1.ConditionStatus',
  'DeploymentCondition.type': 'v1.DeploymentConditionType',
  'DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'EmptyDirVolumeSource.medium': 'v1.StorageMedium',
  'EndpointPort.protocol': 'v1.Protocol',
  'EndpointSlice.addressType': 'v1.AddressType',
  'EphemeralContainer.imagePullPolicy': 'v1.PullPolicy',
  'HTTPGetAction.scheme': 'v1.URIScheme',
  'HTTPIngressPath.pathType': 'v1.PathType',
  'HostPathVolumeSource.type': 'v1.HostPathType',
  'CronJobSpec.concurrencyPolicy': 'v1.ConcurrencyPolicy',
  'JobSpec.completionMode': 'v1.CompletionMode',
  'JobSpec.podReplacementPolicy': 'v1.PodReplacementPolicy',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator',
  'NamespaceSpec.finalizers': 'v1.FinalizerName',
  'NamespaceStatus.phase': 'v1.NamespacePhase',
  'NodeAddress.type': 'v1.NodeAddressType',
  'NodeCondition.status': 'v1.ConditionStatus',
  'NodeCondition.type': 'v1.NodeConditionType',
  'NetworkPolicyPort.protocol': 'v1.Protocol',
  'NetworkPolicySpec.policyTypes': 'v1.PolicyType',
  'NodeSelectorRequirement.operator': 'v1.NodeSelectorOperator',
  'ObjectMeta.uid': 'types.UID',
  'OwnerReference.uid': 'types.UID',
  'PersistentVolumeClaimSpec.accessModes': 'v1.PersistentVolumeAccessMode',
  'PersistentVolumeClaimSpec.volumeMode': 'v1.PersistentVolumeMode',
  'PersistentVolumeClaimStatus.accessModes': 'v1.PersistentVolumeAccessMode',
  'PersistentVolumeClaimStatus.phase': 'v1.PersistentVolumeClaimPhase',
  'PersistentVolumeSpec.accessModes': 'v1.PersistentVolumeAccessMode',
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': 'v1.PersistentVolumeReclaimPolicy',
  'PersistentVolumeSpec.volumeMode': 'v1.PersistentVolumeMode',
  'PersistentVolumeStatus.phase': 'v1.PersistentVolumePhase',
  'PodCondition.status': 'v1.ConditionStatus',
  'PodCondition.type': 'v1.PodConditionType',
  'PodSpec.dnsPolicy': 'v1.DNSPolicy',
  'PodSpec.preemptionPolicy': 'v1.PreemptionPolicy',
  'PodSpec.restartPolicy': 'v1.RestartPolicy',
  'PodStatus.phase': 'v1.PodPhase',
  'PodStatus.qosClass': 'v1.PodQOSClass',
  'Secret.type': 'v1.SecretType',
  'ServicePort.protocol': 'v1.Protocol',
  'ServiceSpec.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicy',
  'ServiceSpec.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicy',
  'ServiceSpec.ipFamilies': 'v1.IPFamily',
  'ServiceSpec.ipFamilyPolicy': 'v1.IPFamilyPolicy',
  'ServiceSpec.sessionAffinity': 'v1.ServiceAffinity',
  'ServiceSpec.type': 'v1.ServiceType',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': 'v1.PersistentVolumeClaimRetentionPolicyType',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': 'v1.PersistentVolumeClaimRetentionPolicyType',
  'StatefulSetSpec.podManagementPolicy': 'v1.PodManagementPolicyType',
  'StatefulSetUpdateStrategy.type': 'v1.StatefulSetUpdateStrategyType',
  'Taint.effect': 'v1.TaintEffect',
  'Toleration.effect': 'v1.TaintEffect',
  'Toleration.operator': 'v1.TolerationOperator',
  'StorageClass.reclaimPolicy': 'v1.PersistentVolumeReclaimPolicy',
  'StorageClass.volumeBindingMode': 'v1.VolumeBindingMode',
  'TopologySpreadConstraint.whenUnsatisfiable': 'v1.UnsatisfiableConstraintAction',
  'VolumeMount.mountPropagation': 'v1.MountPropagationMode',
};

/** Numbers and truth values that are no pointers in Go, so that zero and absent are the same. */
const plainScalars: ReadonlySet<string> = new Set([
  'HorizontalPodAutoscalerStatus.currentReplicas',
  'JobStatus.active',
  'JobStatus.failed',
  'JobStatus.succeeded',
  'Container.stdin',
  'Container.stdinOnce',
  'Container.tty',
  'ContainerPort.hostPort',
  'ContainerStateTerminated.signal',
  'DaemonSetSpec.minReadySeconds',
  'DaemonSetStatus.numberAvailable',
  'DaemonSetStatus.numberUnavailable',
  'DaemonSetStatus.observedGeneration',
  'DaemonSetStatus.updatedNumberScheduled',
  'DeploymentSpec.minReadySeconds',
  'DeploymentSpec.paused',
  'DeploymentStatus.availableReplicas',
  'DeploymentStatus.observedGeneration',
  'DeploymentStatus.readyReplicas',
  'DeploymentStatus.replicas',
  'DeploymentStatus.unavailableReplicas',
  'DeploymentStatus.updatedReplicas',
  'EphemeralContainer.stdin',
  'EphemeralContainer.stdinOnce',
  'EphemeralContainer.tty',
  'Event.count',
  'NodeSpec.unschedulable',
  'ObjectMeta.generation',
  'PodDisruptionBudgetStatus.observedGeneration',
  'PodSpec.hostIPC',
  'PodSpec.hostNetwork',
  'PodSpec.hostPID',
  'Probe.failureThreshold',
  'Probe.initialDelaySeconds',
  'Probe.periodSeconds',
  'Probe.successThreshold',
  'Probe.timeoutSeconds',
  'ReplicaSetSpec.minReadySeconds',
  'ReplicaSetStatus.availableReplicas',
  'ReplicaSetStatus.fullyLabeledReplicas',
  'ReplicaSetStatus.observedGeneration',
  'ReplicaSetStatus.readyReplicas',
  'ReplicationControllerSpec.minReadySeconds',
  'ReplicationControllerStatus.availableReplicas',
  'ReplicationControllerStatus.fullyLabeledReplicas',
  'ReplicationControllerStatus.observedGeneration',
  'ReplicationControllerStatus.readyReplicas',
  'ScaleSpec.replicas',
  'StatefulSetSpec.minReadySeconds',
  'StatefulSetOrdinals.start',
  'StatefulSetStatus.currentReplicas',
  'StatefulSetStatus.observedGeneration',
  'StatefulSetStatus.readyReplicas',
  'StatefulSetStatus.updatedReplicas',
  'ServiceBackendPort.number',
  'ServicePort.nodePort',
  'ServiceSpec.healthCheckNodePort',
  'ServiceSpec.publishNotReadyAddresses',
  'NFSVolumeSource.readOnly',
  'CSIPersistentVolumeSource.readOnly',
  'PersistentVolumeClaimVolumeSource.readOnly',
  'VolumeMount.readOnly',
]);

const written: Readonly<Record<string, Readonly<Record<string, null | Readonly<Record<string, unknown>>>>>> = {
  'apps/v1.DaemonSet': { spec: {}, status: {} },
  'apps/v1.DaemonSetCondition': { lastTransitionTime: null },
  'apps/v1.DaemonSetSpec': { template: {}, updateStrategy: {} },
  'apps/v1.Deployment': { spec: {}, status: {} },
  'apps/v1.DeploymentCondition': { lastTransitionTime: null, lastUpdateTime: null },
  'apps/v1.DeploymentSpec': { strategy: {}, template: {} },
  'apps/v1.ReplicaSet': { spec: {}, status: {} },
  'apps/v1.ReplicaSetCondition': { lastTransitionTime: null },
  'apps/v1.ReplicaSetSpec': { template: {} },
  'autoscaling/v1.HorizontalPodAutoscaler': { spec: {}, status: {} },
  'autoscaling/v1.HorizontalPodAutoscalerSpec': { scaleTargetRef: {} },
  'autoscaling/v2.HorizontalPodAutoscaler': { spec: {}, status: {} },
  'autoscaling/v2.HorizontalPodAutoscalerCondition': { lastTransitionTime: null },
  'autoscaling/v2.HorizontalPodAutoscalerSpec': { scaleTargetRef: {} },
  'autoscaling/v2.HorizontalPodAutoscalerStatus': { currentMetrics: null },
  'batch/v1.CronJob': { spec: {}, status: {} },
  'batch/v1.CronJobSpec': { jobTemplate: {} },
  'batch/v1.Job': { spec: {}, status: {} },
  'batch/v1.JobCondition': { lastProbeTime: null, lastTransitionTime: null },
  'batch/v1.JobSpec': { template: {} },
  'batch/v1.JobTemplateSpec': { metadata: {}, spec: {} },
  'apps/v1.StatefulSet': { spec: {}, status: { replicas: 0, availableReplicas: 0 } },
  'apps/v1.StatefulSetCondition': { lastTransitionTime: null },
  'apps/v1.StatefulSetSpec': { template: {}, updateStrategy: {} },
  'coordination/v1.Lease': { spec: {} },
  'core/v1.Container': { resources: {} },
  'core/v1.ContainerStateRunning': { startedAt: null },
  'core/v1.ContainerStateTerminated': { startedAt: null, finishedAt: null },
  'core/v1.ContainerStatus': { state: {}, lastState: {} },
  'core/v1.EphemeralContainer': { resources: {} },
  'core/v1.Event': { eventTime: null, firstTimestamp: null, lastTimestamp: null, source: {}, involvedObject: {} },
  'core/v1.Namespace': { spec: {}, status: {} },
  'core/v1.NamespaceCondition': { lastTransitionTime: null },
  'core/v1.Node': { spec: {}, status: {} },
  'core/v1.NodeCondition': { lastHeartbeatTime: null, lastTransitionTime: null },
  'core/v1.NodeDaemonEndpoints': { kubeletEndpoint: { Port: 0 } },
  'core/v1.NodeStatus': { daemonEndpoints: {}, nodeInfo: {} },
  'core/v1.PersistentVolume': { spec: {}, status: {} },
  'core/v1.PersistentVolumeClaim': { spec: {}, status: {} },
  'core/v1.PersistentVolumeClaimCondition': { lastProbeTime: null, lastTransitionTime: null },
  'core/v1.PersistentVolumeClaimSpec': { resources: {} },
  'core/v1.Pod': { spec: {}, status: {} },
  'core/v1.PodCondition': { lastProbeTime: null, lastTransitionTime: null },
  'core/v1.PodTemplateSpec': { metadata: {}, spec: {} },
  'core/v1.ReplicationController': { spec: {}, status: {} },
  'core/v1.ReplicationControllerCondition': { lastTransitionTime: null },
  'core/v1.Service': { spec: {}, status: {} },
  'core/v1.ServiceStatus': { loadBalancer: {} },
  'discovery/v1.Endpoint': { conditions: {} },
  'networking/v1.HTTPIngressPath': { backend: {} },
  'networking/v1.Ingress': { spec: {}, status: {} },
  'networking/v1.IngressClass': { spec: {} },
  'networking/v1.IngressServiceBackend': { port: {} },
  'networking/v1.IngressStatus': { loadBalancer: {} },
  'networking/v1.NetworkPolicy': { spec: {} },
  'networking/v1.NetworkPolicySpec': { podSelector: {} },
  'meta/v1.ObjectMeta': { creationTimestamp: null },
  'policy/v1.PodDisruptionBudget': { spec: {}, status: {} },
};
