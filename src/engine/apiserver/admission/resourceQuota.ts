import { added, isCounted, limitsOn, matchesScopes, usageOf } from '../../../kinds/limits/quotaRules';
import { type ResourceQuota, resourceQuotaKind } from '../../../kinds/limits/resourceQuota';
import type { ClusterObject } from '../../../kinds/object';
import { formatQuantity, type Quantity, quantityOf } from '../../../kinds/quantity';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

type Usage = Record<string, Quantity>;

/**
 * Refuses what would exceed a quota of its namespace, and writes what is used from now on into the quotas' status.
 * The quota controller takes back what is given up. Simplified: what is refused later on is not charged at all.
 */
export const resourceQuotaAdmission: AdmissionPlugin = { name: 'ResourceQuota', validate };

function validate(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, namespace, object, old } = request;
  if (object === undefined || subresource !== '' || !isCounted(kind) || operation === 'DELETE') return undefined;
  if (operation === 'UPDATE' && kind.quota?.onUpdate !== true) return undefined;
  const quotas = [...context.list(resourceQuotaKind, namespace)] as ResourceQuota[];
  const concerned = quotas.filter((quota) => limitsOn(kind, quota).length > 0 && matchesScopes(kind, object, quota));
  if (concerned.length === 0) return undefined;
  const refuse = (why: string) => statusError.forbidden(kind, nameInMessages(request), why);
  for (const quota of concerned) {
    const problem = unfit(quota, limitsOn(kind, quota), request);
    if (problem !== undefined) return refuse(problem);
  }
  const change = changeOf(usageOf(kind, object, context.now), old && usageOf(kind, old, context.now));
  const charged = concerned.map((quota) => ({ quota, asked: masked(change, quota) }));
  for (const { quota, asked } of charged) {
    const problem = exceeded(quota, asked);
    if (problem !== undefined) return refuse(problem);
  }
  const exists = operation === 'CREATE' && context.find(kind, namespace, object.metadata.name) !== undefined;
  if (request.dryRun || exists) return undefined;
  for (const { quota, asked } of charged) charge(context, quota, asked);
  return undefined;
}

/** A quota whose use is not known yet refuses; so does one whose limits the object says nothing about. */
function unfit(
  quota: ResourceQuota,
  limits: readonly string[],
  { kind, object }: AdmissionRequest,
): string | undefined {
  const { name } = quota.metadata;
  if (limits.some((limit) => quota.status?.used?.[limit] === undefined)) {
    return `status unknown for quota: ${name}, resources: ${limits.join(',')}`;
  }
  const missing = kind.quota?.missing?.(object as ClusterObject, limits);
  return missing === undefined ? undefined : `failed quota: ${name}: ${missing}`;
}

/** What is newly used (negative: given up), without what stays the same. */
function changeOf(now: Usage, before: Usage | undefined): Usage {
  const change: Usage = {};
  for (const name of new Set([...Object.keys(now), ...Object.keys(before ?? {})])) {
    const amount = now[name] ?? quantityOf('0');
    const nano = amount.nano - (before?.[name]?.nano ?? 0n);
    if (nano !== 0n) change[name] = { ...amount, nano };
  }
  return change;
}

function masked(change: Usage, quota: ResourceQuota): Usage {
  const { hard = {} } = quota.status ?? {};
  return Object.fromEntries(Object.entries(change).filter(([name]) => hard[name] !== undefined));
}

function exceeded({ metadata, status }: ResourceQuota, asked: Usage): string | undefined {
  const { used = {}, hard = {} } = status ?? {};
  const over = Object.keys(asked)
    .sort()
    .filter((name) => quantityOf(used[name]).nano + (asked[name]?.nano ?? 0n) > quantityOf(hard[name]).nano);
  if (over.length === 0) return undefined;
  const list = (text: (name: string) => string) => over.map((name) => `${name}=${text(name)}`).join(',');
  const requested = list((name) => formatQuantity(asked[name] ?? quantityOf('0')));
  const taken = list((name) => used[name] ?? '0');
  return `exceeded quota: ${metadata.name}, requested: ${requested}, used: ${taken}, limited: ${list((name) => hard[name] ?? '0')}`;
}

function charge(context: AdmissionContext, quota: ResourceQuota, asked: Usage): void {
  if (Object.keys(asked).length === 0) return;
  const before = Object.fromEntries(
    Object.entries(quota.status?.used ?? {}).map(([name, amount]) => [name, quantityOf(amount)]),
  );
  const after = Object.entries(added(before, asked)).map(([name, amount]) => [name, formatQuantity(amount)]);
  const draft: ResourceQuota = { ...quota, status: { ...quota.status, used: Object.fromEntries(after) } };
  context.save(resourceQuotaKind, draft);
}
