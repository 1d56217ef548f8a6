/** Persistent volumes, with where their data is. */
import type { CSIPersistentVolumeSource, PersistentVolumeSpec } from 'kubernetes-types/core/v1';
import { humanDuration, parseTime } from '../../../base/time';
import type { ClusterObject } from '../../../kinds/object';
import { canonicalQuantity } from '../../../kinds/quantity';
import { accessModesText } from '../../../kinds/storage/accessModes';
import { classOfVolume } from '../../../kinds/storage/className';
import type { PersistentVolume } from '../../../kinds/storage/persistentVolume';
import { goText } from '../../templates/goValue';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { writeAnnotations, writeLabels } from './metadata';

const LONGEST_ATTRIBUTE = 140;

export const persistentVolumeDescriber: Describer<PersistentVolume> = {
  kind: 'PersistentVolume',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe(context, volume) {
    const { out } = context;
    const { spec, status, metadata } = volume;
    out.line(0, `Name:\t${metadata.name}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    out.line(0, `Finalizers:\t${goText(metadata.finalizers ?? [])}`);
    out.line(0, `StorageClass:\t${classOfVolume(volume)}`);
    writePhase(context, volume, status?.phase);
    const { claimRef } = spec;
    out.line(0, `Claim:\t${claimRef === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`}`);
    out.line(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`);
    out.line(0, `Access Modes:\t${accessModesText(spec.accessModes)}`);
    if (spec.volumeMode !== undefined) out.line(0, `VolumeMode:\t${spec.volumeMode}`);
    out.line(0, `Capacity:\t${canonicalQuantity(spec.capacity?.['storage'] ?? '0')}`);
    writeNodeAffinity(out, spec);
    out.line(0, `Message:\t${status?.message ?? ''}`);
    out.line(0, 'Source:');
    for (const line of sourceLines(spec)) out.line(2, line);
    if (spec.csi !== undefined) writeAttributes(out, spec.csi);
  },
};

/** The phase, or since when it is being deleted. */
export function writePhase(
  { out, now }: DescribeContext,
  { metadata }: ClusterObject,
  phase: string | undefined,
): void {
  if (metadata.deletionTimestamp === undefined) {
    out.line(0, `Status:\t${phase ?? ''}`);
    return;
  }
  const since = humanDuration(now - (parseTime(metadata.deletionTimestamp) ?? now));
  out.line(0, `Status:\tTerminating (lasts ${since})`);
}

function writeNodeAffinity(out: DescribeWriter, { nodeAffinity }: PersistentVolumeSpec): void {
  const terms = nodeAffinity?.required?.nodeSelectorTerms;
  out.line(0, `Node Affinity:\t${terms === undefined ? '<none>' : ''}`);
  if (terms === undefined) return;
  out.line(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
  terms.forEach(({ matchExpressions = [] }, index) => {
    if (matchExpressions.length === 0) out.line(2, `Term ${index}:\t<none>`);
    matchExpressions.forEach(({ key, operator, values = [] }, i) => {
      const list = values.length === 0 ? '' : ` [${values.join(', ')}]`;
      out.line(2, `${i === 0 ? `Term ${index}:` : ''}\t${key} ${operator.toLowerCase()}${list}`);
    });
  });
}

function sourceLines(spec: PersistentVolumeSpec): string[] {
  const { hostPath, nfs, local, csi } = spec;
  if (hostPath !== undefined) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? '<none>'}`,
    ];
  }
  if (nfs !== undefined) {
    return [
      'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
      `Server:\t${nfs.server}`,
      `Path:\t${nfs.path}`,
      `ReadOnly:\t${nfs.readOnly === true}`,
    ];
  }
  if (local !== undefined) {
    return ['Type:\tLocalVolume (a persistent volume backed by local storage on a node)', `Path:\t${local.path}`];
  }
  if (csi === undefined) return ['<unknown>'];
  return [
    'Type:\tCSI (a Container Storage Interface (CSI) volume source)',
    `Driver:\t${csi.driver}`,
    `FSType:\t${csi.fsType ?? ''}`,
    `VolumeHandle:\t${csi.volumeHandle}`,
    `ReadOnly:\t${csi.readOnly === true}`,
  ];
}

function writeAttributes(out: DescribeWriter, { volumeAttributes = {} }: CSIPersistentVolumeSource): void {
  const lines = Object.keys(volumeAttributes)
    .sort()
    .map((key) => `${key}=${volumeAttributes[key] ?? ''}`)
    .map((line) => (line.length > LONGEST_ATTRIBUTE ? `${line.slice(0, LONGEST_ATTRIBUTE)}...` : line));
  if (lines.length === 0) out.line(2, 'VolumeAttributes:\t<none>');
  // kubectl indents each part of such a line
  lines.forEach((line, i) => {
    out.line(2, i === 0 ? `VolumeAttributes:\t    ${line}` : `    \t    ${line}`);
  });
}
