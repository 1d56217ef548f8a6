import { BETA_CLASS_ANNOTATION } from '../../../kinds/storage/className';
import type { PersistentVolumeClaim } from '../../../kinds/storage/persistentVolumeClaim';
import { newestDefaultClass, type StorageClass, storageClassKind } from '../../../kinds/storage/storageClass';
import type { AdmissionPlugin } from './admission';

/** A claim that names no class gets the cluster's default one: the newest, when there are several. */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit({ operation, kind, subresource, object }, context) {
    if (operation !== 'CREATE' || kind.kind !== 'PersistentVolumeClaim' || subresource !== '') return undefined;
    const claim = object as PersistentVolumeClaim;
    if (claim.spec.storageClassName !== undefined) return undefined;
    if (claim.metadata.annotations?.[BETA_CLASS_ANNOTATION] !== undefined) return undefined;
    const found = newestDefaultClass(context.list(storageClassKind) as Iterable<StorageClass>);
    if (found !== undefined) claim.spec.storageClassName = found.metadata.name;
    return undefined;
  },
};
