import { describe, expect, it } from 'vitest';
import { clone } from '../base/clone';
import { validateMetadata } from './metadata/validateMetadata';
import type { ClusterObject } from './object';
import { findKind, kindOfObject, kindOfResource, kinds } from './registry';
import { decode } from './schema/decode';
import { definitionName, definitions } from './schema/structure';

/** For CN=anna, O=dev, made by openssl. */
const SIGNING_REQUEST =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIV01IOENBUUF3SFRFTU1Bb0dBMVVFQ2d3RFpHVjJNUTB3Q3dZRFZRUUREQVJoYm01aE1Ga3dFd1lIS29aSQp6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUV0NVhUU2FpSmd1WjhURGlqVlE3aVNTZUU4bDE4ZndGekRLS0d3eFlDCjBYdmdKQXBoSFFmM3MzTmlJd2RJdEtocXh3dE9HemV3K01jWnBBNWNmVDBjZTZBQU1Bb0dDQ3FHU000OUJBTUMKQTBjQU1FUUNJRUxOTFBXY3lkMHZZaktvYlBqOEJpZVhzY0ltMUxmYk1LdGwveU9vNkdKTkFpQkZ2a29aUWlieApscDI4WVYyRkV4cUdZcmlDdzBNU2haQWVTVTQ3UFJmRTZBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==';
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const selector = { matchLabels: { a: 'b' } };
/** The least that an author can write of each kind beside its metadata. */
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

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (name, kind) => {
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  const written = {
    apiVersion,
    kind: name,
    metadata: { name: 'x', ...(kind.namespaced ? { namespace: 'default' } : {}) },
    ...least[name],
  };
  const created = () => {
    const { object, error, unknownFields } = decode<ClusterObject>(kind, written);
    expect([error, unknownFields]).toEqual([undefined, []]);
    const draft = clone(object);
    kind.setDefaults(draft);
    kind.prepareForCreate(draft);
    return draft;
  };

  it('is found by all its names', () => {
    for (const word of [kind.plural, kind.singular, kind.kind, kind.kind.toUpperCase(), ...kind.shortNames]) {
      expect(findKind(word)).toBe(kind);
    }
    expect(kindOfObject(apiVersion, name)).toBe(kind);
    expect(kindOfObject(apiVersion, name.toLowerCase())).toBeUndefined();
    expect(kindOfResource(kind.group, kind.version, kind.plural)).toBe(kind);
  });

  it('has a definition in the schema', () => {
    expect(definitions.has(definitionName(kind.schema))).toBe(true);
  });

  it('is valid at its smallest, once defaults are in', () => {
    const object = created();
    expect([...validateMetadata(kind, object), ...kind.validate(object)]).toEqual([]);
  });

  it('stays as it is when defaults are set again, and when it is decoded again', () => {
    const object = created();
    const again = clone(object);
    kind.setDefaults(again);
    expect(again).toEqual(object);
    expect(decode<ClusterObject>(kind, object).object).toEqual(object);
  });

  it('does not change by an update that changes nothing', () => {
    const object = created();
    const draft = clone(object);
    kind.prepareForUpdate(draft, object);
    expect(draft).toEqual(object);
    expect(kind.validateUpdate(draft, object)).toEqual([]);
  });

  it('has a name and an age among its columns, and a text or number in every cell', () => {
    const object = created();
    const names = kind.columns.map((column) => column.name);
    expect(names).toContain('Name');
    // Templates of pods have none in the real server either.
    const ageless = name === 'PodTemplate';
    expect(names.some((one) => ['Age', 'Created At', 'Last Seen'].includes(one))).toBe(!ageless);
    for (const column of kind.columns) expect(['string', 'number']).toContain(typeof column.value(object, 0));
  });
});
