import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';

export interface ApiService extends ClusterObject {
  spec: {
    group: string;
    version: string;
    groupPriorityMinimum: number;
    versionPriority: number;
    service?: { namespace: string; name: string; port: number };
  };
  status: {
    conditions: { type: string; status: string; reason: string; message: string; lastTransitionTime: string }[];
  };
}

/** Who serves which group version. The server registers what it serves; further servers are not simulated. */
export const apiServiceKind = defineKind<ApiService>({
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  namespaced: false,
  schema: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
  categories: ['api-extensions'],
  hasStatus: true,
  columns: [
    nameColumn,
    {
      name: 'Service',
      type: 'string',
      description: 'The service that answers, or Local',
      value: ({ spec: { service } }) => (service === undefined ? 'Local' : `${service.namespace}/${service.name}`),
    },
    {
      name: 'Available',
      type: 'string',
      description: 'Whether it answers',
      value: ({ status }) => status.conditions.find(({ type }) => type === 'Available')?.status ?? 'Unknown',
    },
    ageColumn,
  ],
});
