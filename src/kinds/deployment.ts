import type { DeploymentSpec, DeploymentStatus } from 'kubernetes-types/apps/v1';
import type { ClusterObject } from './object';

export interface Deployment extends ClusterObject {
  spec: DeploymentSpec;
  status?: DeploymentStatus;
}
