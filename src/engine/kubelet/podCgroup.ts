import type { Pod } from '../../kinds/pod';
import { podAmounts } from '../../kinds/pods/podAmounts';
import type { SandboxOptions } from '../containers/runtime';

/** Where the kubelet puts a pod in the node's cgroups (with the systemd driver): by its quality of service. */
export function podCgroup(pod: Pod): string {
  const uid = (pod.metadata.uid ?? '').replaceAll('-', '_');
  const quality = pod.status?.qosClass ?? 'BestEffort';
  if (quality === 'Guaranteed') return `kubepods.slice/kubepods-pod${uid}.slice`;
  const slice = `kubepods-${quality.toLowerCase()}`;
  return `kubepods.slice/${slice}.slice/${slice}-pod${uid}.slice`;
}

/** What the pod's cgroup is held to: the sum of its containers' limits, where each of them has one. */
export function podLimits(pod: Pod): Pick<SandboxOptions, 'memoryLimitBytes' | 'cpuLimitMillis'> {
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const total = (name: string) => {
    const limited = containers.every((container) => container.resources?.limits?.[name] !== undefined);
    return limited ? podAmounts(pod, 'limits').get(name)?.nano : undefined;
  };
  const [memory, cpu] = [total('memory'), total('cpu')];
  return {
    ...(memory === undefined ? {} : { memoryLimitBytes: Number(memory / 1_000_000_000n) }),
    ...(cpu === undefined ? {} : { cpuLimitMillis: Number(cpu / 1_000_000n) }),
  };
}
