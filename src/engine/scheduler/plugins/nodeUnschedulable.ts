import { isTolerated } from '../../../kinds/toleration';
import type { SchedulerPlugin } from '../plugin';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Cordoned nodes take no new pods, but those that tolerate it. */
export const nodeUnschedulable: SchedulerPlugin = {
  name: 'NodeUnschedulable',
  weight: 0,
  begin: (pod) => ({
    filter: ({ node }) =>
      node.spec.unschedulable === true && !isTolerated(TAINT, pod.spec.tolerations)
        ? { reasons: ['node(s) were unschedulable'], resolvable: false }
        : undefined,
  }),
  mayHelp: (_pod, change) =>
    change.kind === 'node-added' ||
    (change.kind === 'node-changed' &&
      change.old.spec.unschedulable === true &&
      change.node.spec.unschedulable !== true),
};
