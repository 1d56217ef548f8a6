import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { equal } from '../base/equality';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { sliceEndpointsText, slicePortsText } from './services/endpointText';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './services/validateEndpoints';
import { raiseGeneration, startGeneration } from './workloads/generation';

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
  setDefaults(slice) {
    for (const port of slice.ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  prepareForCreate: startGeneration,
  prepareForUpdate(slice, old) {
    const wanted = (one: EndpointSlice) => [one.endpoints, one.ports, one.addressType, one.metadata.labels];
    raiseGeneration(slice, old, !equal(wanted(slice), wanted(old)));
  },
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  columns: [
    nameColumn,
    {
      name: 'AddressType',
      type: 'string',
      description: 'IPv4, IPv6 or FQDN',
      value: (slice) => slice.addressType,
    },
    {
      name: 'Ports',
      type: 'string',
      description: 'The ports of the endpoints',
      value: (slice) => slicePortsText(slice.ports),
    },
    {
      name: 'Endpoints',
      type: 'string',
      description: 'The addresses',
      value: (slice) => sliceEndpointsText(slice.endpoints),
    },
    ageColumn,
  ],
});
