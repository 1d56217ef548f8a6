/** The images that a node has before the first pod: those of the parts that kubeadm starts on it. */
import type { ClusterProfile, NodeProfile } from '../profile';
import { COREDNS_IMAGE } from './addons';
import { controlPlanePods } from './controlPlanePods';
import { FLANNEL_IMAGE, FLANNEL_PLUGIN_IMAGE } from './flannelAddon';
import { kubeProxyImage } from './kubeProxyAddon';

export function preloadedImages(node: NodeProfile, profile: ClusterProfile): readonly string[] {
  if (!profile.systemPods) return [];
  const containers = controlPlanePods(node, profile).flatMap((pod) => pod.spec.containers);
  const network = profile.flannel === undefined ? [] : [FLANNEL_IMAGE, FLANNEL_PLUGIN_IMAGE];
  const images = [...containers.flatMap(({ image }) => image ?? []), kubeProxyImage(profile), ...network];
  return node.roles.includes('control-plane') ? [...images, COREDNS_IMAGE] : images;
}
