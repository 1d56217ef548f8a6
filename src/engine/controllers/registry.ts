/** The controllers of kube-controller-manager that this cluster has. */
import type { ControllerDefinition } from './controller';
import { deploymentController } from './deployment/deploymentController';
import { replicaSetController } from './replicas/replicaSetController';
import { replicationControllerController } from './replicas/replicationControllerController';

export const controllers: readonly ControllerDefinition[] = [
  replicationControllerController,
  replicaSetController,
  deploymentController,
];
