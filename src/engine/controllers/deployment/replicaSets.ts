/** Sorting, counting and choosing among the ReplicaSets of a Deployment. Follows pkg/controller/deployment/util. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import type { Deployment } from '../../../kinds/deployment';
import type { ReplicaSet } from '../../../kinds/replicaSet';

export const TEMPLATE_HASH_LABEL = 'pod-template-hash';

/** The ReplicaSet of the current template, and all others. */
export interface Family {
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

export function wanted(set: ReplicaSet | Deployment): number {
  return set.spec.replicas ?? 1;
}

/** The sum of what the sets are told to hold. */
export function wantedSum(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + wanted(set), 0);
}

/** The sum of what the sets have. */
export function actualSum(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.replicas ?? 0), 0);
}

export function readySum(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0);
}

export function availableSum(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.availableReplicas ?? 0), 0);
}

export function active(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return sets.filter((set) => wanted(set) > 0);
}

export function allOf(family: Family): ReplicaSet[] {
  return family.current === undefined ? [...family.old] : [...family.old, family.current];
}

export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  return (
    compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
    compare(a.metadata.name, b.metadata.name)
  );
}

/** The largest first, the older of equals before. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return wanted(b) - wanted(a) || byCreation(a, b);
}

/** The largest first, the newer of equals before. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return wanted(b) - wanted(a) || byCreation(b, a);
}

/** The oldest set whose template is the Deployment's, but for the hash label; the rest is old. */
export function familyOf(deployment: Deployment, sets: readonly ReplicaSet[]): Family {
  const current = [...sets].sort(byCreation).find((set) => sameTemplate(set.spec.template, deployment.spec.template));
  return { current, old: sets.filter((set) => set !== current) };
}

export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return equal(withoutHash(a), withoutHash(b));
}

/** The one set to scale when nothing is rolling out; undefined when several hold pods. */
export function activeOrLatest(family: Family): ReplicaSet | undefined {
  const holding = active(allOf(family));
  if (holding.length === 1) return holding[0];
  if (holding.length > 1) return undefined;
  return family.current ?? [...family.old].sort(byCreation).at(-1);
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { [TEMPLATE_HASH_LABEL]: _hash, ...labels } = template?.metadata?.labels ?? {};
  const { creationTimestamp: _time, ...metadata } = (template?.metadata ?? {}) as Record<string, unknown>;
  return { ...template, metadata: { ...metadata, labels } };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
