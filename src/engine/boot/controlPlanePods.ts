/**
 * The static pods in which a kubeadm control plane runs. The parts themselves are the engine's: each works while the
 * container of its pod runs.
 */
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import type { Pod } from '../../kinds/pod';
import type { ClusterProfile, NodeProfile } from '../profile';
import { serverPort } from './serverPort';

/** Manifests for a control plane node; none for a worker. */
export function controlPlanePods(node: NodeProfile, profile: ClusterProfile): readonly Pod[] {
  if (!profile.systemPods || !node.roles.includes('control-plane')) return [];
  const port = serverPort(profile.server);
  const version = profile.version;
  const parts: readonly Part[] = [
    {
      name: 'etcd',
      image: 'registry.k8s.io/etcd:3.5.16-0',
      cpu: '100m',
      memory: '100Mi',
      command: [
        'etcd',
        `--advertise-client-urls=https://${node.address}:2379`,
        '--data-dir=/var/lib/etcd',
        `--name=${node.name}`,
      ],
    },
    {
      name: 'kube-apiserver',
      image: `registry.k8s.io/kube-apiserver:${version}`,
      cpu: '250m',
      command: [
        'kube-apiserver',
        `--advertise-address=${node.address}`,
        '--authorization-mode=Node,RBAC',
        '--etcd-servers=https://127.0.0.1:2379',
        `--secure-port=${port}`,
        `--service-cluster-ip-range=${profile.serviceCidr}`,
      ],
      annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${node.address}:${port}` },
    },
    {
      name: 'kube-controller-manager',
      image: `registry.k8s.io/kube-controller-manager:${version}`,
      cpu: '200m',
      command: ['kube-controller-manager', '--controllers=*,bootstrapsigner,tokencleaner', '--leader-elect=true'],
    },
    {
      name: 'kube-scheduler',
      image: `registry.k8s.io/kube-scheduler:${version}`,
      cpu: '100m',
      command: ['kube-scheduler', '--kubeconfig=/etc/kubernetes/scheduler.conf', '--leader-elect=true'],
    },
    ...(profile.cloud
      ? [
          {
            name: 'cloud-controller-manager',
            image: `registry.k8s.io/cloud-controller-manager:${version}`,
            cpu: '100m',
            command: ['cloud-controller-manager', '--cloud-provider=kubarium', '--leader-elect=true'],
          },
        ]
      : []),
  ];
  return parts.map((part) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(part.annotations === undefined ? {} : { annotations: { ...part.annotations } }),
      labels: { component: part.name, tier: 'control-plane' },
      name: part.name,
      namespace: 'kube-system',
    },
    spec: specOf(part),
  }));
}

interface Part {
  readonly name: string;
  readonly image: string;
  readonly cpu: string;
  readonly memory?: string;
  readonly command: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

function specOf(part: Part): PodSpec {
  const container: Container = {
    name: part.name,
    image: part.image,
    imagePullPolicy: 'IfNotPresent',
    command: [...part.command],
    resources: { requests: { cpu: part.cpu, ...(part.memory === undefined ? {} : { memory: part.memory }) } },
  };
  return {
    containers: [container],
    hostNetwork: true,
    priority: 2_000_001_000,
    priorityClassName: 'system-node-critical',
    tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
  };
}
