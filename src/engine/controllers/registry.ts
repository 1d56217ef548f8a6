/** The controllers of kube-controller-manager that this cluster has. */

import { horizontalPodAutoscalerController } from './autoscaling/horizontalPodAutoscalerController';
import { certificateCleanerController } from './certificates/cleanerController';
import { certificateSigningController } from './certificates/signingController';
import type { ControllerDefinition } from './controller';
import { daemonSetController } from './daemonSets/daemonSetController';
import { deploymentController } from './deployment/deploymentController';
import { disruptionController } from './disruption/disruptionController';
import { endpointSliceController } from './endpoints/endpointSliceController';
import { endpointsController } from './endpoints/endpointsController';
import { mirroringController } from './endpoints/mirroringController';
import { cronJobController } from './jobs/cronJobController';
import { jobController } from './jobs/jobController';
import { ttlAfterFinishedController } from './jobs/ttlAfterFinishedController';
import { nodeIpamController } from './nodes/nodeIpamController';
import { nodeLifecycleController } from './nodes/nodeLifecycleController';
import { taintEvictionController } from './nodes/taintEvictionController';
import { ttlController } from './nodes/ttlController';
import { clusterRoleAggregationController } from './objects/clusterRoleAggregationController';
import { garbageCollector } from './objects/garbageCollector';
import { namespaceController } from './objects/namespaceController';
import { podGarbageCollector } from './objects/podGarbageCollector';
import { resourceQuotaController } from './objects/resourceQuotaController';
import { rootCaPublisher } from './objects/rootCaPublisher';
import { serviceAccountController } from './objects/serviceAccountController';
import { serviceAccountTokenController } from './objects/serviceAccountTokenController';
import { replicaSetController } from './replicas/replicaSetController';
import { replicationControllerController } from './replicas/replicationControllerController';
import { statefulSetController } from './statefulSets/statefulSetController';
import { claimProtectionController } from './storage/claimProtectionController';
import { ephemeralVolumeController } from './storage/ephemeralVolumeController';
import { expandController } from './storage/expandController';
import { volumeBinder } from './storage/volumeBinder';
import { volumeProtectionController } from './storage/volumeProtectionController';

export const controllers: readonly ControllerDefinition[] = [
  endpointsController,
  endpointSliceController,
  mirroringController,
  replicationControllerController,
  podGarbageCollector,
  resourceQuotaController,
  namespaceController,
  serviceAccountController,
  serviceAccountTokenController,
  clusterRoleAggregationController,
  garbageCollector,
  jobController,
  cronJobController,
  daemonSetController,
  deploymentController,
  replicaSetController,
  statefulSetController,
  disruptionController,
  horizontalPodAutoscalerController,
  certificateSigningController,
  certificateCleanerController,
  ttlController,
  ttlAfterFinishedController,
  nodeIpamController,
  nodeLifecycleController,
  taintEvictionController,
  volumeBinder,
  ephemeralVolumeController,
  expandController,
  claimProtectionController,
  volumeProtectionController,
  rootCaPublisher,
];
