/** What kubeadm adds to a new cluster: CoreDNS with the kube-dns service, and kube-proxy on every node. */
import { configMapKind } from '../../kinds/configMap';
import { deploymentKind } from '../../kinds/deployment';
import { serviceKind } from '../../kinds/service';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import { storageClassKind } from '../../kinds/storage/storageClass';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import type { ClusterProfile } from '../profile';
import type { StorageProfile } from '../storage/storageProfile';
import { createComponentRoles } from './componentRoles';
import { createFlannel } from './flannelAddon';
import { createIngressAddon } from './ingressAddon';
import { createKubeadmRoles } from './kubeadmRoles';
import { createKubeProxy } from './kubeProxyAddon';
import { nameServers } from './nameService';

/** The tenth address of the service range, where the cluster's name service answers. */
export function dnsAddressOf(profile: ClusterProfile): string | undefined {
  if (!profile.systemPods) return undefined;
  const octets = (profile.serviceCidr.split('/')[0] ?? '').split('.');
  return [...octets.slice(0, 3), String(Number(octets[3]) + 10)].join('.');
}

export const COREDNS_IMAGE = 'registry.k8s.io/coredns/coredns:v1.11.3';
const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;

/**
 * Creates kubeadm's roles, the default storage class, and the objects of the name service and kube-proxy, as
 * `kubeadm init` does.
 */
export function createAddons(api: ApiServer, profile: ClusterProfile): void {
  const client = new Client(api, { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'api-server' });
  createKubeadmRoles(client, profile);
  createComponentRoles(client, profile);
  if (profile.storage !== undefined) createStorageClass(client, profile.storage);
  if (profile.ingressController === true) createIngressAddon(client);
  const clusterIP = dnsAddressOf(profile);
  if (clusterIP === undefined) return;
  const namespace = 'kube-system';
  client.create(serviceAccountKind, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'coredns', namespace },
  });
  client.create(configMapKind, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace },
    data: { Corefile: COREFILE },
  });
  client.create(serviceKind, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace,
      labels: { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP,
      clusterIPs: [clusterIP],
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  });
  createCoreDns(client, namespace, nameServers(profile));
  createKubeProxy(client, profile, namespace);
  if (profile.flannel !== undefined) createFlannel(client, profile.flannel);
}

function createStorageClass(client: Client, storage: StorageProfile): void {
  const { className, provisioner, bindingMode, classLabels } = storage;
  client.create(storageClassKind, {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: className,
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      ...(classLabels === undefined ? {} : { labels: { ...classLabels } }),
    },
    provisioner,
    volumeBindingMode: bindingMode,
  });
}

function createCoreDns(client: Client, namespace: string, replicas: number): void {
  const labels = { 'k8s-app': 'kube-dns' };
  client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace, labels },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: 'coredns',
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
          ],
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          dnsPolicy: 'Default',
          containers: [
            {
              name: 'coredns',
              image: COREDNS_IMAGE,
              imagePullPolicy: 'IfNotPresent',
              args: ['-conf', '/etc/coredns/Corefile'],
              resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
              ports: [
                { containerPort: 53, name: 'dns', protocol: 'UDP' },
                { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
                { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
              ],
              volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
            },
          ],
          volumes: [
            { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
          ],
        },
      },
    },
  });
}
