/** Three bare workers and a control plane that is not among them: no system pods, no cloud, no DNS. */
import type { ClusterProfile, NodeProfile } from '../profile';

const MINUTE = 60_000;

function worker(number: number, joinedAfter: number, machineId: string): NodeProfile {
  return {
    name: `node-${number}`,
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
    machineId,
    joinedAfter,
  };
}

export const referenceProfile: ClusterProfile = {
  name: 'reference',
  nodes: [
    worker(1, 0, '934854752b759d245398435d4c1ca6e9'),
    worker(2, 0, 'a41e1f35382c37ba99d6ab1370819908'),
    worker(3, 31 * MINUTE, 'cfd63d65545db08ddf697699514f127c'),
  ],
  server: 'https://127.0.0.1:6443',
  apiServerAddress: '10.0.0.10',
  context: 'kubernetes-admin@kubernetes',
  clusterName: 'kubernetes',
  userName: 'kubernetes-admin',
  nodeNetwork: '10.0.0.0/24',
  laptopAddress: '10.0.0.2',
  serviceCidr: '10.96.0.0/12',
  runtime: { scheme: 'containerd://', version: '1.7.24' },
  version: 'v1.32.0',
  cloud: false,
  networkPolicies: true,
  systemPods: false,
  anyImage: true,
  age: 44 * MINUTE,
  kubelet: { serializeImagePulls: false, reportImages: false },
  durations: { sandbox: 500, pull: 800, stop: 1000 },
};
