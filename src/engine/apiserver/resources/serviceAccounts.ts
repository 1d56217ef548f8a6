import type { Resource } from './resource';

export const serviceAccountResource: Resource = { name: 'serviceaccounts', returnsDeleted: true };
