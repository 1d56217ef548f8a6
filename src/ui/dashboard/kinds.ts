/** The kinds that the dashboard shows, in its order. */
export interface DashboardKind {
  /** The page's name for it. */
  readonly resource: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly group: 'workloads' | 'network' | 'config' | 'cluster';
  /** Whether its number of pods can be set. */
  readonly scalable?: boolean;
}

export const dashboardKinds: readonly DashboardKind[] = [
  kind('workloads', 'batch/v1', 'CronJob', 'cronjobs'),
  kind('workloads', 'apps/v1', 'DaemonSet', 'daemonsets'),
  { ...kind('workloads', 'apps/v1', 'Deployment', 'deployments'), scalable: true },
  kind('workloads', 'batch/v1', 'Job', 'jobs'),
  kind('workloads', 'v1', 'Pod', 'pods'),
  { ...kind('workloads', 'apps/v1', 'ReplicaSet', 'replicasets'), scalable: true },
  { ...kind('workloads', 'v1', 'ReplicationController', 'replicationcontrollers'), scalable: true },
  { ...kind('workloads', 'apps/v1', 'StatefulSet', 'statefulsets'), scalable: true },
  kind('network', 'v1', 'Service', 'services'),
  kind('network', 'networking.k8s.io/v1', 'Ingress', 'ingresses'),
  kind('config', 'v1', 'ConfigMap', 'configmaps'),
  kind('config', 'v1', 'Secret', 'secrets'),
  kind('config', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  { ...kind('cluster', 'v1', 'Namespace', 'namespaces'), namespaced: false },
  { ...kind('cluster', 'v1', 'Node', 'nodes'), namespaced: false },
];

function kind(group: DashboardKind['group'], apiVersion: string, name: string, plural: string): DashboardKind {
  const api = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return { resource: `${plural}${api}`, apiVersion, kind: name, plural, namespaced: true, group };
}

/** The path of a collection (all namespaces when `namespace` is empty), of an object, or of a part of it. */
export function pathIn(of: DashboardKind, namespace: string, name?: string, part?: string): string {
  const root = of.apiVersion.includes('/') ? `/apis/${of.apiVersion}` : `/api/${of.apiVersion}`;
  const where = of.namespaced && namespace !== '' ? `/namespaces/${namespace}` : '';
  return [
    `${root}${where}/${of.plural}`,
    ...(name === undefined ? [] : [name]),
    ...(part === undefined ? [] : [part]),
  ].join('/');
}

export function kindNamed(resource: string): DashboardKind | undefined {
  return dashboardKinds.find((one) => one.resource === resource);
}
