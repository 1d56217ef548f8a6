/** metrics.k8s.io: served from what the metrics server has measured. */
import type { MetricsServer } from '../../metrics/metricsServer';
import * as statusError from '../statusError';
import type { Resource } from './resource';

const group = 'metrics.k8s.io';

export function metricsResources(metrics: MetricsServer): readonly Resource[] {
  return [
    {
      name: `nodes.${group}`,
      observed: {
        list: () => metrics.nodes(),
        notFound: (_namespace, name) => statusError.notFound({ group, plural: 'nodemetrics' }, name),
      },
    },
    {
      name: `pods.${group}`,
      observed: {
        list: (namespace) => metrics.pods(namespace),
        notFound: (namespace, name) => statusError.notFound({ group, plural: 'podmetrics' }, `${namespace}/${name}`),
      },
    },
  ];
}
