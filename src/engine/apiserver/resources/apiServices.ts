import { formatTime } from '../../../base/time';
import type { ApiService } from '../../../kinds/extensions/apiService';
import { apiVersionOf, type Kind } from '../../../kinds/kind';
import * as statusError from '../statusError';
import type { Resource } from './resource';

type GroupVersion = Pick<Kind, 'group' | 'version' | 'custom'>;

/** How groups stand in line, with the priority of a version other than the usual. */
const PRIORITIES: Readonly<Record<string, number>> = {
  '': 18_000,
  'apiregistration.k8s.io': 20_000,
  apps: 17_800,
  'events.k8s.io': 17_750,
  'authentication.k8s.io': 17_700,
  'authorization.k8s.io': 17_600,
  autoscaling: 17_500,
  batch: 17_400,
  'certificates.k8s.io': 17_300,
  'networking.k8s.io': 17_200,
  policy: 17_100,
  'rbac.authorization.k8s.io': 17_000,
  'storage.k8s.io': 16_800,
  'apiextensions.k8s.io': 16_700,
  'admissionregistration.k8s.io': 16_700,
  'scheduling.k8s.io': 16_600,
  'coordination.k8s.io': 16_500,
  'node.k8s.io': 16_300,
  'discovery.k8s.io': 16_200,
  'flowcontrol.apiserver.k8s.io': 16_100,
};
/** The group version whose server is an add-on. */
const METRICS: GroupVersion = { group: 'metrics.k8s.io', version: 'v1beta1' };

/**
 * One for each group version that is served, and one for metrics while somebody is expected to serve them. `began` is
 * when the server came up, in milliseconds.
 *
 * Simplified: the one for metrics comes and goes with the service `metrics-server`, whoever made it.
 */
export function apiServiceResource(
  served: () => readonly Kind[],
  metricsExpected: () => boolean,
  began: number,
): Resource {
  return {
    name: 'apiservices.apiregistration.k8s.io',
    observed: {
      list: () => {
        const versions = new Map(served().map((kind) => [apiVersionOf(kind), kind]));
        const missing = metricsExpected() && !versions.has(`${METRICS.group}/${METRICS.version}`);
        return [...versions.values(), ...(missing ? [METRICS] : [])]
          .filter(({ group }) => group !== 'apiregistration.k8s.io')
          .map((one) => serviceOf(one, !missing || one !== METRICS, formatTime(began)))
          .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
      },
      notFound: (_namespace, name) =>
        statusError.notFound({ group: 'apiregistration.k8s.io', plural: 'apiservices' }, name),
      refusal: 'API servers of your own are not simulated in this cluster',
    },
  };
}

function serviceOf({ group, version, custom }: GroupVersion, available: boolean, time: string): ApiService {
  const addOn = group === METRICS.group;
  return {
    kind: 'APIService',
    apiVersion: 'apiregistration.k8s.io/v1',
    metadata: {
      name: `${version}.${group}`,
      creationTimestamp: time,
      ...(addOn
        ? { labels: { 'k8s-app': 'metrics-server' } }
        : { labels: { 'kube-aggregator.kubernetes.io/automanaged': custom === undefined ? 'onstart' : 'true' } }),
    },
    spec: {
      ...(addOn ? { service: { name: 'metrics-server', namespace: 'kube-system', port: 443 } } : {}),
      group,
      version,
      groupPriorityMinimum: PRIORITIES[group] ?? (addOn ? 100 : 1000),
      versionPriority: group === '' ? 1 : version === 'v2' ? 30 : PRIORITIES[group] === undefined ? 100 : 15,
    },
    status: {
      conditions: [
        {
          lastTransitionTime: time,
          ...availability(addOn, available),
          status: available ? 'True' : 'False',
          type: 'Available',
        },
      ],
    },
  };
}

function availability(addOn: boolean, available: boolean): { readonly message: string; readonly reason: string } {
  if (!addOn) return { message: 'Local APIServices are always available', reason: 'Local' };
  if (available) return { message: 'all checks passed', reason: 'Passed' };
  return {
    message: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
    reason: 'MissingEndpoints',
  };
}
