/** flannel as its manifest installs it: an agent on every node that sees to the ways between the nodes' pods. */
import { clusterRoleKind } from '../../kinds/access/clusterRole';
import { clusterRoleBindingKind } from '../../kinds/access/clusterRoleBinding';
import { RBAC_GROUP } from '../../kinds/access/policyRules';
import { daemonSetKind } from '../../kinds/apps/daemonSet';
import { configMapKind } from '../../kinds/configMap';
import { namespaceKind } from '../../kinds/namespace';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import type { Client } from '../client/client';

const NAMESPACE = 'kube-flannel';
const CONFIG = 'kube-flannel-cfg';
export const FLANNEL_IMAGE = 'ghcr.io/flannel-io/flannel:v0.26.2';
export const FLANNEL_PLUGIN_IMAGE = 'ghcr.io/flannel-io/flannel-cni-plugin:v1.6.0-flannel1';

const CNI_CONFIGURATION = `{
  "name": "cbr0",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "flannel",
      "delegate": {
        "hairpinMode": true,
        "isDefaultGateway": true
      }
    },
    {
      "type": "portmap",
      "capabilities": {
        "portMappings": true
      }
    }
  ]
}
`;

function netConfiguration(backend: string): string {
  return `{
  "Network": "10.244.0.0/16",
  "Backend": {
    "Type": "${backend}"
  }
}
`;
}

const labels = { tier: 'node', app: 'flannel', 'k8s-app': 'flannel' };
const selector = { app: 'flannel' };

/** Installs flannel with a backend: `host-gw` or `vxlan`. */
export function createFlannel(client: Client, backend: 'host-gw' | 'vxlan'): void {
  client.create(namespaceKind, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: NAMESPACE,
      labels: { 'k8s-app': 'flannel', 'pod-security.kubernetes.io/enforce': 'privileged' },
    },
    spec: {},
  });
  createAccount(client);
  client.create(configMapKind, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: CONFIG, namespace: NAMESPACE, labels },
    data: { 'cni-conf.json': CNI_CONFIGURATION, 'net-conf.json': netConfiguration(backend) },
  });
  createAgents(client);
}

function createAccount(client: Client): void {
  const apiVersion = `${RBAC_GROUP}/v1`;
  client.create(serviceAccountKind, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'flannel', namespace: NAMESPACE, labels: { 'k8s-app': 'flannel' } },
  });
  client.create(clusterRoleKind, {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: 'flannel', labels: { 'k8s-app': 'flannel' } },
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
    ],
  });
  client.create(clusterRoleBindingKind, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'flannel', labels: { 'k8s-app': 'flannel' } },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'flannel' },
    subjects: [{ kind: 'ServiceAccount', name: 'flannel', namespace: NAMESPACE }],
  });
}

function createAgents(client: Client): void {
  client.create(daemonSetKind, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kube-flannel-ds', namespace: NAMESPACE, labels },
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { tier: 'node', app: 'flannel' } },
        spec: {
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          serviceAccountName: 'flannel',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
          initContainers: [
            {
              name: 'install-cni-plugin',
              image: FLANNEL_PLUGIN_IMAGE,
              command: ['cp'],
              args: ['-f', '/flannel', '/opt/cni/bin/flannel'],
              volumeMounts: [{ name: 'cni-plugin', mountPath: '/opt/cni/bin' }],
            },
            {
              name: 'install-cni',
              image: FLANNEL_IMAGE,
              command: ['cp'],
              args: ['-f', '/etc/kube-flannel/cni-conf.json', '/etc/cni/net.d/10-flannel.conflist'],
              volumeMounts: [
                { name: 'cni', mountPath: '/etc/cni/net.d' },
                { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
              ],
            },
          ],
          containers: [
            {
              name: 'kube-flannel',
              image: FLANNEL_IMAGE,
              command: ['/opt/bin/flanneld'],
              args: ['--ip-masq', '--kube-subnet-mgr'],
              env: [
                { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
                { name: 'EVENT_QUEUE_DEPTH', value: '5000' },
              ],
              resources: { requests: { cpu: '100m', memory: '50Mi' } },
              securityContext: { privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
              volumeMounts: [
                { name: 'run', mountPath: '/run/flannel' },
                { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
                { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
              ],
            },
          ],
          volumes: [
            { name: 'run', hostPath: { path: '/run/flannel' } },
            { name: 'cni-plugin', hostPath: { path: '/opt/cni/bin' } },
            { name: 'cni', hostPath: { path: '/etc/cni/net.d' } },
            { name: 'flannel-cfg', configMap: { name: CONFIG } },
            { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
          ],
        },
      },
    },
  });
}
