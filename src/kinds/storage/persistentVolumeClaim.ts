import type { PersistentVolumeClaimSpec, PersistentVolumeClaimStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { canonicalQuantity } from '../quantity';
import { keepStatus } from '../workloads/generation';
import { accessModesText } from './accessModes';
import { pairDataSources, setClaimSpecDefaults } from './claimDefaults';
import { claimQuota } from './claimQuota';
import { classOfClaim } from './className';
import { validateClaimSpec, validateClaimUpdate } from './validatePersistentVolumeClaim';
import { fractionWarnings } from './validateSize';

export interface PersistentVolumeClaim extends ClusterObject {
  spec: PersistentVolumeClaimSpec & { volumeAttributesClassName?: string };
  status?: PersistentVolumeClaimStatus;
}

export const persistentVolumeClaimKind = defineKind<PersistentVolumeClaim>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.PersistentVolumeClaim',
  shortNames: ['pvc'],
  hasStatus: true,
  setDefaults(claim) {
    claim.spec ??= {};
    setClaimSpecDefaults(claim.spec);
    claim.status ??= {};
    claim.status.phase ||= 'Pending';
  },
  prepareForCreate(claim) {
    claim.status = { phase: 'Pending' };
    pairDataSources(claim.spec);
  },
  prepareForUpdate(claim, old) {
    keepStatus(claim, old);
    pairDataSources(claim.spec);
  },
  validate: (claim) => validateClaimSpec('spec', claim.spec),
  validateUpdate: validateClaimUpdate,
  warnings: ({ spec }) => fractionWarnings('spec.resources.requests[storage]', spec.resources?.requests?.['storage']),
  quota: claimQuota,
  columns: [
    nameColumn,
    {
      name: 'Status',
      type: 'string',
      description: 'Pending, Bound or Lost',
      value: (claim) => (claim.metadata.deletionTimestamp === undefined ? (claim.status?.phase ?? '') : 'Terminating'),
    },
    {
      name: 'Volume',
      type: 'string',
      description: 'The volume that it has',
      value: (claim) => claim.spec.volumeName ?? '',
    },
    {
      name: 'Capacity',
      type: 'string',
      description: 'How much the volume holds',
      value: (claim) => (claim.spec.volumeName ? canonicalQuantity(claim.status?.capacity?.['storage'] ?? '0') : ''),
    },
    {
      name: 'Access Modes',
      type: 'string',
      description: 'How it may be mounted',
      value: (claim) => (claim.spec.volumeName ? accessModesText(claim.status?.accessModes) : ''),
    },
    {
      name: 'StorageClass',
      type: 'string',
      description: 'The class that it asks for',
      value: classOfClaim,
    },
    {
      name: 'VolumeAttributesClass',
      type: 'string',
      description: 'The class of its changeable attributes',
      value: (claim) => claim.spec.volumeAttributesClassName ?? '<unset>',
    },
    ageColumn,
    {
      name: 'VolumeMode',
      type: 'string',
      description: 'A file system or a raw device',
      priority: 1,
      value: (claim) => claim.spec.volumeMode ?? '<unset>',
    },
  ],
});
