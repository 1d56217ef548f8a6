import { ageColumn, nameColumn } from './ageColumn';
import { tooLong } from './fieldError';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { dataLimit, sizeOf, validateImmutable, validateKeys } from './validateData';

export interface ConfigMap extends ClusterObject {
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
  immutable?: boolean;
}

export const configMapKind = defineKind<ConfigMap>({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ConfigMap',
  shortNames: ['cm'],
  validate({ data, binaryData }) {
    const errors = [
      ...validateKeys('data', data, { name: 'binaryData', data: binaryData }),
      ...validateKeys('binaryData', binaryData),
    ];
    return sizeOf(data, binaryData) > dataLimit ? [...errors, tooLong('[]', dataLimit)] : errors;
  },
  validateUpdate: validateImmutable,
  columns: [
    nameColumn,
    {
      name: 'Data',
      type: 'string',
      description: 'How many keys it holds',
      value: ({ data = {}, binaryData = {} }) => Object.keys(data).length + Object.keys(binaryData).length,
    },
    ageColumn,
  ],
});
