/** The images that a node has before the first pod: those of the parts that kubeadm starts on it. */
import type { ClusterProfile, NodeProfile } from '../profile';
import { COREDNS_IMAGE, kubeProxyPods } from './addons';
import { controlPlanePods } from './controlPlanePods';

export function preloadedImages(node: NodeProfile, profile: ClusterProfile): readonly string[] {
  const pods = [...controlPlanePods(node, profile), ...kubeProxyPods(profile)];
  const images = pods.flatMap((pod) => pod.spec.containers.flatMap((container) => container.image ?? []));
  return profile.systemPods && node.roles.includes('control-plane') ? [...images, COREDNS_IMAGE] : images;
}
