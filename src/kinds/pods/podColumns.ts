import { ageColumn, nameColumn } from '../ageColumn';
import type { PrinterColumn } from '../kind';
import type { Pod } from '../pod';
import { isConditionTrue } from './podConditions';
import { formatRestarts, summarizePod } from './podSummary';

export const podColumns: readonly PrinterColumn<Pod>[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'How many containers are ready, of how many',
    value(pod) {
      const { readyContainers, totalContainers } = summarizePod(pod);
      return `${readyContainers}/${totalContainers}`;
    },
  },
  {
    name: 'Status',
    type: 'string',
    description: 'The sum of the states of the containers',
    value: (pod) => summarizePod(pod).status,
  },
  {
    name: 'Restarts',
    type: 'string',
    description: 'How often containers were restarted, and how long ago the last one was',
    value: (pod, now) => formatRestarts(summarizePod(pod), now),
  },
  ageColumn,
  {
    name: 'IP',
    type: 'string',
    description: 'The address of the pod in the cluster',
    priority: 1,
    value: (pod) => pod.status?.podIPs?.[0]?.ip || pod.status?.podIP || '<none>',
  },
  {
    name: 'Node',
    type: 'string',
    description: 'The node that the pod is bound to',
    priority: 1,
    value: (pod) => pod.spec.nodeName || '<none>',
  },
  {
    name: 'Nominated Node',
    type: 'string',
    description: 'The node that preemption makes room on for this pod',
    priority: 1,
    value: (pod) => pod.status?.nominatedNodeName || '<none>',
  },
  {
    name: 'Readiness Gates',
    type: 'string',
    description: 'How many of the additional conditions for readiness are true, of how many',
    priority: 1,
    value(pod) {
      const gates = pod.spec.readinessGates ?? [];
      if (gates.length === 0) return '<none>';
      return `${gates.filter((gate) => isConditionTrue(pod, gate.conditionType)).length}/${gates.length}`;
    },
  },
];
