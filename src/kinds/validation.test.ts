import { describe, expect, it } from 'vitest';
import { configMapKind } from './configMap';
import { deploymentKind } from './deployment';
import type { Kind } from './kind';
import { validateMetadata } from './metadata/validateMetadata';
import { ingressKind } from './networking/ingress';
import { podKind } from './pod';
import { replicaSetKind } from './replicaSet';
import { secretKind } from './secret';
import { serviceKind } from './service';

/** All that is wrong with a new object, as `field: sentence`. */
function errorsOf(kind: Kind, written: object): string[] {
  const draft = {
    apiVersion: 'v1',
    kind: kind.kind,
    metadata: { name: 'x', namespace: 'default' },
    ...structuredClone(written),
  };
  kind.setDefaults(draft);
  kind.prepareForCreate(draft);
  return [...validateMetadata(kind, draft), ...kind.validate(draft)].map((error) => `${error.field}: ${error.body}`);
}

const container = { name: 'c', image: 'nginx' };
const template = { metadata: { labels: { app: 'd' } }, spec: { containers: [container] } };
const selector = { matchLabels: { app: 'd' } };

describe('validation', () => {
  it('asks for the type of a path before anything else of it', () => {
    const rules = [{ http: { paths: [{ path: 'y', pathType: '', backend: {} }] } }];
    expect(errorsOf(ingressKind, { spec: { rules } })).toEqual([
      'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
    ]);
  });

  it('finds all that is wrong with a pod, in the server’s order', () => {
    const spec = {
      restartPolicy: 'Sometimes',
      containers: [
        {
          name: 'Bad_Name',
          imagePullPolicy: 'Maybe',
          ports: [{}, { containerPort: 70000, protocol: 'HTTP' }],
          resources: { requests: { cpu: '2', memroy: '1Gi' }, limits: { cpu: '1' } },
        },
        {
          ...container,
          name: 'a.b',
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
          readinessProbe: { httpGet: { port: 0 } },
        },
      ],
      tolerations: [{ key: 'x', operator: 'Exists', value: 'y' }],
    };
    expect(
      errorsOf(podKind, { metadata: { name: 'X', namespace: 'default', labels: { ok: 'not ok!' } }, spec }),
    ).toEqual([
      `metadata.name: Invalid value: "X": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      `metadata.labels: Invalid value: "not ok!": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      `spec.containers[0].name: Invalid value: "Bad_Name": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      'spec.containers[0].image: Required value',
      'spec.containers[0].ports[0].containerPort: Required value',
      'spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[1].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
      'spec.containers[0].imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"',
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'spec.containers[0].resources.requests[memroy]: Invalid value: "memroy": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[memroy]: Invalid value: "memroy": must be a standard resource for containers',
      'spec.containers[1].name: Invalid value: "a.b": must not contain dots',
      'spec.containers[1].volumeMounts[0].name: Not found: "data"',
      'spec.containers[1].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      `spec.tolerations[0].operator: Invalid value: core.Toleration{Key:"x", Operator:"Exists", Value:"y", Effect:"", TolerationSeconds:(*int64)(nil)}: value must be empty when \`operator\` is 'Exists'`,
    ]);
  });

  it('holds selectors against templates', () => {
    const other = { matchLabels: { app: 'other' } };
    expect(errorsOf(deploymentKind, { spec: { selector: other, template } })).toEqual([
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"d"}: `selector` does not match template `labels`',
    ]);
    expect(errorsOf(replicaSetKind, { spec: { template } })).toEqual([
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"d"}: `selector` does not match template `labels`',
    ]);
  });

  it.each<[object, string]>([
    [
      { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    ],
    [
      { type: 'Foo' },
      'spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:"Foo", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"',
    ],
  ])('refuses the strategy %j', (strategy, error) => {
    expect(errorsOf(deploymentKind, { spec: { selector, template, strategy } })).toEqual([error]);
  });

  it('keeps a deployment’s selector', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { selector, template } };
    const changed = { ...object, spec: { ...object.spec, selector: { matchLabels: { app: 'e' } } } };
    expect(deploymentKind.validateUpdate(changed, object)).toEqual([
      {
        type: 'FieldValueInvalid',
        field: 'spec.selector',
        body: 'Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"e"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
      },
    ]);
  });

  it.each<[object, string[]]>([
    [{ ports: [] }, ['spec.ports: Required value']],
    [{ type: 'ExternalName' }, ['spec.externalName: Required value']],
    [
      { type: 'NodeProt', ports: [{ port: 80 }] },
      [
        'spec.type: Unsupported value: "NodeProt": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    ],
    [
      { ports: [{ port: 80 }, { port: 80, name: 'b' }] },
      [
        'spec.ports[0].name: Required value',
        'spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
      ],
    ],
    [
      { ports: [{ port: 80, nodePort: 30080 }] },
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      { ports: [{ port: 80, targetPort: 'HTTP' }] },
      [
        'spec.ports[0].targetPort: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'spec.ports[0].targetPort: Invalid value: "HTTP": must contain at least one letter (a-z)',
      ],
    ],
  ])('refuses the service %j', (spec, errors) => {
    expect(errorsOf(serviceKind, { spec })).toEqual(errors);
  });

  it('drops what only the old type of a service used, and keeps its address', () => {
    const old = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: {
        type: 'NodePort',
        clusterIP: '10.96.0.7',
        clusterIPs: ['10.96.0.7'],
        ports: [{ port: 80, nodePort: 30080 }],
      },
    };
    serviceKind.setDefaults(old);
    serviceKind.prepareForCreate(old);
    const draft = structuredClone(old);
    draft.spec.type = 'ClusterIP';
    serviceKind.prepareForUpdate(draft, old);
    expect(draft.spec).toEqual({
      type: 'ClusterIP',
      clusterIP: '10.96.0.7',
      clusterIPs: ['10.96.0.7'],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
    });
    const other = { ...old, spec: { ...old.spec, clusterIP: 'None', clusterIPs: ['None'] } };
    expect(serviceKind.validateUpdate(other, old).map(({ field, body }) => `${field}: ${body}`)).toEqual([
      'spec.clusterIPs[0]: Invalid value: []string{"None"}: may not change once set',
    ]);
  });

  it('checks keys and size of what ConfigMaps and Secrets hold', () => {
    expect(errorsOf(configMapKind, { data: { 'a b': '', '..': '' } }).map((error) => error.slice(0, 40))).toEqual([
      'data[..]: Invalid value: "..": must not ',
      'data[a b]: Invalid value: "a b": a valid',
    ]);
    expect(errorsOf(configMapKind, { data: { a: 'x'.repeat(1024 * 1024 + 1) } })).toEqual([
      '[]: Too long: may not be more than 1048576 bytes',
    ]);
    expect(errorsOf(secretKind, { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } })).toEqual([
      'data[tls.key]: Required value',
    ]);
  });

  it('warns of what is accepted but probably not meant', () => {
    const twice = {
      ...container,
      env: [{ name: 'A' }, { name: 'A' }],
      ports: [{ containerPort: 80 }, { containerPort: 80 }],
    };
    const spec = {
      nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
      containers: [{ ...twice, resources: { limits: { memory: '64m' } } }],
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x.y' }, spec };
    podKind.setDefaults(pod);
    expect(podKind.warnings?.(pod)).toEqual([
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
      'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
      'spec.containers[0].resources.limits[memory]: fractional byte value "64m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[memory]: fractional byte value "64m" is invalid, must be an integer',
      'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
      'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
    ]);
  });

  it('leaves immutable data alone', () => {
    const old = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, immutable: true, data: { a: '1' } };
    const errors = configMapKind.validateUpdate({ ...old, data: { a: '2' } }, old);
    expect(errors.map(({ field, body }) => `${field}: ${body}`)).toEqual([
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
  });
});
