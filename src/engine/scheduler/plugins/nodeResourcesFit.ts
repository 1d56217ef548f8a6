import { equal } from '../../../base/equality';
import type { NodeInfo } from '../nodeInfo';
import { MAX_NODE_SCORE, type SchedulerPlugin } from '../plugin';
import { type Amounts, podRequests, scoredRequests } from '../podRequests';

/** Requests must fit into what the node has left; the emptier node is better (LeastAllocated). */
export const nodeResourcesFit: SchedulerPlugin = {
  name: 'NodeResourcesFit',
  weight: 1,
  begin: (pod) => {
    const requests = podRequests(pod);
    const scored = scoredRequests(pod);
    return {
      filter: (node) => {
        const reasons = shortages(requests, node);
        return reasons.length === 0 ? undefined : { reasons, resolvable: true };
      },
      score: (nodes) => nodes.map((node) => leastAllocated(scored, node)),
    };
  },
  mayHelp: (pod, change) => {
    const requests = podRequests(pod);
    switch (change.kind) {
      case 'node-added':
        return true;
      case 'node-changed':
        return !equal(change.old.status?.allocatable, change.node.status?.allocatable);
      case 'pod-removed': {
        const freed = podRequests(change.pod);
        return Object.keys(requests).length === 0 || Object.keys(requests).some((name) => (freed[name] ?? 0) > 0);
      }
      default:
        return false;
    }
  },
};

function shortages(requests: Amounts, node: NodeInfo): string[] {
  const reasons: string[] = [];
  if (node.pods.size + 1 > (node.allocatable['pods'] ?? 0)) reasons.push('Too many pods');
  for (const name of inOrder(Object.keys(requests))) {
    const asked = requests[name] ?? 0;
    const left = (node.allocatable[name] ?? 0) - (node.requested[name] ?? 0);
    if (asked > 0 && asked > left) reasons.push(`Insufficient ${name}`);
  }
  return reasons;
}

function leastAllocated(scored: Amounts, node: NodeInfo): number {
  let sum = 0;
  let count = 0;
  for (const name of ['cpu', 'memory']) {
    const allocatable = node.allocatable[name] ?? 0;
    if (allocatable === 0) continue;
    const requested = (node.scored[name] ?? 0) + (scored[name] ?? 0);
    count++;
    if (requested <= allocatable) sum += Math.trunc(((allocatable - requested) * MAX_NODE_SCORE) / allocatable);
  }
  return count === 0 ? 0 : Math.trunc(sum / count);
}

function inOrder(names: string[]): string[] {
  const first = ['cpu', 'memory', 'ephemeral-storage'];
  const others = names.filter((name) => !first.includes(name)).sort();
  return [...first.filter((name) => names.includes(name)), ...others];
}
