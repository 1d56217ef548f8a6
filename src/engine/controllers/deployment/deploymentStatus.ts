/** The status of a Deployment as computed from its ReplicaSets. Follows pkg/controller/deployment. */
import type { DeploymentCondition, DeploymentStatus } from 'kubernetes-types/apps/v1';
import { parseTime } from '../../../base/time';
import type { Deployment } from '../../../kinds/deployment';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import {
  deploymentCondition,
  hasProgressDeadline,
  isComplete,
  newCondition,
  withCondition,
  withoutCondition,
} from './deploymentConditions';
import { actualSum, allOf, availableSum, type Family, readySum, wanted, wantedSum } from './replicaSets';
import { maxUnavailable } from './rollingLimits';

/** Counts and the Available condition. Counts that are zero are left out. */
export function calculateStatus(deployment: Deployment, family: Family, now: number): DeploymentStatus {
  const all = allOf(family);
  const available = availableSum(all);
  const counts = {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: actualSum(all),
    updatedReplicas: family.current === undefined ? 0 : actualSum([family.current]),
    readyReplicas: readySum(all),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wantedSum(all) - available),
  };
  let status: DeploymentStatus = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
  const { conditions, collisionCount } = deployment.status ?? {};
  if (conditions !== undefined && conditions.length > 0) status.conditions = conditions;
  if (collisionCount !== undefined) status.collisionCount = collisionCount;
  const enough = available >= wanted(deployment) - maxUnavailable(deployment);
  const condition = enough
    ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      );
  status = withCondition(status, condition);
  return status;
}

/** The same with what a rollout adds: the Progressing condition, and the failures of the ReplicaSets. */
export function rolloutStatus(deployment: Deployment, family: Family, now: number): DeploymentStatus {
  let status = calculateStatus(deployment, family, now);
  if (!hasProgressDeadline(deployment)) status = withoutCondition(status, 'Progressing');
  else status = withProgress(deployment, family.current, status, now);
  const failure = failureOf(family);
  return failure === undefined ? withoutCondition(status, 'ReplicaFailure') : withCondition(status, failure);
}

function withProgress(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  status: DeploymentStatus,
  now: number,
): DeploymentStatus {
  const before = deploymentCondition(deployment.status, 'Progressing');
  const settled =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && before?.reason === 'NewReplicaSetAvailable';
  if (settled) return status;
  const subject =
    current === undefined
      ? `Deployment ${JSON.stringify(deployment.metadata.name)}`
      : `ReplicaSet ${JSON.stringify(current.metadata.name)}`;
  if (isComplete(deployment, status)) {
    const message = `${subject} has successfully progressed.`;
    return withCondition(status, newCondition('Progressing', 'True', 'NewReplicaSetAvailable', message, now));
  }
  if (madeProgress(deployment.status ?? {}, status)) {
    const fresh = newCondition('Progressing', 'True', 'ReplicaSetUpdated', `${subject} is progressing.`, now);
    const kept = before?.status === 'True' ? { ...fresh, lastTransitionTime: before.lastTransitionTime } : fresh;
    // Taken out first, so that the time of the last progress is renewed though status and reason stay.
    return withCondition(withoutCondition(status, 'Progressing'), kept);
  }
  if (timedOut(deployment, now)) {
    const message = `${subject} has timed out progressing.`;
    return withCondition(status, newCondition('Progressing', 'False', 'ProgressDeadlineExceeded', message, now));
  }
  return status;
}

function madeProgress(old: DeploymentStatus, status: DeploymentStatus): boolean {
  const updated = (one: DeploymentStatus) => one.updatedReplicas ?? 0;
  const outdated = (one: DeploymentStatus) => (one.replicas ?? 0) - updated(one);
  return (
    updated(status) > updated(old) ||
    outdated(status) < outdated(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

function timedOut(deployment: Deployment, now: number): boolean {
  const condition = deploymentCondition(deployment.status, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;
  return (parseTime(condition.lastUpdateTime) ?? now) + deadline < now;
}

/** A set's own ReplicaFailure, the current set's before the old ones'. */
function failureOf(family: Family): DeploymentCondition | undefined {
  const sets = family.current === undefined ? family.old : [family.current, ...family.old];
  for (const set of sets) {
    const condition = set.status?.conditions?.find((one) => one.type === 'ReplicaFailure');
    if (condition === undefined) continue;
    const { type, status, reason, message, lastTransitionTime } = condition;
    return { type, status, reason, message, lastTransitionTime, lastUpdateTime: lastTransitionTime };
  }
  return undefined;
}
