import type { ClusterObject } from '../../../kinds/object';
import type { AdmissionPlugin } from './admission';

/** What keeps objects that are being deleted until nobody uses them any more, by kind. */
const FINALIZERS: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection',
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

/** Volumes and claims stay while they are used: the protection controllers take the finalizer off. */
export const storageObjectInUse: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit({ operation, kind, subresource, object }) {
    const finalizer = kind.group === '' ? FINALIZERS[kind.kind] : undefined;
    if (operation !== 'CREATE' || subresource !== '' || finalizer === undefined) return undefined;
    const { metadata } = object as ClusterObject;
    if (metadata.finalizers?.includes(finalizer) !== true) {
      metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
    }
    return undefined;
  },
};
