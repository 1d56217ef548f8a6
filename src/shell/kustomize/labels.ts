/** Labels and annotations for everything: `labels`, `commonLabels`, `commonAnnotations`. */
import { concerns, eachField, type FieldSpec } from './fieldPaths';
import { type Fields, idOf, isFields, type Resource } from './resource';

type Pairs = Readonly<Record<string, string>>;

const metadataLabels: FieldSpec = { path: 'metadata/labels', create: true };

const WORKLOADS: readonly FieldSpec[] = [
  { path: '', kind: 'ReplicationController', version: 'v1' },
  { path: '', kind: 'Deployment' },
  { path: '', kind: 'ReplicaSet' },
  { path: '', kind: 'DaemonSet' },
  { path: '', kind: 'StatefulSet', group: 'apps' },
];

function templates(field: 'labels' | 'annotations'): FieldSpec[] {
  return [
    ...WORKLOADS.map((one) => ({ ...one, path: `spec/template/metadata/${field}`, create: true })),
    { path: `spec/template/metadata/${field}`, group: 'batch', kind: 'Job', create: true },
    { path: `spec/jobTemplate/metadata/${field}`, group: 'batch', kind: 'CronJob', create: true },
    { path: `spec/jobTemplate/spec/template/metadata/${field}`, group: 'batch', kind: 'CronJob', create: true },
  ];
}

const templateLabels: readonly FieldSpec[] = [
  ...templates('labels'),
  { path: 'spec/volumeClaimTemplates[]/metadata/labels', group: 'apps', kind: 'StatefulSet', create: true },
];

const AFFINITIES: readonly string[] = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

const selectors: readonly FieldSpec[] = [
  { path: 'spec/selector', version: 'v1', kind: 'Service', create: true },
  { path: 'spec/selector', version: 'v1', kind: 'ReplicationController', create: true },
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) => ({
    path: 'spec/selector/matchLabels',
    kind,
    create: true,
  })),
  { path: 'spec/selector/matchLabels', group: 'apps', kind: 'StatefulSet', create: true },
  ...['Deployment', 'StatefulSet'].flatMap((kind) =>
    [...AFFINITIES, 'topologySpreadConstraints/labelSelector/matchLabels'].map((path) => ({
      path: `spec/template/spec/${path}`,
      group: 'apps',
      kind,
    })),
  ),
  { path: 'spec/selector/matchLabels', group: 'batch', kind: 'Job' },
  { path: 'spec/jobTemplate/spec/selector/matchLabels', group: 'batch', kind: 'CronJob' },
  { path: 'spec/selector/matchLabels', group: 'policy', kind: 'PodDisruptionBudget' },
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].map((path) => ({
    path: `spec/${path}/matchLabels`,
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
  })),
];

/** One entry of `labels`. */
export interface LabelEntry {
  readonly pairs: Pairs;
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
  readonly fields: readonly FieldSpec[];
}

export function addLabels(resources: readonly Resource[], entry: LabelEntry): void {
  const more = entry.includeSelectors
    ? [...selectors, ...templateLabels, metadataLabels]
    : [...(entry.includeTemplates ? templateLabels : []), metadataLabels];
  addPairs(resources, [...entry.fields, ...more], entry.pairs);
}

export function addAnnotations(resources: readonly Resource[], pairs: Pairs): void {
  addPairs(resources, [{ path: 'metadata/annotations', create: true }, ...templates('annotations')], pairs);
}

function addPairs(resources: readonly Resource[], specs: readonly FieldSpec[], pairs: Pairs): void {
  if (Object.keys(pairs).length === 0) return;
  for (const { object } of resources) {
    const id = idOf(object);
    for (const spec of specs.filter((one) => concerns(one, id))) {
      eachField(object, spec, (value): Fields => ({ ...(isFields(value) ? value : {}), ...pairs }));
    }
  }
}
