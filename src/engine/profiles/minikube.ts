/** What `minikube start` makes: one node that is control plane and worker, with Docker as its runtime and no cloud. */
import type { ClusterProfile } from '../profile';
import { minikubeStorage } from '../storage/storageProfile';

export const minikubeProfile: ClusterProfile = {
  name: 'minikube',
  nodes: [
    {
      name: 'minikube',
      address: '192.168.49.2',
      podCidr: '10.244.0.0/24',
      cpu: '2',
      memory: '4Gi',
      pods: 110,
      roles: ['control-plane'],
      taints: [],
      labels: {
        'minikube.k8s.io/name': 'minikube',
        'minikube.k8s.io/primary': 'true',
        'minikube.k8s.io/version': 'v1.35.0',
        'node.kubernetes.io/exclude-from-external-load-balancers': '',
      },
      osImage: 'Ubuntu 22.04.5 LTS',
      kernelVersion: '6.1.0-28-amd64',
      ephemeralStorage: '20Gi',
    },
  ],
  server: 'https://192.168.49.2:8443',
  apiServerAddress: '192.168.49.2',
  context: 'minikube',
  clusterName: 'minikube',
  userName: 'minikube',
  nodeNetwork: '192.168.49.0/24',
  laptopAddress: '192.168.49.1',
  docker: { images: [] },
  serviceCidr: '10.96.0.0/12',
  runtime: { scheme: 'docker://', version: '27.4.1' },
  version: 'v1.32.0',
  cloud: false,
  storage: minikubeStorage,
  networkPolicies: false,
  systemPods: true,
  anyImage: false,
  age: 600_000,
  kubelet: { serializeImagePulls: true, reportImages: true },
};
