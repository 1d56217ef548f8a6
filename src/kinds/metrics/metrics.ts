/** metrics.k8s.io/v1beta1: what nodes and pods use, as a metrics server measures it. Nobody writes these objects. */
import { nameColumn } from '../ageColumn';
import { defineKind, type PrinterColumn } from '../kind';
import type { ClusterObject } from '../object';
import { formatQuantity, quantityOf } from '../quantity';

export interface Usage {
  /** Of one CPU, in billionths: `1234567n`. */
  readonly cpu: string;
  /** `5732Ki`. */
  readonly memory: string;
}

interface Measured extends ClusterObject {
  /** When it was measured, and over which time CPU is the average. */
  timestamp: string;
  /** Such as `15.0s`. */
  window: string;
}

export interface NodeMetrics extends Measured {
  usage: Usage;
}

export interface PodMetrics extends Measured {
  containers: { readonly name: string; readonly usage: Usage }[];
}

const windowColumn: PrinterColumn<Measured> = {
  name: 'Window',
  type: 'string',
  description: 'The time over which CPU is the average',
  value: ({ window }) => window,
};

export const nodeMetricsKind = defineKind<NodeMetrics>({
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'NodeMetrics',
  plural: 'nodes',
  singular: '',
  namespaced: false,
  schema: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics',
  verbs: ['get', 'list'],
  columns: [
    nameColumn,
    { name: 'cpu', type: 'string', description: 'CPU in use', value: ({ usage }) => usage.cpu },
    { name: 'memory', type: 'string', description: 'Memory in use', value: ({ usage }) => usage.memory },
    windowColumn,
  ],
});

export const podMetricsKind = defineKind<PodMetrics>({
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'PodMetrics',
  plural: 'pods',
  singular: '',
  namespaced: true,
  schema: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics',
  verbs: ['get', 'list'],
  columns: [
    nameColumn,
    { name: 'cpu', type: 'string', description: 'CPU in use', value: ({ containers }) => sum(containers, 'cpu') },
    {
      name: 'memory',
      type: 'string',
      description: 'Memory in use',
      value: ({ containers }) => sum(containers, 'memory'),
    },
    windowColumn,
  ],
});

function sum(containers: PodMetrics['containers'], name: keyof Usage): string {
  const nano = containers.reduce((total, { usage }) => total + quantityOf(usage[name]).nano, 0n);
  return formatQuantity({ nano, format: name === 'cpu' ? 'DecimalSI' : 'BinarySI' });
}
