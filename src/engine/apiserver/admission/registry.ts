/** The admission plugins, in the order of the real server's defaults. */
import type { AdmissionPlugin } from './admission';
import { claimResize } from './claimResize';
import { defaultIngressClass } from './defaultIngressClass';
import { defaultStorageClass } from './defaultStorageClass';
import { defaultTolerationSeconds } from './defaultTolerationSeconds';
import { limitRanger } from './limitRanger';
import { namespaceLifecycle } from './namespaceLifecycle';
import { nodeRestriction } from './nodeRestriction';
import { podSecurity } from './podSecurity';
import { priority } from './priority';
import { resourceQuotaAdmission } from './resourceQuota';
import { runtimeClassAdmission } from './runtimeClass';
import { serviceAccountAdmission } from './serviceAccount';
import { storageObjectInUse } from './storageObjectInUse';
import { validatingAdmissionPolicy } from './validatingAdmissionPolicy';

export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccountAdmission,
  nodeRestriction,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUse,
  claimResize,
  defaultIngressClass,
  runtimeClassAdmission,
  validatingAdmissionPolicy,
  resourceQuotaAdmission,
];
