/** Every describer; a kind without one is described field by field. */

import { clusterRoleBindingDescriber, clusterRoleDescriber, roleBindingDescriber, roleDescriber } from './access';
import { horizontalPodAutoscalerDescriber } from './autoscaler';
import { certificateSigningRequestDescriber } from './certificate';
import { configMapDescriber, namespaceDescriber, secretDescriber, serviceAccountDescriber } from './configuration';
import { daemonSetDescriber } from './daemonSet';
import type { Describer } from './describer';
import { endpointSliceDescriber, endpointsDescriber } from './endpoints';
import { genericDescriber } from './generic';
import { ingressClassDescriber, ingressDescriber } from './ingress';
import { cronJobDescriber, jobDescriber } from './jobs';
import { limitRangeDescriber, priorityClassDescriber, resourceQuotaDescriber } from './limits';
import { networkPolicyDescriber } from './networkPolicy';
import { nodeDescriber } from './node';
import { persistentVolumeDescriber } from './persistentVolume';
import { persistentVolumeClaimDescriber } from './persistentVolumeClaim';
import { podDescriber } from './pod';
import { podDisruptionBudgetDescriber } from './podDisruptionBudget';
import { serviceDescriber } from './service';
import { statefulSetDescriber } from './statefulSet';
import { csiNodeDescriber, storageClassDescriber } from './storage';
import { deploymentDescriber, replicaSetDescriber, replicationControllerDescriber } from './workloads';

const describers = [
  certificateSigningRequestDescriber,
  clusterRoleBindingDescriber,
  clusterRoleDescriber,
  configMapDescriber,
  csiNodeDescriber,
  cronJobDescriber,
  daemonSetDescriber,
  deploymentDescriber,
  endpointSliceDescriber,
  endpointsDescriber,
  horizontalPodAutoscalerDescriber,
  jobDescriber,
  limitRangeDescriber,
  ingressClassDescriber,
  ingressDescriber,
  namespaceDescriber,
  networkPolicyDescriber,
  nodeDescriber,
  persistentVolumeClaimDescriber,
  persistentVolumeDescriber,
  podDescriber,
  podDisruptionBudgetDescriber,
  priorityClassDescriber,
  replicaSetDescriber,
  replicationControllerDescriber,
  resourceQuotaDescriber,
  roleBindingDescriber,
  roleDescriber,
  secretDescriber,
  serviceAccountDescriber,
  serviceDescriber,
  storageClassDescriber,
  statefulSetDescriber,
] as readonly Describer[];

export function describerFor(group: string, kind: string): Describer {
  const wanted = group === '' ? kind : `${group}/${kind}`;
  return describers.find((one) => one.kind === wanted) ?? genericDescriber;
}
