import type { LeaseSpec } from 'kubernetes-types/coordination/v1';
import { ageColumn, nameColumn } from './ageColumn';
import { invalid } from './fieldError';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

export interface Lease extends ClusterObject {
  spec?: LeaseSpec;
}

export const leaseKind = defineKind<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  schema: 'io.k8s.api.coordination.v1.Lease',
  validate({ spec }) {
    return (['leaseDurationSeconds', 'leaseTransitions'] as const).flatMap((name) => {
      const value = spec?.[name];
      if (value === undefined) return [];
      if (name === 'leaseDurationSeconds' && value <= 0) {
        return [invalid(`spec.${name}`, value, 'must be greater than 0')];
      }
      return value < 0 ? [invalid(`spec.${name}`, value, 'must be greater than or equal to 0')] : [];
    });
  },
  columns: [
    nameColumn,
    {
      name: 'Holder',
      type: 'string',
      description: 'Who holds it',
      value: (lease) => lease.spec?.holderIdentity ?? '',
    },
    ageColumn,
  ],
});
