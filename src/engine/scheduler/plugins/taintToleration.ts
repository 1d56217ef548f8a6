import { equal } from '../../../base/equality';
import { isTolerated, untoleratedTaint } from '../../../kinds/toleration';
import { normalized, type SchedulerPlugin } from '../plugin';

const EFFECTS = ['NoSchedule', 'NoExecute'];

export const taintToleration: SchedulerPlugin = {
  name: 'TaintToleration',
  weight: 3,
  begin: (pod) => ({
    filter: ({ node }) => {
      const taint = untoleratedTaint(node.spec.taints, pod.spec.tolerations, EFFECTS);
      if (taint === undefined) return undefined;
      return { reasons: [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`], resolvable: false };
    },
    score: (nodes) => {
      const tolerations = (pod.spec.tolerations ?? []).filter(
        ({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule',
      );
      const unwelcome = nodes.map(
        ({ node }) =>
          (node.spec.taints ?? []).filter(
            (taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations),
          ).length,
      );
      return normalized(unwelcome, true);
    },
  }),
  mayHelp: (pod, change) => {
    if (change.kind !== 'node-added' && change.kind !== 'node-changed') return false;
    if (change.kind === 'node-changed' && equal(change.old.spec.taints, change.node.spec.taints)) return false;
    return untoleratedTaint(change.node.spec.taints, pod.spec.tolerations, EFFECTS) === undefined;
  },
};
