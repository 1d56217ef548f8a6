import type { PersistentVolumeSpec, PersistentVolumeStatus } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { canonicalQuantity } from '../quantity';
import { keepStatus } from '../workloads/generation';
import { accessModesText } from './accessModes';
import { classOfVolume } from './className';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './validatePersistentVolume';
import { setVolumeSourceDefaults } from './volumeSourceDefaults';
import { volumeWarnings } from './volumeWarnings';

export interface PersistentVolume extends ClusterObject {
  spec: PersistentVolumeSpec;
  status?: PersistentVolumeStatus & { lastPhaseTransitionTime?: string };
}

export const persistentVolumeKind = defineKind<PersistentVolume>({
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  namespaced: false,
  schema: 'io.k8s.api.core.v1.PersistentVolume',
  shortNames: ['pv'],
  hasStatus: true,
  setDefaults(volume) {
    volume.spec ??= {};
    volume.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    volume.spec.volumeMode ??= 'Filesystem';
    setVolumeSourceDefaults(volume.spec);
    volume.status ??= {};
    volume.status.phase ||= 'Pending';
  },
  prepareForCreate(volume) {
    volume.status = { phase: 'Pending' };
  },
  prepareForUpdate: keepStatus,
  validate: (volume) => validatePersistentVolume(volume.spec),
  validateUpdate: (volume, old) => validatePersistentVolumeUpdate(volume.spec, old.spec),
  warnings: volumeWarnings,
  columns: [
    nameColumn,
    {
      name: 'Capacity',
      type: 'string',
      description: 'How much it holds',
      value: (volume) => canonicalQuantity(volume.spec.capacity?.['storage'] ?? '0'),
    },
    {
      name: 'Access Modes',
      type: 'string',
      description: 'How it may be mounted',
      value: (volume) => accessModesText(volume.spec.accessModes),
    },
    {
      name: 'Reclaim Policy',
      type: 'string',
      description: 'What becomes of it when its claim is gone',
      value: (volume) => volume.spec.persistentVolumeReclaimPolicy ?? '',
    },
    {
      name: 'Status',
      type: 'string',
      description: 'Available, Bound, Released or Failed',
      value: (volume) =>
        volume.metadata.deletionTimestamp === undefined ? (volume.status?.phase ?? '') : 'Terminating',
    },
    {
      name: 'Claim',
      type: 'string',
      description: 'The claim that has it',
      value: ({ spec: { claimRef } }) =>
        claimRef === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`,
    },
    {
      name: 'StorageClass',
      type: 'string',
      description: 'The class that it belongs to',
      value: classOfVolume,
    },
    {
      name: 'VolumeAttributesClass',
      type: 'string',
      description: 'The class of its changeable attributes',
      value: ({ spec }) => (spec as { volumeAttributesClassName?: string }).volumeAttributesClassName ?? '<unset>',
    },
    {
      name: 'Reason',
      type: 'string',
      description: 'Why it is in its state',
      value: (volume) => volume.status?.reason ?? '',
    },
    ageColumn,
    {
      name: 'VolumeMode',
      type: 'string',
      description: 'A file system or a raw device',
      priority: 1,
      value: (volume) => volume.spec.volumeMode ?? '<unset>',
    },
  ],
});
