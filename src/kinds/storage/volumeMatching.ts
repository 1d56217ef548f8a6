/** Which volume suits a claim, as the persistent volume controller and the scheduler find it. */

import type { Node } from '../node';
import { matchesNodeTerm } from '../nodeAffinity';
import { compareQuantities, quantityOf } from '../quantity';
import { matchesLabelSelector } from '../selector';
import { classOfClaim, classOfVolume } from './className';
import type { PersistentVolume } from './persistentVolume';
import type { PersistentVolumeClaim } from './persistentVolumeClaim';

function sizeOfVolume({ spec }: PersistentVolume) {
  return quantityOf(spec.capacity?.['storage']);
}

function sizeOfClaim({ spec }: PersistentVolumeClaim) {
  return quantityOf(spec.resources?.requests?.['storage']);
}

/** True when the volume names this claim, and if it knows the claim's UID, that one. */
export function isVolumeOfClaim(
  { spec: { claimRef } }: PersistentVolume,
  { metadata }: PersistentVolumeClaim,
): boolean {
  if (claimRef === undefined || claimRef.name !== metadata.name || claimRef.namespace !== metadata.namespace)
    return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

/** Whether a volume can be reached from a node. */
export function isReachable({ spec }: PersistentVolume, node: Node): boolean {
  const required = spec.nodeAffinity?.required;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesNodeTerm(term, node));
}

/** Why a claim cannot have the volume that it names; undefined when it can. */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (compareQuantities(sizeOfVolume(volume), sizeOfClaim(claim)) < 0) return 'requested PV is too small';
  if (classOfVolume(volume) !== classOfClaim(claim)) return 'storageClassName does not match';
  if (modeOf(volume) !== modeOf(claim)) return 'incompatible volumeMode';
  return hasModes(volume, claim) ? undefined : 'incompatible accessMode';
}

export interface MatchOptions {
  /** The claim waits for its first pod: only a volume that was made for it will do. */
  readonly delayed?: boolean;
  /** The node from which the volume has to be reached. */
  readonly node?: Node;
  /** Volumes that have been promised to other claims. */
  readonly taken?: ReadonlySet<string>;
}

/** The volume that was made for the claim, else the smallest that will do, of those with the fewest access modes. */
export function bestVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  { delayed = false, node, taken }: MatchOptions = {},
): PersistentVolume | undefined {
  const fitting = volumes.filter(
    (volume) =>
      hasModes(volume, claim) &&
      modeOf(volume) === modeOf(claim) &&
      volume.metadata.deletionTimestamp === undefined &&
      taken?.has(volume.metadata.name) !== true &&
      compareQuantities(sizeOfVolume(volume), sizeOfClaim(claim)) >= 0 &&
      (node === undefined || isReachable(volume, node)),
  );
  const own = fitting.find((volume) => isVolumeOfClaim(volume, claim));
  if (own !== undefined || delayed) return own;
  const modes = ({ spec }: PersistentVolume) => spec.accessModes?.length ?? 0;
  return fitting
    .filter(
      (volume) =>
        volume.spec.claimRef === undefined &&
        volume.status?.phase === 'Available' &&
        classOfVolume(volume) === classOfClaim(claim) &&
        (claim.spec.selector === undefined || matchesLabelSelector(claim.spec.selector, volume.metadata.labels)),
    )
    .sort((a, b) => modes(a) - modes(b) || compareQuantities(sizeOfVolume(a), sizeOfVolume(b)))[0];
}

function hasModes({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode));
}

function modeOf({ spec }: PersistentVolume | PersistentVolumeClaim): string {
  return spec.volumeMode ?? 'Filesystem';
}
