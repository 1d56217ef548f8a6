/** The volumes of a pod or of a pod template. */
import type { ProjectedVolumeSource, Volume } from 'kubernetes-types/core/v1';
import type { DescribeWriter } from './describer';

export function writeVolumes(out: DescribeWriter, volumes: readonly Volume[], indent: '' | '  '): void {
  if (volumes.length === 0) {
    out.line(0, `${indent}Volumes:\t<none>`);
    return;
  }
  out.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    out.line(1, `${indent === '' ? '' : ' '}${volume.name}:`);
    for (const line of sourceLines(volume)) out.line(2, line);
  }
}

function sourceLines(volume: Volume): string[] {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim, downwardAPI, projected } = volume;
  if (hostPath !== undefined) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? ''}`,
    ];
  }
  if (emptyDir !== undefined) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${emptyDir.medium ?? ''}`,
      `SizeLimit:\t${emptyDir.sizeLimit ?? '<unset>'}`,
    ];
  }
  if (secret !== undefined) {
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secret.secretName ?? ''}`,
      `Optional:\t${secret.optional === true}`,
    ];
  }
  if (configMap !== undefined) {
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${configMap.name ?? ''}`,
      `Optional:\t${configMap.optional === true}`,
    ];
  }
  if (persistentVolumeClaim !== undefined) {
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${persistentVolumeClaim.claimName}`,
      `ReadOnly:\t${persistentVolumeClaim.readOnly === true}`,
    ];
  }
  if (volume.nfs !== undefined) {
    return [
      'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
      `Server:\t${volume.nfs.server}`,
      `Path:\t${volume.nfs.path}`,
      `ReadOnly:\t${volume.nfs.readOnly === true}`,
    ];
  }
  if (volume.ephemeral !== undefined) return ephemeralLines(volume.ephemeral);
  if (downwardAPI !== undefined) {
    const items = (downwardAPI.items ?? []).map(
      (item) => `  ${item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource ?? ''} -> ${item.path}`,
    );
    return ['Type:\tDownwardAPI (a volume populated by information about the pod)', 'Items:', ...items];
  }
  return projected === undefined ? ['<unknown>'] : projectedLines(projected);
}

/** A claim that the pod makes for itself. */
function ephemeralLines({ volumeClaimTemplate }: NonNullable<Volume['ephemeral']>): string[] {
  const { spec } = volumeClaimTemplate ?? {};
  return [
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    `StorageClass:\t${spec?.storageClassName ?? ''}`,
    'Volume:\t',
    'Labels:\t<none>',
    'Annotations:\t<none>',
    'Capacity:\t',
    'Access Modes:\t',
    ...(spec?.volumeMode === undefined ? [] : [`VolumeMode:\t${spec.volumeMode}`]),
  ];
}

function projectedLines(projected: ProjectedVolumeSource): string[] {
  const lines = ['Type:\tProjected (a volume that contains injected data from multiple sources)'];
  for (const source of projected.sources ?? []) {
    if (source.secret !== undefined) {
      lines.push(
        `SecretName:\t${source.secret.name ?? ''}`,
        `SecretOptionalName:\t${source.secret.optional ?? '<nil>'}`,
      );
    } else if (source.downwardAPI !== undefined) {
      lines.push('DownwardAPI:\ttrue');
    } else if (source.configMap !== undefined) {
      const { name = '', optional } = source.configMap;
      lines.push(`ConfigMapName:\t${name}`, `ConfigMapOptional:\t${optional ?? '<nil>'}`);
    } else if (source.serviceAccountToken !== undefined) {
      lines.push(`TokenExpirationSeconds:\t${source.serviceAccountToken.expirationSeconds ?? 3600}`);
    }
  }
  return lines;
}
