/** How objects count against the quotas of their namespace (Kubernetes' quota evaluators). */
import type { ScopedResourceSelectorRequirement } from 'kubernetes-types/core/v1';
import { type Kind, resourceName } from '../kind';
import type { ClusterObject } from '../object';
import { addQuantities, type Quantity, quantityOf } from '../quantity';
import type { ResourceQuota } from './resourceQuota';

type Usage = Readonly<Record<string, Quantity>>;

/** What a kind's objects take beside being counted; a kind without such rules is only counted. */
export interface QuotaRules<T extends ClusterObject> {
  /** Whether a limit of that name is about objects of this kind. */
  measures(name: string): boolean;
  /** What one object takes. `now` in milliseconds. */
  usage(object: T, now: number): Usage;
  /** True when an update can change what an object takes. */
  readonly onUpdate?: boolean;
  /** Whether the object is of that scope; without it objects are of none. */
  inScope?(object: T, scope: ScopedResourceSelectorRequirement): boolean;
  /** What an object must say so that these limits can be applied to it. */
  missing?(object: T, limits: readonly string[]): string | undefined;
}

/** Kinds whose number has a name of its own from the time before `count/...`. */
const OLD_NAMES: ReadonlySet<string> = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets']);
const ONE = quantityOf('1');

/** Events are not worth counting. */
export function isCounted(kind: Kind): boolean {
  return kind.namespaced && kind.kind !== 'Event';
}

/** The limits of the quota that are about objects of this kind. */
export function limitsOn(kind: Kind, quota: ResourceQuota): readonly string[] {
  const own = resourceName(kind);
  return Object.keys(quota.status?.hard ?? {})
    .sort()
    .filter((name) => name === `count/${own}` || (OLD_NAMES.has(own) && name === own) || kind.quota?.measures(name));
}

/** What one object takes of all that quotas can limit. */
export function usageOf(kind: Kind, object: ClusterObject, now: number): Usage {
  const own = resourceName(kind);
  const old = OLD_NAMES.has(own) ? { [own]: ONE } : {};
  return { [`count/${own}`]: ONE, ...old, ...kind.quota?.usage(object, now) };
}

/** Whether the quota is about this object: it must be of all the quota's scopes. */
export function matchesScopes(kind: Kind, object: ClusterObject, { spec }: ResourceQuota): boolean {
  const named = (spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' }));
  const all = [...named, ...(spec.scopeSelector?.matchExpressions ?? [])];
  return all.every((scope) => kind.quota?.inScope?.(object, scope) === true);
}

export function added(a: Usage, b: Usage): Record<string, Quantity> {
  const sum: Record<string, Quantity> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const before = sum[name];
    sum[name] = before === undefined ? amount : addQuantities(before, amount);
  }
  return sum;
}
