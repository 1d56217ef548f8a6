import type { EndpointSubset } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { endpointsText } from './services/endpointText';
import { validateSubsets } from './services/validateEndpoints';

export interface Endpoints extends ClusterObject {
  subsets?: EndpointSubset[];
}

export const endpointsKind = defineKind<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Endpoints',
  shortNames: ['ep'],
  setDefaults(endpoints) {
    for (const port of (endpoints.subsets ?? []).flatMap((subset) => subset.ports ?? [])) port.protocol ||= 'TCP';
  },
  validate: (endpoints) => validateSubsets(endpoints.subsets ?? []),
  columns: [
    nameColumn,
    {
      name: 'Endpoints',
      type: 'string',
      description: 'The ready addresses with their ports',
      value: (endpoints) => endpointsText(endpoints.subsets),
    },
    ageColumn,
  ],
});
