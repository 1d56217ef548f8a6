import { MAX_NODE_SCORE, type SchedulerPlugin } from '../plugin';
import { podRequests } from '../podRequests';

/** Prefers nodes whose processor and memory would be used in like measure. Pods without requests have no say in it. */
export const nodeResourcesBalancedAllocation: SchedulerPlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  begin: (pod) => {
    const requests = podRequests(pod);
    if ((requests['cpu'] ?? 0) === 0 && (requests['memory'] ?? 0) === 0) return {};
    return {
      score: (nodes) =>
        nodes.map((node) => {
          const used = ['cpu', 'memory'].flatMap((name) => {
            const allocatable = node.allocatable[name] ?? 0;
            if (allocatable === 0) return [];
            return [Math.min(1, ((node.requested[name] ?? 0) + (requests[name] ?? 0)) / allocatable)];
          });
          const [first = 0, second] = used;
          const deviation = second === undefined ? 0 : Math.abs(first - second) / 2;
          return Math.trunc((1 - deviation) * MAX_NODE_SCORE);
        }),
    };
  },
  mayHelp: () => false,
};
