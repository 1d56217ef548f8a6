/** metrics-server as minikube installs it; its APIService comes and goes with the service. */
import type { AddonManifest } from './manifest';

const NAMESPACE = 'kube-system';
const NAME = 'metrics-server';
const IMAGE = 'registry.k8s.io/metrics-server/metrics-server:v0.7.2';
const RBAC = 'rbac.authorization.k8s.io';
const APP = { 'k8s-app': NAME };
const MODE = { 'addonmanager.kubernetes.io/mode': 'Reconcile' };
const ADDON = { ...MODE, 'kubernetes.io/minikube-addons': NAME };
const ACCOUNT = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }];

function role(name: string, labels: object, rules: readonly object[]) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name, labels: { ...APP, ...MODE, ...labels } },
    rules,
  };
}

function binding(name: string, roleName: string) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels: { ...APP, ...MODE } },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: roleName },
    subjects: ACCOUNT,
  };
}

const READS = ['get', 'list', 'watch'];
const AGGREGATED = Object.fromEntries(
  ['admin', 'edit', 'view'].map((to) => [`rbac.authorization.k8s.io/aggregate-to-${to}`, 'true']),
);

export const metricsServerManifest: AddonManifest = {
  images: [IMAGE],
  mark: `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${NAME}`,
  objects: [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: NAME, namespace: NAMESPACE, labels: { ...APP, ...MODE } },
    },
    role('system:aggregated-metrics-reader', AGGREGATED, [
      { apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: READS },
    ]),
    role('system:metrics-server', {}, [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: READS },
    ]),
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'metrics-server-auth-reader', namespace: NAMESPACE, labels: { ...APP, ...MODE } },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
      subjects: ACCOUNT,
    },
    binding('metrics-server:system:auth-delegator', 'system:auth-delegator'),
    binding('system:metrics-server', 'system:metrics-server'),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: NAME,
        namespace: NAMESPACE,
        labels: { ...APP, ...ADDON, 'kubernetes.io/name': 'Metrics-server' },
      },
      spec: { selector: APP, ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: NAME, namespace: NAMESPACE, labels: { ...APP, ...ADDON } },
      spec: {
        selector: { matchLabels: APP },
        strategy: { rollingUpdate: { maxUnavailable: 0 } },
        template: {
          metadata: { name: NAME, labels: APP },
          spec: {
            serviceAccountName: NAME,
            priorityClassName: 'system-cluster-critical',
            volumes: [{ name: 'tmp-dir', emptyDir: {} }],
            containers: [
              {
                name: NAME,
                image: IMAGE,
                imagePullPolicy: 'IfNotPresent',
                args: [
                  '--cert-dir=/tmp',
                  '--secure-port=4443',
                  '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
                  '--kubelet-use-node-status-port',
                  '--metric-resolution=60s',
                  '--kubelet-insecure-tls',
                ],
                resources: { requests: { cpu: '100m', memory: '200Mi' } },
                ports: [{ name: 'https', containerPort: 4443, protocol: 'TCP' }],
                readinessProbe: {
                  httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' },
                  periodSeconds: 10,
                  failureThreshold: 3,
                },
                livenessProbe: {
                  httpGet: { path: '/livez', port: 'https', scheme: 'HTTPS' },
                  periodSeconds: 10,
                  failureThreshold: 3,
                },
                securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000 },
                volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
              },
            ],
          },
        },
      },
    },
  ],
};
