import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import type { ClusterObject } from './object';

export interface EndpointSlice extends ClusterObject {
  addressType: string;
  endpoints: Endpoint[];
  ports?: EndpointPort[];
}
