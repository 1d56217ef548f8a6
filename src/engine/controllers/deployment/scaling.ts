/** Scaling a Deployment outside of a rollout, and proportionally in the middle of one. */
import type { ReplicaSet } from '../../../kinds/replicaSet';
import { cleanUpHistory } from './cleanUpHistory';
import type { DeploymentPass } from './deploymentPass';
import {
  active,
  activeOrLatest,
  allOf,
  bySizeNewer,
  bySizeOlder,
  type Family,
  familyOf,
  wanted,
  wantedSum,
} from './replicaSets';
import { desiredReplicasNote, maxReplicasNote } from './revisions';
import { isRollingUpdate, maxSurge } from './rollingLimits';

/** True when a ReplicaSet was last sized for another replica count than the Deployment has now. */
export function isScaling(pass: DeploymentPass): boolean {
  return active(allOf(familyOf(pass.deployment, pass.sets))).some((set) => {
    const desired = desiredReplicasNote(set);
    return desired !== undefined && desired !== wanted(pass.deployment);
  });
}

/** What is done while paused, or when the replica count changed: sizes follow, nothing rolls out. */
export function scaleOnly(pass: DeploymentPass): void {
  const family = pass.family(false);
  if (pass.failed) return;
  scaleFamily(pass, family);
  if (pass.failed) return;
  if (pass.deployment.spec.paused === true) cleanUpHistory(pass, family.old);
  pass.writeStatus(family);
}

function scaleFamily(pass: DeploymentPass, family: Family): void {
  const only = activeOrLatest(family);
  if (only !== undefined) {
    pass.scaleWithEvent(only, wanted(pass.deployment));
    return;
  }
  if (isSaturated(pass, family.current)) {
    for (const set of active(family.old)) pass.scaleWithEvent(set, 0);
    return;
  }
  if (isRollingUpdate(pass.deployment)) scaleProportionally(pass, family);
}

/** The current set holds all that is wanted, and all of it is available. */
function isSaturated(pass: DeploymentPass, set: ReplicaSet | undefined): boolean {
  const count = wanted(pass.deployment);
  return (
    set !== undefined &&
    wanted(set) === count &&
    desiredReplicasNote(set) === count &&
    (set.status?.availableReplicas ?? 0) === count
  );
}

/** In the middle of a rollout every set grows or shrinks by its share; what rounding leaves goes to the largest. */
function scaleProportionally(pass: DeploymentPass, family: Family): void {
  const sets = active(allOf(family));
  const count = wanted(pass.deployment);
  const toAdd = (count > 0 ? count + maxSurge(pass.deployment) : 0) - wantedSum(sets);
  sets.sort(toAdd < 0 ? bySizeOlder : bySizeNewer);
  let added = 0;
  const sizes = sets.map((set) => {
    if (toAdd === 0) return wanted(set);
    const share = proportion(pass, set, toAdd, added);
    added += share;
    return wanted(set) + share;
  });
  for (const [index, set] of sets.entries()) {
    if (pass.failed) return;
    const leftover = index === 0 ? toAdd - added : 0;
    pass.scale(set, Math.max(0, (sizes[index] ?? wanted(set)) + leftover));
  }
}

function proportion(pass: DeploymentPass, set: ReplicaSet, toAdd: number, added: number): number {
  if (wanted(set) === 0 || toAdd === added) return 0;
  const share = fraction(pass, set);
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
}

/** By how much the set would change if it kept its share of the whole. */
function fraction(pass: DeploymentPass, set: ReplicaSet): number {
  const count = wanted(pass.deployment);
  if (count === 0) return -wanted(set);
  const before = maxReplicasNote(set) || pass.deployment.status?.replicas || 0;
  if (before === 0) return 0;
  return Math.round((wanted(set) * (count + maxSurge(pass.deployment))) / before) - wanted(set);
}
