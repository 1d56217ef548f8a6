/** The storage class of volumes and claims: a field today, an annotation in the days of its beta. */
import type { PersistentVolume } from './persistentVolume';
import type { PersistentVolumeClaim } from './persistentVolumeClaim';

export const BETA_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export function classOfVolume({ metadata, spec }: PersistentVolume): string {
  return metadata.annotations?.[BETA_CLASS_ANNOTATION] ?? spec.storageClassName ?? '';
}

export function classOfClaim({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata.annotations?.[BETA_CLASS_ANNOTATION] ?? spec.storageClassName ?? '';
}
