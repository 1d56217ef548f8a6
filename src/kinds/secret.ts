import { encodeTextBase64 } from '../base/base64';
import { ageColumn, nameColumn } from './ageColumn';
import { defineKind } from './kind';
import type { ClusterObject } from './object';
import { validateSecret, validateSecretUpdate } from './validateSecret';

export interface Secret extends ClusterObject {
  type?: string;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  immutable?: boolean;
}

export const secretKind = defineKind<Secret>({
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Secret',
  setDefaults(secret) {
    secret.type ||= 'Opaque';
    for (const [key, text] of Object.entries(secret.stringData ?? {})) {
      secret.data = { ...secret.data, [key]: encodeTextBase64(text) };
    }
    delete secret.stringData;
  },
  selectableFields: { type: (secret) => secret.type ?? '' },
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  columns: [
    nameColumn,
    {
      name: 'Type',
      type: 'string',
      description: 'What the secret is for',
      value: (secret) => secret.type ?? '',
    },
    {
      name: 'Data',
      type: 'string',
      description: 'How many keys it holds',
      value: (secret) => Object.keys(secret.data ?? {}).length,
    },
    ageColumn,
  ],
});
