/** Reading and setting the conditions of a Deployment. */
import type { DeploymentCondition, DeploymentStatus } from 'kubernetes-types/apps/v1';
import { formatTime } from '../../../base/time';
import type { Deployment } from '../../../kinds/deployment';
import { wanted } from './replicaSets';

export type ConditionType = 'Available' | 'Progressing' | 'ReplicaFailure';

export function deploymentCondition(
  status: DeploymentStatus | undefined,
  type: ConditionType,
): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function newCondition(
  type: ConditionType,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: number,
): DeploymentCondition {
  const time = formatTime(now);
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/**
 * The status with the condition in it. One with the same status and reason stays as it was, times and message
 * included; one with the same status keeps the time of its transition.
 */
export function withCondition(status: DeploymentStatus, condition: DeploymentCondition): DeploymentStatus {
  const current = deploymentCondition(status, condition.type as ConditionType);
  if (current?.status === condition.status && current.reason === condition.reason) return status;
  const next =
    current?.status === condition.status ? { ...condition, lastTransitionTime: current.lastTransitionTime } : condition;
  return { ...status, conditions: [...others(status, condition.type), next] };
}

export function withoutCondition(status: DeploymentStatus, type: ConditionType): DeploymentStatus {
  if (deploymentCondition(status, type) === undefined) return status;
  const { conditions: _conditions, ...rest } = status;
  const left = others(status, type);
  return left.length === 0 ? rest : { ...rest, conditions: left };
}

/** False when the author asked for no deadline (the greatest number there is). */
export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== 2147483647;
}

/** Every replica is of the current template and available, and the controller has seen the newest spec. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const count = wanted(deployment);
  return (
    (status?.updatedReplicas ?? 0) === count &&
    (status?.replicas ?? 0) === count &&
    (status?.availableReplicas ?? 0) === count &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function others(status: DeploymentStatus, type: string): DeploymentCondition[] {
  return (status.conditions ?? []).filter((condition) => condition.type !== type);
}
