import type { NamespaceSpec, NamespaceStatus } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface Namespace extends ClusterObject {
  spec: NamespaceSpec;
  status?: NamespaceStatus;
}
