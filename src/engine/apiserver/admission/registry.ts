/** The admission plugins, in the order of the real server's defaults. */
import type { AdmissionPlugin } from './admission';
import { claimResize } from './claimResize';
import { defaultStorageClass } from './defaultStorageClass';
import { defaultTolerationSeconds } from './defaultTolerationSeconds';
import { namespaceLifecycle } from './namespaceLifecycle';
import { priority } from './priority';
import { serviceAccountAdmission } from './serviceAccount';
import { storageObjectInUse } from './storageObjectInUse';

export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccountAdmission,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUse,
  claimResize,
];
