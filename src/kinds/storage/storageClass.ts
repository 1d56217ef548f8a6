import type { TopologySelectorTerm } from 'kubernetes-types/core/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { validateStorageClass, validateStorageClassUpdate } from './validateStorageClass';

export interface StorageClass extends ClusterObject {
  provisioner: string;
  parameters?: Record<string, string>;
  reclaimPolicy?: string;
  mountOptions?: string[];
  allowVolumeExpansion?: boolean;
  volumeBindingMode?: string;
  allowedTopologies?: TopologySelectorTerm[];
}

const DEFAULT_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** True when claims that name no class get this one. */
export function isDefaultClass({ metadata }: StorageClass): boolean {
  return DEFAULT_ANNOTATIONS.some((name) => metadata.annotations?.[name] === 'true');
}

/** The class that claims without one get: of several, the newest, then the first by name. */
export function newestDefaultClass(classes: Iterable<StorageClass>): StorageClass | undefined {
  const time = ({ metadata }: StorageClass) => metadata.creationTimestamp ?? '';
  return [...classes]
    .filter(isDefaultClass)
    .sort((a, b) =>
      time(a) === time(b) ? (a.metadata.name < b.metadata.name ? -1 : 1) : time(a) < time(b) ? 1 : -1,
    )[0];
}

export const storageClassKind = defineKind<StorageClass>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.StorageClass',
  shortNames: ['sc'],
  setDefaults(storageClass) {
    storageClass.provisioner ??= '';
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  columns: [
    {
      ...nameColumn,
      value: (object) => `${object.metadata.name}${isDefaultClass(object as StorageClass) ? ' (default)' : ''}`,
    },
    {
      name: 'Provisioner',
      type: 'string',
      description: 'Who makes its volumes',
      value: (storageClass) => storageClass.provisioner,
    },
    {
      name: 'ReclaimPolicy',
      type: 'string',
      description: 'What becomes of its volumes when their claims are gone',
      value: (storageClass) => storageClass.reclaimPolicy ?? 'Delete',
    },
    {
      name: 'VolumeBindingMode',
      type: 'string',
      description: 'Whether volumes are made at once or for the first pod',
      value: (storageClass) => storageClass.volumeBindingMode ?? 'Immediate',
    },
    {
      name: 'AllowVolumeExpansion',
      type: 'string',
      description: 'Whether claims may grow',
      value: (storageClass) => String(storageClass.allowVolumeExpansion ?? false),
    },
    ageColumn,
  ],
});
