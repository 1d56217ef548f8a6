/** What a real Kustomize 5.5 printed for the same files. */
import { expect, test } from 'vitest';
import { kubectlTest } from '../kubectl/testing';

const FILES: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': `resources: [web.yaml]
configMapGenerator:
- name: settings
  literals: [color=blue]
labels:
- pairs: {team: blue}
  includeSelectors: true
`,
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1.25", envFrom: [configMapRef: {name: settings}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
  'prod/kustomization.yaml': `namePrefix: prod-
namespace: shop
resources: [../base]
images: [{name: nginx, newTag: "1.26"}]
replicas: [{name: web, count: 3}]
configMapGenerator:
- {name: settings, behavior: merge, literals: [size=big]}
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: web, env: [{name: A, value: b}]}, {name: side, image: busybox}]}}}
- target: {kind: Service}
  patch: |-
    - {op: add, path: /spec/type, value: NodePort}
replacements:
- source: {kind: ConfigMap, name: settings, fieldPath: data.size}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.[name=web].env.[name=A].value"]
`,
};

const PROD = `apiVersion: v1
data:
  color: blue
  size: big
kind: ConfigMap
metadata:
  labels:
    team: blue
  name: prod-settings-tc4hd22hkm
  namespace: shop
---
apiVersion: v1
kind: Service
metadata:
  labels:
    team: blue
  name: prod-web
  namespace: shop
spec:
  ports:
  - port: 80
  selector:
    app: web
    team: blue
  type: NodePort
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    team: blue
  name: prod-web
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
      team: blue
  template:
    metadata:
      labels:
        app: web
        team: blue
    spec:
      containers:
      - env:
        - name: A
          value: big
        envFrom:
        - configMapRef:
            name: prod-settings-tc4hd22hkm
        image: nginx:1.26
        name: web
      - image: busybox
        name: side
`;

function kustomized(files: Readonly<Record<string, string>>) {
  const world = kubectlTest();
  for (const [path, text] of Object.entries(files)) {
    world.files.makeDirectory(`/home/learner/${path.slice(0, path.lastIndexOf('/'))}`, { parents: true });
    world.files.write(`/home/learner/${path}`, text);
  }
  return world;
}

test('a kustomization builds upon another: names, labels, images, patches, generated names and what refers to them', () => {
  expect(kustomized(FILES).run('kubectl kustomize prod')).toEqual({ exit: 0, stdout: PROD, stderr: '' });
});

test('the case of fields in a kustomization does not matter', () => {
  const files = {
    'x/kustomization.yaml': 'nameprefix: a-\nRESOURCES: [c.yaml]\n',
    'x/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n',
  };
  expect(kustomized(files).run('kubectl kustomize x')).toEqual({
    exit: 0,
    stdout: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a-c\n',
    stderr: '',
  });
});

test.each([
  [
    'namePrefix: [a]',
    'invalid Kustomization: json: cannot unmarshal array into Go struct field Kustomization.namePrefix of type string',
  ],
  ['images: [{tag: a}]', 'invalid Kustomization: json: unknown field "tag"'],
  ['', 'kustomization.yaml is empty'],
  [
    'resources: [../x]',
    "accumulating resources: accumulation err='accumulating resources from '../x': '/home/learner/x' must resolve to a file': cycle detected: candidate root '/home/learner/x' contains visited root '/home/learner/x'",
  ],
  [
    'configMapGenerator: [{name: c, literals: [nope]}]',
    'loading KV pairs: literal sources [nope]: invalid literal source nope, expected key=value',
  ],
  [
    'replicas: [{name: nope, count: 1}]',
    'resource with name nope does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]',
  ],
  ['vars: [{name: A}]', "the field 'vars' of kustomizations is not simulated here yet"],
])('%s is refused', (text, why) => {
  const { exit, stdout, stderr } = kustomized({ 'x/kustomization.yaml': text }).run('kubectl kustomize x');
  expect({ exit, stdout, error: stderr.split('\n').find((line) => line.startsWith('error: ')) }).toEqual({
    exit: 1,
    stdout: '',
    error: `error: ${why}`,
  });
});
