import type { ReplicationControllerSpec, ReplicationControllerStatus } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface ReplicationController extends ClusterObject {
  spec: ReplicationControllerSpec;
  status?: ReplicationControllerStatus;
}
