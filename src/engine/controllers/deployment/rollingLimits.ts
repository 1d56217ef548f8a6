/** How many pods more or fewer than wanted a rolling update may have, in whole pods. */
import type { Deployment } from '../../../kinds/deployment';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import { wanted, wantedSum } from './replicaSets';

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type === 'RollingUpdate';
}

/** Percentages of surge round up. Zero when the strategy is not RollingUpdate. */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;
}

/** Percentages of unavailability round down, but both limits may not come to zero. */
export function maxUnavailable(deployment: Deployment): number {
  if (!isRollingUpdate(deployment) || wanted(deployment) === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, wanted(deployment));
}

/** How many replicas the set of the current template may have now. */
export function allowedReplicas(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  if (!isRollingUpdate(deployment)) return wanted(deployment);
  const surge = scaled(deployment.spec.strategy?.rollingUpdate?.maxSurge, wanted(deployment), Math.ceil);
  const room = wanted(deployment) + surge - wantedSum(all);
  return room <= 0 ? current : current + Math.min(room, wanted(deployment) - current);
}

function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge: surge, maxUnavailable: unavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const limits = {
    surge: scaled(surge, wanted(deployment), Math.ceil),
    unavailable: scaled(unavailable, wanted(deployment), Math.floor),
  };
  return limits.surge === 0 && limits.unavailable === 0 ? { surge: 0, unavailable: 1 } : limits;
}

/** A number as it is, a percentage of `total`. */
function scaled(value: number | string | undefined, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(value ?? '0', 10) * total) / 100);
}
