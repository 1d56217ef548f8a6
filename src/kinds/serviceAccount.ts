import type { LocalObjectReference, ObjectReference } from 'kubernetes-types/core/v1';
import type { ClusterObject } from './object';

export interface ServiceAccount extends ClusterObject {
  secrets?: ObjectReference[];
  imagePullSecrets?: LocalObjectReference[];
  automountServiceAccountToken?: boolean;
}
