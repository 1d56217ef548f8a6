import type { ReplicaSetSpec, ReplicaSetStatus } from 'kubernetes-types/apps/v1';
import type { ClusterObject } from './object';

export interface ReplicaSet extends ClusterObject {
  spec: ReplicaSetSpec;
  status?: ReplicaSetStatus;
}
