/** Objects for tests: the least that an author can write of each kind. */
import type { Kind } from './kind';

/** For CN=anna, O=dev, made by openssl. */
const SIGNING_REQUEST =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIV01IOENBUUF3SFRFTU1Bb0dBMVVFQ2d3RFpHVjJNUTB3Q3dZRFZRUUREQVJoYm01aE1Ga3dFd1lIS29aSQp6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUV0NVhUU2FpSmd1WjhURGlqVlE3aVNTZUU4bDE4ZndGekRLS0d3eFlDCjBYdmdKQXBoSFFmM3MzTmlJd2RJdEtocXh3dE9HemV3K01jWnBBNWNmVDBjZTZBQU1Bb0dDQ3FHU000OUJBTUMKQTBjQU1FUUNJRUxOTFBXY3lkMHZZaktvYlBqOEJpZVhzY0ltMUxmYk1LdGwveU9vNkdKTkFpQkZ2a29aUWlieApscDI4WVYyRkV4cUdZcmlDdzBNU2haQWVTVTQ3UFJmRTZBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==';
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const selector = { matchLabels: { a: 'b' } };
/** What has to be there beside the metadata. */
const least: Readonly<Record<string, object>> = {
  Pod: { spec: template.spec },
  ReplicationController: { spec: { template } },
  ReplicaSet: { spec: { selector, template } },
  Deployment: { spec: { selector, template } },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'd' }, maxReplicas: 3 } },
  Job: { spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } } },
  CronJob: {
    spec: {
      schedule: '@hourly',
      jobTemplate: { spec: { template: { spec: { ...template.spec, restartPolicy: 'OnFailure' } } } },
    },
  },
  ControllerRevision: { data: { spec: {} }, revision: 1 },
  DaemonSet: { spec: { selector, template } },
  StatefulSet: { spec: { selector, template, serviceName: 'x' } },
  Service: { spec: { ports: [{ port: 80 }] } },
  EndpointSlice: { addressType: 'IPv4', endpoints: [] },
  PersistentVolume: {
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
  },
  PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  StorageClass: { provisioner: 'example.com/disk' },
  VolumeAttachment: { spec: { attacher: 'example.com', nodeName: 'n', source: { persistentVolumeName: 'x' } } },
  Ingress: { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
  IngressClass: { spec: { controller: 'example.com/web' } },
  NetworkPolicy: { spec: { podSelector: {} } },
  CSINode: { spec: { drivers: [] } },
  CSIStorageCapacity: { storageClassName: 'fast' },
  LimitRange: { spec: { limits: [{ type: 'Pod' }] } },
  CertificateSigningRequest: {
    spec: { request: SIGNING_REQUEST, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] },
  },
  FlowSchema: { spec: { priorityLevelConfiguration: { name: 'x' } } },
  PodTemplate: { template },
  PriorityClass: { value: 5 },
  PriorityLevelConfiguration: { spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } } },
  ValidatingAdmissionPolicy: {
    spec: {
      matchConstraints: {
        resourceRules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
      },
      validations: [{ expression: 'true' }],
    },
  },
  ValidatingAdmissionPolicyBinding: { spec: { policyName: 'x', validationActions: ['Deny'] } },
  RuntimeClass: { handler: 'runc' },
  CustomResourceDefinition: {
    metadata: { name: 'xs.example.com' },
    spec: {
      group: 'example.com',
      names: { plural: 'xs', kind: 'X' },
      scope: 'Cluster',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  },
  Event: { involvedObject: { namespace: 'default' } },
  RoleBinding: { roleRef: { kind: 'Role', name: 'r' } },
  ClusterRoleBinding: { roleRef: { kind: 'ClusterRole', name: 'r' } },
};

/** A valid object of the kind, as its author writes it. */
export function leastOf({ group, version, kind, namespaced }: Pick<Kind, 'group' | 'version' | 'kind' | 'namespaced'>) {
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: { name: 'x', ...(namespaced ? { namespace: 'default' } : {}) },
    ...least[kind],
  };
}
