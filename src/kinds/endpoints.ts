import type { EndpointSubset } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface Endpoints extends ClusterObject {
  subsets?: EndpointSubset[];
}
