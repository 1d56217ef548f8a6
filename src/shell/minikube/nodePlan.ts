/** What the next node of a minikube cluster is like. */
import type { NodeLife } from '../../engine/boot/clusterLife';
import type { NodeProfile } from '../../engine/profile';

/** A worker such as the first node: `minikube-m02` at the next address, with the next range for its pods. */
export function nextNode(nodes: readonly NodeLife[], like: NodeProfile): NodeProfile {
  const used = new Set(nodes.map(({ profile }) => profile.name));
  let number = 2;
  while (used.has(nameOf(number))) number++;
  const { machineId: _, joinedAfter: __, ...rest } = like;
  return {
    ...rest,
    name: nameOf(number),
    address: `192.168.49.${number + 1}`,
    podCidr: `10.244.${number - 1}.0/24`,
    roles: [],
    labels: {
      'minikube.k8s.io/name': 'minikube',
      'minikube.k8s.io/primary': 'false',
      'minikube.k8s.io/version': like.labels['minikube.k8s.io/version'] ?? '',
    },
  };
}

function nameOf(number: number): string {
  return `minikube-m${String(number).padStart(2, '0')}`;
}
