import { equal } from '../../../base/equality';
import { matchesNodeTerm, matchesRequiredNodeAffinity } from '../../../kinds/nodeAffinity';
import { normalized, type SchedulerPlugin } from '../plugin';

export const nodeAffinity: SchedulerPlugin = {
  name: 'NodeAffinity',
  weight: 2,
  begin: (pod) => ({
    filter: ({ node }) =>
      matchesRequiredNodeAffinity(pod, node)
        ? undefined
        : { reasons: ["node(s) didn't match Pod's node affinity/selector"], resolvable: false },
    score: (nodes) => {
      const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      const weights = nodes.map(({ node }) =>
        preferred.reduce((sum, { weight, preference }) => sum + (matchesNodeTerm(preference, node) ? weight : 0), 0),
      );
      return normalized(weights, false);
    },
  }),
  mayHelp: (pod, change) => {
    if (change.kind !== 'node-added' && change.kind !== 'node-changed') return false;
    if (change.kind === 'node-changed' && equal(change.old.metadata.labels, change.node.metadata.labels)) return false;
    return matchesRequiredNodeAffinity(pod, change.node);
  },
};
