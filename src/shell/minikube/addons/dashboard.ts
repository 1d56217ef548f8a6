/** The dashboard as minikube installs it: in a namespace of its own, and allowed everything. */
import type { AddonManifest, ManifestObject } from './manifest';

const NAMESPACE = 'kubernetes-dashboard';
const ADDON = { 'addonmanager.kubernetes.io/mode': 'Reconcile', 'kubernetes.io/minikube-addons': 'dashboard' };
const DASHBOARD = 'docker.io/kubernetesui/dashboard:v2.7.0';
const SCRAPER = 'docker.io/kubernetesui/metrics-scraper:v1.0.8';

function meta(name: string, more: Readonly<Record<string, string>> = {}) {
  return { name, namespace: NAMESPACE, labels: { 'k8s-app': NAMESPACE, ...ADDON, ...more } };
}

function secret(name: string): ManifestObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: meta(name), type: 'Opaque' };
}

interface Server {
  readonly name: string;
  readonly app: string;
  readonly image: string;
  readonly port: number;
  readonly args?: readonly string[];
  readonly mounts: readonly object[];
  readonly volumes: readonly object[];
}

function deployment({ name, app, image, port, args, mounts, volumes }: Server): ManifestObject {
  const labels = { 'k8s-app': app };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE, labels: { ...labels, ...ADDON } },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 10,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name,
              image,
              ...(args === undefined ? {} : { args }),
              ports: [{ containerPort: port, protocol: 'TCP' }],
              livenessProbe: {
                httpGet: { path: '/', port, scheme: 'HTTP' },
                initialDelaySeconds: 30,
                timeoutSeconds: 30,
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                runAsUser: 1001,
                runAsGroup: 2001,
              },
              volumeMounts: mounts,
            },
          ],
          volumes,
          serviceAccountName: NAMESPACE,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }],
        },
      },
    },
  };
}

function service(name: string, app: string, port: number, targetPort: number): ManifestObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE, labels: { 'k8s-app': app, ...ADDON } },
    spec: { selector: { 'k8s-app': app }, ports: [{ port, targetPort }] },
  };
}

const TMP = { mountPath: '/tmp', name: 'tmp-volume' };
const EMPTY = { name: 'tmp-volume', emptyDir: {} };

export const dashboardManifest: AddonManifest = {
  images: [DASHBOARD, SCRAPER],
  note: 'Some dashboard features require the metrics-server addon. To enable all features please run:\n\n\tminikube addons enable metrics-server\n',
  mark: `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/kubernetes-dashboard`,
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: ADDON } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(NAMESPACE) },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: NAMESPACE, labels: { 'k8s-app': NAMESPACE, ...ADDON } },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: NAMESPACE, namespace: NAMESPACE }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta(NAMESPACE),
      rules: [
        {
          apiGroups: [''],
          resources: ['secrets'],
          resourceNames: ['kubernetes-dashboard-key-holder', 'kubernetes-dashboard-certs', 'kubernetes-dashboard-csrf'],
          verbs: ['get', 'update', 'delete'],
        },
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['kubernetes-dashboard-settings'],
          verbs: ['get', 'update'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta(NAMESPACE),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAMESPACE },
      subjects: [{ kind: 'ServiceAccount', name: NAMESPACE, namespace: NAMESPACE }],
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('kubernetes-dashboard-settings') },
    secret('kubernetes-dashboard-certs'),
    secret('kubernetes-dashboard-csrf'),
    secret('kubernetes-dashboard-key-holder'),
    service(NAMESPACE, NAMESPACE, 80, 9090),
    service('dashboard-metrics-scraper', 'dashboard-metrics-scraper', 8000, 8000),
    deployment({
      name: 'kubernetes-dashboard',
      app: NAMESPACE,
      image: DASHBOARD,
      port: 9090,
      args: [`--namespace=${NAMESPACE}`, '--enable-skip-login', '--disable-settings-authorizer'],
      mounts: [TMP],
      volumes: [EMPTY],
    }),
    deployment({
      name: 'dashboard-metrics-scraper',
      app: 'dashboard-metrics-scraper',
      image: SCRAPER,
      port: 8000,
      mounts: [TMP],
      volumes: [EMPTY],
    }),
  ],
};
