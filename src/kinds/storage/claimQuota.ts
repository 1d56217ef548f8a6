/** Claims in quotas: how many there are and how much they ask for, also of each storage class. */
import type { QuotaRules } from '../limits/quotaRules';
import { quantityOf } from '../quantity';
import { classOfClaim } from './className';
import type { PersistentVolumeClaim } from './persistentVolumeClaim';

const OF_CLASS = '.storageclass.storage.k8s.io/';

export const claimQuota: QuotaRules<PersistentVolumeClaim> = {
  onUpdate: true,
  measures: (name) => name === 'persistentvolumeclaims' || name === 'requests.storage' || name.includes(OF_CLASS),
  usage: (claim) => {
    const storageClass = classOfClaim(claim);
    const usage = {
      persistentvolumeclaims: quantityOf('1'),
      'requests.storage': quantityOf(claim.spec.resources?.requests?.['storage']),
    };
    if (storageClass === '') return usage;
    const ofClass = Object.entries(usage).map(([name, amount]) => [`${storageClass}${OF_CLASS}${name}`, amount]);
    return { ...usage, ...Object.fromEntries(ofClass) };
  },
};
