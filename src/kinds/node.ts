import type { NodeSpec, NodeStatus } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface Node extends ClusterObject {
  spec: NodeSpec;
  status?: NodeStatus;
}
