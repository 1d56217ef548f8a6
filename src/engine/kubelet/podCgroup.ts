import type { Pod } from '../../kinds/pod';

/** Where the kubelet puts a pod in the node's cgroups (with the systemd driver): by its quality of service. */
export function podCgroup(pod: Pod): string {
  const uid = (pod.metadata.uid ?? '').replaceAll('-', '_');
  const quality = pod.status?.qosClass ?? 'BestEffort';
  if (quality === 'Guaranteed') return `kubepods.slice/kubepods-pod${uid}.slice`;
  const slice = `kubepods-${quality.toLowerCase()}`;
  return `kubepods.slice/${slice}.slice/${slice}-pod${uid}.slice`;
}
