import { collide } from '../../../kinds/pods/hostPorts';
import { placedPod } from '../nodeInfo';
import type { SchedulerPlugin } from '../plugin';

/** Two pods with the same host port cannot share a node. */
export const nodePorts: SchedulerPlugin = {
  name: 'NodePorts',
  weight: 0,
  begin: (pod) => {
    const { hostPorts } = placedPod(pod);
    if (hostPorts.length === 0) return {};
    return {
      filter: (node) => {
        const used = [...node.pods.values()].flatMap((placed) => placed.hostPorts);
        return used.some((one) => hostPorts.some((other) => collide(one, other)))
          ? { reasons: ["node(s) didn't have free ports for the requested pod ports"], resolvable: true }
          : undefined;
      },
    };
  },
  mayHelp: (pod, change) => {
    if (change.kind === 'node-added') return true;
    if (change.kind !== 'pod-removed') return false;
    const freed = placedPod(change.pod).hostPorts;
    return placedPod(pod).hostPorts.some((one) => freed.some((other) => collide(one, other)));
  },
};
