import type { ResourceQuotaSpec, ResourceQuotaStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { canonicalAmounts } from '../quantity';
import { keepStatus } from '../workloads/generation';
import { validateQuota, validateQuotaUpdate } from './validateQuota';

export interface ResourceQuota extends ClusterObject {
  spec: ResourceQuotaSpec;
  status?: ResourceQuotaStatus;
}

/** `pods: 1/10, requests.cpu: 100m/4`: the limits on limits, or all the others. */
function usage({ status }: ResourceQuota, limits: boolean): string {
  return Object.keys(status?.hard ?? {})
    .filter((name) => name.startsWith('limits.') === limits)
    .sort()
    .map((name) => `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name]}`)
    .join(', ');
}

export const resourceQuotaKind = defineKind<ResourceQuota>({
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ResourceQuota',
  shortNames: ['quota'],
  hasStatus: true,
  setDefaults(quota) {
    quota.spec ??= {};
    canonicalAmounts(quota.spec.hard);
    canonicalAmounts(quota.status?.hard);
    canonicalAmounts(quota.status?.used);
  },
  prepareForCreate(quota) {
    quota.status = {};
  },
  prepareForUpdate: keepStatus,
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  columns: [
    nameColumn,
    ageColumn,
    {
      name: 'Request',
      type: 'string',
      description: 'What is used and what may be used of requests and counts',
      value: (quota) => usage(quota, false),
    },
    {
      name: 'Limit',
      type: 'string',
      description: 'What is used and what may be used of limits',
      value: (quota) => usage(quota, true),
    },
  ],
});
