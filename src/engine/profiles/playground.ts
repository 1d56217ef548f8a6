/** The learner's first cluster: a control plane node and three workers, with a cloud and what kube-system usually holds. */
import type { ClusterProfile, NodeProfile } from '../profile';
import { localPathStorage } from '../storage/storageProfile';

const HOUR = 3_600_000;

const controlPlane: NodeProfile = {
  name: 'control-plane',
  address: '10.0.0.10',
  podCidr: '10.244.0.0/24',
  cpu: '2',
  memory: '4Gi',
  pods: 110,
  roles: ['control-plane'],
  taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' },
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kernelVersion: '6.1.0-28-amd64',
  ephemeralStorage: '20Gi',
};

function worker(number: number): NodeProfile {
  return {
    name: `worker-${number}`,
    address: `10.0.0.${10 + number}`,
    podCidr: `10.244.${number}.0/24`,
    cpu: '2',
    memory: '4Gi',
    pods: 110,
    roles: [],
    taints: [],
    labels: {},
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    kernelVersion: '6.1.0-28-amd64',
    ephemeralStorage: '20Gi',
    joinedAfter: 60_000,
  };
}

export const playgroundProfile: ClusterProfile = {
  name: 'playground',
  nodes: [controlPlane, worker(1), worker(2), worker(3)],
  server: 'https://10.0.0.10:6443',
  apiServerAddress: '10.0.0.10',
  context: 'playground',
  clusterName: 'playground',
  userName: 'learner',
  nodeNetwork: '10.0.0.0/24',
  laptopAddress: '10.0.0.2',
  docker: { images: [] },
  serviceCidr: '10.96.0.0/12',
  runtime: { scheme: 'containerd://', version: '1.7.24' },
  version: 'v1.32.0',
  cloud: true,
  ingressController: true,
  storage: localPathStorage,
  flannel: 'host-gw',
  networkPolicies: true,
  systemPods: true,
  metrics: true,
  anyImage: false,
  age: 26 * HOUR,
  kubelet: { serializeImagePulls: true, reportImages: true },
};
