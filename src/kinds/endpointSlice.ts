import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

export interface EndpointSlice extends ClusterObject {
  addressType: string;
  endpoints: Endpoint[];
  ports?: EndpointPort[];
}

export const endpointSliceKind = defineKind<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  namespaced: true,
  schema: 'io.k8s.api.discovery.v1.EndpointSlice',
  columns: [nameColumn, ageColumn],
});
