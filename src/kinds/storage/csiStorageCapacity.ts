import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { equal } from '../../base/equality';
import { ageColumn, nameColumn } from '../ageColumn';
import { type FieldError, invalid, invalidEach, required } from '../fieldError';
import { defineKind } from '../kind';
import { subdomainErrors } from '../names';
import type { ClusterObject } from '../object';
import { canonicalQuantity, quantityOf } from '../quantity';
import { validateLabelSelector } from '../workloads/validateSelector';

export interface CSIStorageCapacity extends ClusterObject {
  nodeTopology?: LabelSelector;
  storageClassName: string;
  capacity?: string;
  maximumVolumeSize?: string;
}

export const csiStorageCapacityKind = defineKind<CSIStorageCapacity>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  plural: 'csistoragecapacities',
  namespaced: true,
  schema: 'io.k8s.api.storage.v1.CSIStorageCapacity',
  validate: validateCapacity,
  validateUpdate: (capacity, old) =>
    (['nodeTopology', 'storageClassName'] as const).flatMap((field) =>
      equal(capacity[field], old[field]) ? [] : [invalid(field, capacity[field], 'field is immutable')],
    ),
  columns: [
    nameColumn,
    {
      name: 'StorageClassName',
      type: 'string',
      description: 'The class whose volumes would be made',
      value: (capacity) => capacity.storageClassName ?? '',
    },
    {
      name: 'Capacity',
      type: 'string',
      description: 'How much there is',
      value: (capacity) => (capacity.capacity === undefined ? '<unset>' : canonicalQuantity(capacity.capacity)),
    },
    ageColumn,
  ],
});

function validateCapacity({ storageClassName, nodeTopology, ...sizes }: CSIStorageCapacity): FieldError[] {
  return [
    ...(storageClassName
      ? invalidEach('storageClassName', storageClassName, subdomainErrors(storageClassName))
      : [required('storageClassName', 'storageClassName is required')]),
    ...validateLabelSelector('nodeTopology', nodeTopology),
    ...(['capacity', 'maximumVolumeSize'] as const).flatMap((field) => {
      const size = sizes[field];
      return size !== undefined && quantityOf(size).nano < 0n
        ? [invalid(field, canonicalQuantity(size), 'must be greater than or equal to 0')]
        : [];
    }),
  ];
}
