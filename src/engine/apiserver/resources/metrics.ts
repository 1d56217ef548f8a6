/** metrics.k8s.io: served from what a metrics server has measured. */
import type { MetricsServer } from '../../metrics/metricsServer';
import * as statusError from '../statusError';
import type { Resource } from './resource';

const group = 'metrics.k8s.io';

/** `server` is the one that answers now; without one nobody gets here. */
export function metricsResources(server: () => MetricsServer | undefined): readonly Resource[] {
  return [
    {
      name: `nodes.${group}`,
      observed: {
        list: () => server()?.nodes() ?? [],
        notFound: (_namespace, name) => statusError.notFound({ group, plural: 'nodemetrics' }, name),
      },
    },
    {
      name: `pods.${group}`,
      observed: {
        list: (namespace) => server()?.pods(namespace) ?? [],
        notFound: (namespace, name) => statusError.notFound({ group, plural: 'podmetrics' }, `${namespace}/${name}`),
      },
    },
  ];
}
