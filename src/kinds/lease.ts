import type { LeaseSpec } from 'kubernetes-types/coordination/v1';
import { ageColumn, nameColumn } from './ageColumn';
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
