import type { ReplicaSet } from '../../../kinds/replicaSet';
import type { DeploymentPass } from './deploymentPass';
import { byCreation, wanted } from './replicaSets';
import { revisionOf } from './revisions';

/** Deletes the oldest empty ReplicaSets beyond spec.revisionHistoryLimit. */
export function cleanUpHistory(pass: DeploymentPass, old: readonly ReplicaSet[]): void {
  const limit = pass.deployment.spec.revisionHistoryLimit;
  if (limit === undefined || limit === 2147483647) return;
  const alive = old.filter((set) => set.metadata.deletionTimestamp === undefined);
  const byRevision = alive.sort((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b));
  for (const set of byRevision.slice(0, Math.max(0, alive.length - limit))) {
    const holdsPods = (set.status?.replicas ?? 0) !== 0 || wanted(set) !== 0;
    const unseen = (set.metadata.generation ?? 0) > (set.status?.observedGeneration ?? 0);
    if (!holdsPods && !unseen && !pass.failed) pass.deleteSet(set);
  }
}
