/** Which pods go first when there are too many: the order of pkg/controller's ActivePodsWithRanks. */
import { parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { isPodReady, readySince } from '../podConditions';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASE_ORDER: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/**
 * The `count` pods to delete. `related` are all active pods of the same family (for a ReplicaSet of a Deployment, the
 * pods of all its ReplicaSets): a pod whose node holds more of them goes earlier.
 */
export function podsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, now: number): Pod[] {
  if (count >= pods.length) return [...pods];
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const rank = (pod: Pod) => onNode.get(pod.spec.nodeName ?? '') ?? 0;
  return [...pods].sort((a, b) => comparePods(a, b, rank, now)).slice(0, count);
}

function comparePods(a: Pod, b: Pod, rank: (pod: Pod) => number, now: number): number {
  return (
    Number(isAssigned(a)) - Number(isAssigned(b)) ||
    phaseOrder(a) - phaseOrder(b) ||
    Number(isPodReady(a)) - Number(isPodReady(b)) ||
    deletionCost(a) - deletionCost(b) ||
    rank(b) - rank(a) ||
    compareReadyTime(a, b, now) ||
    mostRestarts(b) - mostRestarts(a) ||
    compareAge(a, parseTime(a.metadata.creationTimestamp), b, parseTime(b.metadata.creationTimestamp), now)
  );
}

function isAssigned(pod: Pod): boolean {
  return (pod.spec.nodeName ?? '') !== '';
}

function phaseOrder(pod: Pod): number {
  return PHASE_ORDER[pod.status?.phase ?? ''] ?? 0;
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST] ?? '0';
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function mostRestarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount));
}

function compareReadyTime(a: Pod, b: Pod, now: number): number {
  const readyA = readySince(a);
  const readyB = readySince(b);
  return readyA === undefined || readyB === undefined ? 0 : compareAge(a, readyA, b, readyB, now);
}

/**
 * The younger goes first, but ages count only by their order of magnitude (powers of two); within one the uid decides,
 * which is as good as chance.
 */
function compareAge(a: Pod, sinceA: number | undefined, b: Pod, sinceB: number | undefined, now: number): number {
  if (sinceA === sinceB) return 0;
  if (sinceA === undefined || sinceB === undefined) return sinceA === undefined ? -1 : 1;
  const difference = magnitude(now - sinceA) - magnitude(now - sinceB);
  if (difference !== 0) return difference;
  return (a.metadata.uid ?? '') < (b.metadata.uid ?? '') ? -1 : 1;
}

/** The binary logarithm of an age in nanoseconds, cut off. */
function magnitude(milliseconds: number): number {
  return milliseconds > 0 ? Math.trunc(Math.log2(milliseconds * 1_000_000)) : -1;
}
