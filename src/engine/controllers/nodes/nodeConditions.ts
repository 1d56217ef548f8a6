/** What the node controllers read of nodes. */
import type { NodeCondition, Taint } from 'kubernetes-types/core/v1';
import type { Node } from '../../../kinds/node';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';

export function nodeCondition(node: Node, type: string): NodeCondition | undefined {
  return node.status?.conditions?.find((condition) => condition.type === type);
}

/** `True`, `False` or `Unknown`; undefined when the kubelet has not reported yet. */
export function readiness(node: Node): string | undefined {
  return nodeCondition(node, 'Ready')?.status;
}

export function hasTaint(node: Node, taint: Pick<Taint, 'key' | 'effect'>): boolean {
  return (node.spec.taints ?? []).some((one) => one.key === taint.key && one.effect === taint.effect);
}
