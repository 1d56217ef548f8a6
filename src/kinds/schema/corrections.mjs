/** What the packages that the schema is generated from do not say, or say otherwise than Kubernetes 1.32. */

/** Fields that hold quantities; the package calls them texts. */
export const quantityFields = new Set([
  'autoscaling/v2.MetricTarget.averageValue',
  'autoscaling/v2.MetricTarget.value',
  'autoscaling/v2.MetricValueStatus.averageValue',
  'autoscaling/v2.MetricValueStatus.value',
  'core/v1.ContainerStatus.allocatedResources',
  'core/v1.EmptyDirVolumeSource.sizeLimit',
  'core/v1.LimitRangeItem.default',
  'core/v1.LimitRangeItem.defaultRequest',
  'core/v1.LimitRangeItem.max',
  'core/v1.LimitRangeItem.maxLimitRequestRatio',
  'core/v1.LimitRangeItem.min',
  'core/v1.NodeStatus.allocatable',
  'core/v1.NodeStatus.capacity',
  'core/v1.PersistentVolumeClaimStatus.allocatedResources',
  'core/v1.PersistentVolumeClaimStatus.capacity',
  'core/v1.PersistentVolumeSpec.capacity',
  'core/v1.PodSpec.overhead',
  'core/v1.ResourceFieldSelector.divisor',
  'core/v1.ResourceQuotaSpec.hard',
  'core/v1.ResourceQuotaStatus.hard',
  'core/v1.ResourceQuotaStatus.used',
  'core/v1.ResourceRequirements.limits',
  'core/v1.ResourceRequirements.requests',
  'core/v1.VolumeResourceRequirements.limits',
  'core/v1.VolumeResourceRequirements.requests',
  'storage/v1.CSIStorageCapacity.capacity',
  'storage/v1.CSIStorageCapacity.maximumVolumeSize',
  'node/v1.Overhead.podFixed',
]);

/** Texts of fields, where neither package has the right one. */
export const fieldDescriptions = {
  'apiregistration/v1.APIService.metadata':
    "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
  'apiregistration/v1.APIService.spec': 'Spec contains information for locating and communicating with a server',
  'apiregistration/v1.APIService.status': 'Status contains derived information about an API server',
  'apiregistration/v1.APIServiceSpec.service':
    'Service is a reference to the service for this API server.  It must communicate on port 443. If the Service is nil, that means the handling for the API groupversion is handled locally on this server. The call will simply delegate to the normal handler chain to be fulfilled.',
  'apiregistration/v1.APIServiceCondition.lastTransitionTime':
    'Last time the condition transitioned from one status to another.',
  'batch/v1.JobSpec.podFailurePolicy':
    "Specifies the policy of handling failed pods. In particular, it allows to specify the set of actions and conditions which need to be satisfied to take the associated action. If empty, the default behaviour applies - the counter of failed pods, represented by the jobs's .status.failed field, is incremented and it is checked against the backoffLimit. This field cannot be used in combination with restartPolicy=OnFailure.",
  'batch/v1.JobSpec.successPolicy':
    'successPolicy specifies the policy when the Job can be declared as succeeded. If empty, the default behavior applies - the Job is declared as succeeded only when the number of succeeded pods equals to the completions. When the field is specified, it must be immutable and works only for the Indexed Jobs. Once the Job meets the SuccessPolicy, the lingering pods are terminated.\n\nThis field is beta-level. To use this field, you must enable the `JobSuccessPolicy` feature gate (enabled by default).',
  'core/v1.ContainerStatus.user':
    'User represents user identity information initially attached to the first process of the container',
  'core/v1.LifecycleHandler.exec': 'Exec specifies a command to execute in the container.',
  'core/v1.LifecycleHandler.httpGet': 'HTTPGet specifies an HTTP GET request to perform.',
  'core/v1.LifecycleHandler.sleep': 'Sleep represents a duration that the container should sleep.',
  'core/v1.LifecycleHandler.tcpSocket':
    'Deprecated. TCPSocket is NOT supported as a LifecycleHandler and kept for backward compatibility. There is no validation of this field and lifecycle hooks will fail at runtime when it is specified.',
  'core/v1.NamespaceCondition.lastTransitionTime': 'Last time the condition transitioned from one status to another.',
  'core/v1.NodeStatus.features': 'Features describes the set of features implemented by the CRI implementation.',
  'core/v1.NodeStatus.nodeInfo':
    'Set of ids/uuids to uniquely identify the node. More info: https://kubernetes.io/docs/reference/node/node-status/#info',
  'core/v1.PodSpec.resources':
    'Resources is the total amount of CPU and Memory resources required by all containers in the pod. It supports specifying Requests and Limits for "cpu" and "memory" resource names only. ResourceClaims are not supported.\n\nThis field enables fine-grained control over resource allocation for the entire pod, allowing resource sharing among containers in a pod.\n\nThis is an alpha field and requires enabling the PodLevelResources feature gate.',
  'core/v1.Probe.exec': 'Exec specifies a command to execute in the container.',
  'core/v1.Probe.grpc': 'GRPC specifies a GRPC HealthCheckRequest.',
  'core/v1.Probe.httpGet': 'HTTPGet specifies an HTTP GET request to perform.',
  'core/v1.Probe.tcpSocket': 'TCPSocket specifies a connection to a TCP port.',
};

