import { compareQuantities, quantityOf } from '../../../kinds/quantity';
import { classOfClaim } from '../../../kinds/storage/className';
import type { PersistentVolumeClaim } from '../../../kinds/storage/persistentVolumeClaim';
import { type StorageClass, storageClassKind } from '../../../kinds/storage/storageClass';
import * as statusError from '../statusError';
import type { AdmissionPlugin } from './admission';

/** A claim grows only once it is bound, and only when its class lets volumes grow. */
export const claimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate({ operation, kind, subresource, name, object, old }, context) {
    if (operation !== 'UPDATE' || kind.kind !== 'PersistentVolumeClaim' || subresource !== '') return undefined;
    const claim = object as PersistentVolumeClaim;
    const before = old as PersistentVolumeClaim;
    const sizeOf = (one: PersistentVolumeClaim) => quantityOf(one.spec.resources?.requests?.['storage']);
    if (compareQuantities(sizeOf(claim), sizeOf(before)) <= 0) return undefined;
    if (before.status?.phase !== 'Bound') {
      return statusError.forbidden(kind, name, 'Only bound persistent volume claims can be expanded');
    }
    const found = context.find(storageClassKind, '', classOfClaim(claim)) as StorageClass | undefined;
    if (found?.allowVolumeExpansion === true) return undefined;
    const rule =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    return statusError.forbidden(kind, name, rule);
  },
};
