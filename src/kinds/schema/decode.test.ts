import { describe, expect, it } from 'vitest';
import { configMapKind } from '../configMap';
import { deploymentKind } from '../deployment';
import { podKind } from '../pod';
import { secretKind } from '../secret';
import { decode, metadataError, strictDecodingError } from './decode';

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });

describe('decode', () => {
  it.each([
    [
      { containers: [{ ports: [{ containerPort: '80' }] }] },
      'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    ],
    [
      { containers: { name: 'c' } },
      'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
    ],
    [
      { containers: ['c'] },
      'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type v1.Container',
    ],
    [
      { containers: [{ env: [{ value: true }] }] },
      'json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string',
    ],
    [
      { tolerations: [{ effect: 1 }] },
      'json: cannot unmarshal number into Go struct field Toleration.spec.tolerations.effect of type v1.TaintEffect',
    ],
    [
      { hostNetwork: 'yes' },
      'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool',
    ],
    [{ priority: 1.5 }, 'json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32'],
    [
      { containers: [{ livenessProbe: { httpGet: { port: true } } }] },
      'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
    ],
    [
      { containers: [{ resources: { limits: { cpu: 'half' } } }], hostNetwork: 1 },
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('refuses wrong types in Go’s words: %j', (spec, error) => {
    expect(decode(podKind, pod(spec)).error).toBe(error);
  });

  it('drops unknown fields and names them in the order of sorted keys', () => {
    const body = pod({ containers: [{ name: 'c', image: 'nginx', port: [], imagepullPolicy: 'Always' }], replica: 2 });
    const { object, error, unknownFields } = decode(podKind, body);
    expect(error).toBeUndefined();
    expect(strictDecodingError(unknownFields)).toBe(
      'strict decoding error: unknown field "spec.containers[0].imagepullPolicy", unknown field "spec.containers[0].port", unknown field "spec.replica"',
    );
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', creationTimestamp: null },
      spec: { containers: [{ name: 'c', image: 'nginx', resources: {} }] },
      status: {},
    });
  });

  it('takes a null in a list or a map for nothing of its type', () => {
    const { object } = decode(
      podKind,
      pod({ nodeSelector: { disk: null }, containers: [{ name: 'c', resources: { requests: { cpu: null } } }] }),
    );
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', creationTimestamp: null },
      spec: { nodeSelector: { disk: '' }, containers: [{ name: 'c', resources: { requests: { cpu: '0' } } }] },
      status: {},
    });
  });

  it('leaves out what Go leaves out when it is empty, and keeps what is a pointer there', () => {
    const { object } = decode(deploymentKind, {
      metadata: { labels: {}, annotations: null },
      spec: { replicas: 0, minReadySeconds: 0, paused: false, template: { spec: { containers: [], hostname: '' } } },
    });
    expect(object).toEqual({
      metadata: { creationTimestamp: null },
      spec: {
        replicas: 0,
        strategy: {},
        template: { metadata: { creationTimestamp: null }, spec: { containers: [] } },
      },
      status: {},
    });
  });

  it('writes quantities in their canonical form', () => {
    const { object } = decode(
      podKind,
      pod({ containers: [{ resources: { limits: { cpu: 0.5, memory: '1024Mi' } } }] }),
    );
    expect(object).toMatchObject({ spec: { containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi' } } }] } });
  });

  it('finds where base64 breaks', () => {
    const error = (data: string) => decode(secretKind, { data: { a: data } }).error;
    expect([error('YWRtaW4='), error('admin'), error('pass word')]).toEqual([
      undefined,
      'illegal base64 data at input byte 4',
      'illegal base64 data at input byte 4',
    ]);
  });

  it('reads labels as texts only', () => {
    const body = { metadata: { labels: { on: true } } };
    const error = 'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string';
    expect(metadataError(body)).toBe(error);
    expect(decode(configMapKind, body).error).toBe(error);
  });
});
