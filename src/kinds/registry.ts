/** Every kind that the cluster serves, in the order of the API's own discovery (core first, groups by priority). */

import { clusterRoleKind } from './access/clusterRole';
import { clusterRoleBindingKind } from './access/clusterRoleBinding';
import {
  localSubjectAccessReviewKind,
  selfSubjectAccessReviewKind,
  selfSubjectReviewKind,
  selfSubjectRulesReviewKind,
  subjectAccessReviewKind,
  tokenReviewKind,
} from './access/reviews';
import { roleKind } from './access/role';
import { roleBindingKind } from './access/roleBinding';
import { controllerRevisionKind } from './apps/controllerRevision';
import { daemonSetKind } from './apps/daemonSet';
import { statefulSetKind } from './apps/statefulSet';
import { horizontalPodAutoscalerKind } from './autoscaling/horizontalPodAutoscaler';
import { horizontalPodAutoscalerV1Kind } from './autoscaling/horizontalPodAutoscalerV1';
import { cronJobKind } from './batch/cronJob';
import { jobKind } from './batch/job';
import { certificateSigningRequestKind } from './certificates/certificateSigningRequest';
import { configMapKind } from './configMap';
import { deploymentKind } from './deployment';
import { endpointSliceKind } from './endpointSlice';
import { endpointsKind } from './endpoints';
import { eventKind } from './event';
import { eventV1Kind } from './eventV1';
import { admissionKinds } from './extensions/admissionKinds';
import { apiServiceKind } from './extensions/apiService';
import { bindingKind } from './extensions/binding';
import { componentStatusKind } from './extensions/componentStatus';
import { customResourceDefinitionKind } from './extensions/customResourceDefinition';
import { flowSchemaKind } from './flow/flowSchema';
import { priorityLevelConfigurationKind } from './flow/priorityLevelConfiguration';
import type { Kind } from './kind';
import { leaseKind } from './lease';
import { limitRangeKind } from './limits/limitRange';
import { resourceQuotaKind } from './limits/resourceQuota';
import { nodeMetricsKind, podMetricsKind } from './metrics/metrics';
import { namespaceKind } from './namespace';
import { ingressKind } from './networking/ingress';
import { ingressClassKind } from './networking/ingressClass';
import { networkPolicyKind } from './networking/networkPolicy';
import { nodeKind } from './node';
import { podKind } from './pod';
import { podTemplateKind } from './podTemplate';
import { podDisruptionBudgetKind } from './policy/podDisruptionBudget';
import { replicaSetKind } from './replicaSet';
import { replicationControllerKind } from './replicationController';
import { priorityClassKind } from './scheduling/priorityClass';
import { runtimeClassKind } from './scheduling/runtimeClass';
import { secretKind } from './secret';
import { serviceKind } from './service';
import { serviceAccountKind } from './serviceAccount';
import { csiDriverKind } from './storage/csiDriver';
import { csiNodeKind } from './storage/csiNode';
import { csiStorageCapacityKind } from './storage/csiStorageCapacity';
import { persistentVolumeKind } from './storage/persistentVolume';
import { persistentVolumeClaimKind } from './storage/persistentVolumeClaim';
import { storageClassKind } from './storage/storageClass';
import { volumeAttachmentKind } from './storage/volumeAttachment';

export const kinds: readonly Kind[] = [
  configMapKind,
  endpointsKind,
  // The real server serves events as events.k8s.io/v1 too; here only as core/v1.
  eventKind,
  limitRangeKind,
  namespaceKind,
  nodeKind,
  persistentVolumeClaimKind,
  persistentVolumeKind,
  podKind,
  podTemplateKind,
  replicationControllerKind,
  resourceQuotaKind,
  secretKind,
  serviceAccountKind,
  serviceKind,
  controllerRevisionKind,
  daemonSetKind,
  deploymentKind,
  replicaSetKind,
  statefulSetKind,
  horizontalPodAutoscalerKind,
  cronJobKind,
  jobKind,
  certificateSigningRequestKind,
  selfSubjectReviewKind,
  tokenReviewKind,
  localSubjectAccessReviewKind,
  selfSubjectAccessReviewKind,
  selfSubjectRulesReviewKind,
  subjectAccessReviewKind,
  clusterRoleBindingKind,
  clusterRoleKind,
  roleBindingKind,
  roleKind,
  leaseKind,
  endpointSliceKind,
  ingressClassKind,
  ingressKind,
  networkPolicyKind,
  podDisruptionBudgetKind,
  csiDriverKind,
  csiNodeKind,
  csiStorageCapacityKind,
  storageClassKind,
  volumeAttachmentKind,
  runtimeClassKind,
  priorityClassKind,
  customResourceDefinitionKind,
  ...admissionKinds,
  flowSchemaKind,
  priorityLevelConfigurationKind,
];

/** Further versions of kinds: other views of the same objects. */
const furtherVersions: readonly Kind[] = [eventV1Kind, horizontalPodAutoscalerV1Kind];

/** What is answered for and not kept: there is nothing of it to watch. */
const answered: readonly Kind[] = [apiServiceKind, bindingKind, componentStatusKind];

/** What every API server answers for. */
export const servedKinds: readonly Kind[] = [...kinds, ...furtherVersions, ...answered];

/** What a metrics server adds to that. */
export const metricsKinds: readonly Kind[] = [nodeMetricsKind, podMetricsKind];

/**
 * The kind behind a name: a plural, singular or short name, or the Kind itself, in any case, optionally of one group
 * and version.
 */
export function findKind(name: string, group?: string, version?: string): Kind | undefined {
  const wanted = name.toLowerCase();
  const candidates = servedKinds.filter(
    (kind) => (group === undefined || kind.group === group) && (version === undefined || kind.version === version),
  );
  return (
    candidates.find((kind) => kind.plural === wanted) ??
    candidates.find((kind) => kind.singular === wanted || kind.kind.toLowerCase() === wanted) ??
    candidates.find((kind) => kind.shortNames.includes(wanted))
  );
}

/** The kind that an object's `apiVersion` and `kind` name, exactly as written. */
export function kindOfObject(apiVersion: string, kindName: string): Kind | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  return servedKinds.find((kind) => kind.kind === kindName && kind.group === group && kind.version === version);
}

/** The kind served under a REST path's group, version and plural, exactly as written. */
export function kindOfResource(group: string, version: string, plural: string): Kind | undefined {
  return servedKinds.find((kind) => kind.plural === plural && kind.group === group && kind.version === version);
}