/** Volumes whose drivers left Kubernetes, by field, with the name that their notice uses. */
const removedVolumes = {
  cephfs: 'CephFS',
  flocker: 'Flocker',
  glusterfs: 'Glusterfs',
  photonPersistentDisk: 'PhotonPersistentDisk',
  quobyte: 'Quobyte',
  rbd: 'RBD',
  scaleIO: 'ScaleIO',
  storageos: 'StorageOS',
};

/** Volumes whose work another driver does. */
const redirectedVolumes = {
  awsElasticBlockStore: ['AWSElasticBlockStore', 'ebs.csi.aws.com CSI driver'],
  azureDisk: ['AzureDisk', 'disk.csi.azure.com CSI driver'],
  azureFile: ['AzureFile', 'file.csi.azure.com CSI driver'],
  cinder: ['Cinder', 'cinder.csi.openstack.org CSI driver'],
  gcePersistentDisk: ['GCEPersistentDisk', 'pd.csi.storage.gke.io CSI driver'],
  portworxVolume: ['PortworxVolume', 'pxd.portworx.com CSI driver when the CSIMigrationPortworx feature-gate is on'],
  vsphereVolume: ['VsphereVolume', 'csi.vsphere.vmware.com CSI driver'],
};

/** A field's text as 1.32 has it: with the groups policy of 1.31, and the notices of deprecation of volumes. */
export function corrected(definition, field, text) {
  if (definition === 'core/v1.PodSpec' && field === 'os') {
    const before = '- spec.securityContext.supplementalGroups ';
    return text.replace(before, `${before}- spec.securityContext.supplementalGroupsPolicy `);
  }
  if (definition !== 'core/v1.Volume' || text === '') return text;
  if (field === 'csi') return text.replace(' (Beta feature)', '');
  if (field === 'gitRepo') return text.replace('DEPRECATED', 'Deprecated');
  const notice = noticeOf(field);
  if (notice === undefined) return text;
  const [what, more] = text.split(' More info: ');
  const sentence = what.endsWith('.') ? what : `${what}.`;
  return `${sentence} Deprecated: ${notice}${more === undefined ? '' : ` More info: ${more}`}`;
}

function noticeOf(field) {
  const removed = removedVolumes[field];
  if (removed) return `${removed} is deprecated and the in-tree ${field} type is no longer supported.`;
  const redirected = redirectedVolumes[field];
  if (redirected) {
    const [name, driver] = redirected;
    return `${name} is deprecated. All operations for the in-tree ${field} type are redirected to the ${driver}.`;
  }
  return field === 'flexVolume' ? 'FlexVolume is deprecated. Consider using a CSIDriver instead.' : undefined;
}

const apiVersion =
  'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources';
const kind =
  'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds';
const metadata =
  "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";
const timestamp =
  'The following fields define time interval from which metrics were collected from the interval [Timestamp-Window, Timestamp].';
const measured = {
  apiVersion: ['string', apiVersion],
  kind: ['string', kind],
  metadata: ['meta/v1.ObjectMeta', metadata],
  timestamp: ['!time', timestamp],
  window: ['!string', 'The time over which CPU is the average.'],
};

/** Definitions that neither package has: {definition: {'': what it is, field: [type, what it is for]}}. */
export const furtherDefinitions = {
  'metrics/v1beta1.ContainerMetrics': {
    '': 'ContainerMetrics sets resource usage metrics of a container.',
    name: ['!string', 'Container name corresponding to the one from pod.spec.containers.'],
    usage: ['!{}quantity', 'The memory usage is the memory working set.'],
  },
  'metrics/v1beta1.NodeMetrics': {
    '': 'NodeMetrics sets resource usage metrics of a node.',
    ...measured,
    usage: ['!{}quantity', 'The memory usage is the memory working set.'],
  },
  'metrics/v1beta1.PodMetrics': {
    '': 'PodMetrics sets resource usage metrics of a pod.',
    ...measured,
    containers: [
      '![]metrics/v1beta1.ContainerMetrics',
      'Metrics for all containers are collected within the same time window.',
    ],
  },
};
