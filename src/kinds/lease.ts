import type { LeaseSpec } from 'kubernetes-types/coordination/v1';
import type { ClusterObject } from './object';

export interface Lease extends ClusterObject {
  spec?: LeaseSpec;
}
