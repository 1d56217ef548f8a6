import { BETA_CLASS_ANNOTATION } from './className';
import type { PersistentVolume } from './persistentVolume';

/** Sources whose drivers left Kubernetes, with what is said of them. */
const GONE = {
  cephfs: 'spec.cephfs: deprecated in v1.28, non-functional in v1.31+',
  photonPersistentDisk: 'spec.photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+',
  scaleIO: 'spec.scaleIO: deprecated in v1.16, non-functional in v1.22+',
  storageos: 'spec.storageOS: deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'spec.glusterfs: deprecated in v1.25, non-functional in v1.26+',
  rbd: 'spec.rbd: deprecated in v1.28, non-functional in v1.31+',
} as const;

/** What is accepted of a volume but belongs to the past. */
export function volumeWarnings({ metadata, spec }: PersistentVolume): string[] {
  const annotated = metadata.annotations?.[BETA_CLASS_ANNOTATION] !== undefined;
  const sources = Object.keys(GONE) as (keyof typeof GONE)[];
  return [
    ...(annotated
      ? [
          `metadata.annotations[${BETA_CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`,
        ]
      : []),
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle'
      ? [
          'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
        ]
      : []),
    ...sources.filter((name) => spec[name] !== undefined).map((name) => GONE[name]),
  ];
}
