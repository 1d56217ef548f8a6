/** Whether a pod that was bound to this node may run on it: the scheduler's general checks, made again by the kubelet. */
import type { Container, Taint, Toleration } from 'kubernetes-types/core/v1';
import { nodeKind } from '../../kinds/node';
import type { Pod } from '../../kinds/pod';
import { collide, hostPortsOf } from '../../kinds/pods/hostPorts';
import { milliValue, wholeValue } from '../../kinds/quantity';
import { matchesLabels } from '../../kinds/selector';
import type { KubeletContext } from './kubeletContext';
import { newNode, nodeAllocatable } from './nodeStatus';

export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** undefined when the pod may run beside the `others`, which are the node's active pods. */
export function refusePod(pod: Pod, context: KubeletContext, others: readonly Pod[]): Refusal | undefined {
  const stored = context.client.get(nodeKind, context.node.name);
  const node = stored.ok ? stored.value : newNode(context.node, context.profile);
  const short = shortResource(pod, context, others);
  if (short !== undefined) return short;
  if (!matchesLabels(pod.spec.nodeSelector, node.metadata.labels)) {
    const message = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector";
    return { reason: 'NodeAffinity', message };
  }
  if (portsTaken(pod, others)) {
    return {
      reason: 'NodePorts',
      message: "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    };
  }
  const isStatic = pod.metadata.annotations?.['kubernetes.io/config.source'] === 'file';
  const taints = (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');
  if (!isStatic && taints.some((taint) => !tolerates(pod.spec.tolerations ?? [], taint))) {
    return { reason: 'TaintToleration', message: 'Predicate TaintToleration failed' };
  }
  return undefined;
}

function shortResource(pod: Pod, context: KubeletContext, others: readonly Pod[]): Refusal | undefined {
  const allocatable = nodeAllocatable(context.node);
  const capacity = Number(allocatable['pods']);
  if (others.length + 1 > capacity) return outOf('pods', 1, others.length, capacity);
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const amount = resource === 'cpu' ? milliValue : wholeValue;
    const asked = requestOf(pod, resource, amount);
    if (asked === 0) continue;
    const used = others.reduce((sum, other) => sum + requestOf(other, resource, amount), 0);
    const limit = amount(allocatable[resource]);
    if (used + asked > limit) return outOf(resource, asked, used, limit);
  }
  return undefined;
}

function outOf(resource: string, requested: number, used: number, capacity: number): Refusal {
  const message = `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${resource}`, message };
}

/** What the pod asks for: the sum of its containers, or its largest init container if that is more. */
function requestOf(pod: Pod, resource: string, amount: (value: string | undefined) => number): number {
  const of = (container: Container) => amount(container.resources?.requests?.[resource]);
  const init = pod.spec.initContainers ?? [];
  const sidecars = init.filter((one) => one.restartPolicy === 'Always').reduce((sum, one) => sum + of(one), 0);
  const main = pod.spec.containers.reduce((sum, one) => sum + of(one), 0) + sidecars;
  return Math.max(main, ...init.filter((one) => one.restartPolicy !== 'Always').map(of));
}

function portsTaken(pod: Pod, others: readonly Pod[]): boolean {
  const taken = others.flatMap(hostPortsOf);
  return hostPortsOf(pod).some((port) => taken.some((other) => collide(port, other)));
}

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((toleration) => {
    if (toleration.effect !== undefined && toleration.effect !== '' && toleration.effect !== taint.effect) return false;
    if (toleration.key !== undefined && toleration.key !== '' && toleration.key !== taint.key) return false;
    return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '');
  });
}
