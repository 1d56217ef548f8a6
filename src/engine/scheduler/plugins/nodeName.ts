import type { SchedulerPlugin } from '../plugin';

export const nodeName: SchedulerPlugin = {
  name: 'NodeName',
  weight: 0,
  begin: (pod) => ({
    filter: (node) =>
      (pod.spec.nodeName ?? '') === '' || pod.spec.nodeName === node.name
        ? undefined
        : { reasons: ["node(s) didn't match the requested node name"], resolvable: false },
  }),
  mayHelp: (pod, change) => change.kind === 'node-added' && change.node.metadata.name === pod.spec.nodeName,
};
