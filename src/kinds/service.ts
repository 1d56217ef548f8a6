import type { ServiceSpec, ServiceStatus } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface Service extends ClusterObject {
  spec: ServiceSpec;
  status?: ServiceStatus;
}
