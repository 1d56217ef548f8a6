/** The Recreate strategy: all old pods go before the first new one comes. */

import { controllerOf } from '../../../kinds/object';
import { cleanUpHistory } from './cleanUpHistory';
import { isComplete } from './deploymentConditions';
import type { DeploymentPass } from './deploymentPass';
import { active, actualSum, type Family, wanted } from './replicaSets';

/** One step of the rollout. True when it changed nothing. */
export function recreate(pass: DeploymentPass): boolean {
  let family = pass.family(false);
  if (pass.failed) return false;
  const old = active(family.old);
  for (const set of old) pass.scaleWithEvent(set, 0);
  if (pass.failed) return false;
  if (old.length > 0 || oldPodsRun(pass, family)) return pass.writeRolloutStatus(family);
  if (family.current === undefined) family = pass.family(true);
  if (pass.failed || family.current === undefined) return false;
  pass.scaleWithEvent(family.current, wanted(pass.deployment));
  if (pass.failed) return false;
  if (isComplete(pass.deployment, pass.deployment.status)) cleanUpHistory(pass, family.old);
  return pass.writeRolloutStatus(family);
}

/** Pods that are being stopped still count: two versions must never run side by side. */
function oldPodsRun(pass: DeploymentPass, family: Family): boolean {
  if (actualSum(family.old) > 0) return true;
  return pass.pods().some((pod) => {
    if (controllerOf(pod)?.uid === family.current?.metadata.uid) return false;
    return pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';
  });
}
