import { type FieldError, required } from '../../kinds/fieldError';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';

export function validateMetadata(_kind: Kind, object: ClusterObject): FieldError[] {
  return object.metadata.name === '' ? [required('metadata.name', 'name or generateName is required')] : [];
}

export function validateMetadataUpdate(_kind: Kind, _object: ClusterObject, _old: ClusterObject): FieldError[] {
  return [];
}
