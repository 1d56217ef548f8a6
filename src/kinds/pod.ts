import type { PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface Pod extends ClusterObject {
  spec: PodSpec;
  status?: PodStatus;
}
