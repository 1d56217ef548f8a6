/** The RollingUpdate strategy: new pods come and old ones go within maxSurge and maxUnavailable. */
import type { ReplicaSet } from '../../../kinds/replicaSet';
import { cleanUpHistory } from './cleanUpHistory';
import { isComplete } from './deploymentConditions';
import type { DeploymentPass } from './deploymentPass';
import { active, allOf, availableSum, byCreation, type Family, wanted, wantedSum } from './replicaSets';
import { allowedReplicas, maxUnavailable } from './rollingLimits';

/** One step of the rollout. True when it changed nothing. */
export function rollingUpdate(pass: DeploymentPass): boolean {
  const family = pass.family(true);
  if (pass.failed || family.current === undefined) return false;
  const stepped = scaleCurrent(pass, family, family.current) || scaleOld(pass, family, family.current);
  if (pass.failed) return false;
  if (!stepped && isComplete(pass.deployment, pass.deployment.status)) cleanUpHistory(pass, family.old);
  return pass.writeRolloutStatus(family);
}

function scaleCurrent(pass: DeploymentPass, family: Family, current: ReplicaSet): boolean {
  const count = wanted(pass.deployment);
  if (wanted(current) === count) return false;
  const next = wanted(current) > count ? count : allowedReplicas(pass.deployment, allOf(family), wanted(current));
  if (next === wanted(current)) return false;
  pass.scaleWithEvent(current, next);
  return true;
}

/** Takes old pods away, the unhealthy first, as far as enough available ones remain. */
function scaleOld(pass: DeploymentPass, family: Family, current: ReplicaSet): boolean {
  const old = active(family.old);
  if (wantedSum(old) === 0) return false;
  const minAvailable = wanted(pass.deployment) - maxUnavailable(pass.deployment);
  const currentUnavailable = wanted(current) - (current.status?.availableReplicas ?? 0);
  const limit = wantedSum(allOf(family)) - minAvailable - currentUnavailable;
  if (limit <= 0) return false;
  const cleaned = removeUnhealthy(pass, old, limit);
  if (pass.failed) return true;
  const removed = removeHealthy(pass, cleaned.sets, current, minAvailable);
  return cleaned.count + removed > 0;
}

function removeUnhealthy(pass: DeploymentPass, old: readonly ReplicaSet[], limit: number) {
  const sets = [...old].sort(byCreation);
  let count = 0;
  for (const [index, set] of sets.entries()) {
    if (count >= limit || pass.failed) break;
    const unhealthy = wanted(set) - (set.status?.availableReplicas ?? 0);
    if (wanted(set) === 0 || unhealthy <= 0) continue;
    const step = Math.min(limit - count, unhealthy);
    sets[index] = pass.scaleWithEvent(set, wanted(set) - step);
    count += step;
  }
  return { sets, count };
}

function removeHealthy(
  pass: DeploymentPass,
  old: readonly ReplicaSet[],
  current: ReplicaSet,
  minAvailable: number,
): number {
  const total = availableSum([...old, current]) - minAvailable;
  let count = 0;
  for (const set of [...old].sort(byCreation)) {
    if (count >= total || pass.failed) break;
    if (wanted(set) === 0) continue;
    const step = Math.min(wanted(set), total - count);
    pass.scaleWithEvent(set, wanted(set) - step);
    count += step;
  }
  return count;
}
