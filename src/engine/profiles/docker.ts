/** The laptop alone with Docker: no cluster, images that somebody made by hand, a registry on port 5000, a root shell. */
import type { ClusterProfile } from '../profile';

export const dockerProfile: ClusterProfile = {
  name: 'docker',
  nodes: [],
  server: 'https://127.0.0.1:6443',
  apiServerAddress: '10.0.0.10',
  context: 'none',
  clusterName: 'none',
  userName: 'none',
  nodeNetwork: '10.0.0.0/24',
  laptopAddress: '10.0.0.2',
  laptopUser: 'root',
  laptopMemory: 25_278_349_312,
  docker: { images: 'handmade', registry: true, socket: 'unix:///home/learner/.docker/run/docker.sock' },
  serviceCidr: '10.96.0.0/12',
  runtime: { scheme: 'docker://', version: '28.2.2' },
  version: 'v1.32.0',
  cloud: false,
  networkPolicies: false,
  systemPods: false,
  anyImage: false,
  age: 1_200_000,
  kubelet: { serializeImagePulls: true, reportImages: true },
};
