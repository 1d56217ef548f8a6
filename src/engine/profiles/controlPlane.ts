/**
 * An API server and its controllers, and nothing else: no nodes, no scheduler, and whoever asks may do everything. So
 * Kubernetes tests its own kubectl, with the same token and the same admission plugins switched off.
 */
import type { ClusterProfile } from '../profile';

export const controlPlaneProfile: ClusterProfile = {
  name: 'control-plane',
  controlPlaneOnly: true,
  withoutAdmission: [
    'ServiceAccount',
    'DefaultStorageClass',
    'DefaultTolerationSeconds',
    'StorageObjectInUseProtection',
  ],
  tokens: { 'admin-token': { user: 'admin', groups: ['system:masters'] } },
  nodes: [],
  server: 'https://127.0.0.1:6443',
  apiServerAddress: '10.9.0.10',
  context: 'kubernetes-admin@kubernetes',
  clusterName: 'kubernetes',
  userName: 'kubernetes-admin',
  nodeNetwork: '10.9.0.0/24',
  laptopAddress: '10.9.0.2',
  serviceCidr: '10.0.0.0/24',
  runtime: { scheme: 'containerd://', version: '1.7.24' },
  version: 'v1.32.0',
  cloud: false,
  networkPolicies: false,
  systemPods: false,
  anyImage: true,
  age: 60_000,
  kubelet: { serializeImagePulls: false, reportImages: false },
};
