/** Volumes of a pod and where its containers mount them. */
import type { KeyToPath, Volume, VolumeMount, VolumeProjection } from 'kubernetes-types/core/v1';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  notSupported,
  required,
} from '../fieldError';
import { labelErrors } from '../names';
import { quantityOf } from '../quantity';
import { validateClaimSpec } from '../storage/validatePersistentVolumeClaim';
import { validateFieldRef, validateResourceFieldRef } from './validateFieldRef';

export const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

/** The errors of the volumes, and the names of those without any. */
export function validateVolumes(
  field: string,
  volumes: readonly Volume[],
): { readonly errors: FieldError[]; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  const errors = volumes.flatMap((volume, index) => {
    const place = `${field}[${index}]`;
    const wrong = validateSource(place, volume);
    if (volume.name) wrong.push(...invalidEach(`${place}.name`, volume.name, labelErrors(volume.name)));
    else wrong.push(required(`${place}.name`));
    if (names.has(volume.name)) wrong.push(duplicate(`${place}.name`, volume.name));
    if (wrong.length === 0) names.add(volume.name);
    return wrong;
  });
  return { errors, names };
}

export function validateVolumeMounts(
  field: string,
  mounts: readonly VolumeMount[],
  volumes: ReadonlySet<string>,
  privileged: boolean,
): FieldError[] {
  const paths = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const place = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (!mount.name) errors.push(required(`${place}.name`));
    if (!volumes.has(mount.name)) errors.push(notFound(`${place}.name`, mount.name));
    if (!mount.mountPath) errors.push(required(`${place}.mountPath`));
    if (paths.has(mount.mountPath)) errors.push(invalid(`${place}.mountPath`, mount.mountPath, 'must be unique'));
    paths.add(mount.mountPath);
    if (mount.subPath) errors.push(...relativePathErrors(`${field}.subPath`, mount.subPath));
    if (mount.subPathExpr) {
      if (mount.subPath) {
        const detail = 'subPathExpr and subPath are mutually exclusive';
        errors.push(invalid(`${place}.subPathExpr`, mount.subPathExpr, detail));
      }
      errors.push(...relativePathErrors(`${field}.subPathExpr`, mount.subPathExpr));
    }
    const { mountPropagation: propagation } = mount;
    if (propagation !== undefined && !propagations.includes(propagation)) {
      errors.push(notSupported(`${field}.mountPropagation`, propagation, propagations));
    } else if (propagation === 'Bidirectional' && !privileged) {
      const detail = 'Bidirectional mount propagation is available only to privileged containers';
      errors.push(forbidden(`${field}.mountPropagation`, detail));
    }
    return errors;
  });
}

/** Volumes of other storage systems have no further rules here: nothing in this cluster could mount them. */
function validateSource(field: string, volume: Volume): FieldError[] {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) return [required(field, 'must specify a volume type')];
  const [first = '', ...others] = sources;
  return [
    ...checkSource(`${field}.${first}`, volume),
    ...others.map((name) => forbidden(`${field}.${name}`, 'may not specify more than 1 volume type')),
  ];
}

function checkSource(field: string, volume: Volume): FieldError[] {
  const { emptyDir, secret, configMap, hostPath, persistentVolumeClaim, nfs, downwardAPI, projected } = volume;
  if (emptyDir) {
    const negative = quantityOf(emptyDir.sizeLimit).nano < 0n;
    return negative ? [forbidden(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : [];
  }
  if (secret) {
    const name = secret.secretName ? [] : [required(`${field}.secretName`)];
    return [...name, ...modeErrors(`${field}.defaultMode`, secret.defaultMode), ...itemErrors(field, secret.items)];
  }
  if (configMap) {
    const name = configMap.name ? [] : [required(`${field}.name`)];
    return [
      ...name,
      ...modeErrors(`${field}.defaultMode`, configMap.defaultMode),
      ...itemErrors(field, configMap.items),
    ];
  }
  if (hostPath) {
    const path = hostPath.path ? backstepErrors(`${field}.path`, hostPath.path) : [required(`${field}.path`)];
    const type = hostPath.type ?? '';
    return hostPathTypes.includes(type) ? path : [...path, notSupported(`${field}.type`, type, hostPathTypes)];
  }
  if (persistentVolumeClaim) return persistentVolumeClaim.claimName ? [] : [required(`${field}.claimName`)];
  if (nfs) return nfsErrors(field, nfs);
  if (volume.ephemeral) return ephemeralErrors(field, volume.ephemeral);
  if (downwardAPI) return downwardErrors(field, downwardAPI.items ?? []);
  if (projected) {
    const mode = modeErrors(`${field}.defaultMode`, projected.defaultMode);
    return [
      ...mode,
      ...(projected.sources ?? []).flatMap((source, i) => projectionErrors(`${field}.sources[${i}]`, source)),
    ];
  }
  return [];
}

function nfsErrors(field: string, nfs: NonNullable<Volume['nfs']>): FieldError[] {
  const server = nfs.server ? [] : [required(`${field}.server`)];
  if (!nfs.path) return [...server, required(`${field}.path`)];
  return nfs.path.startsWith('/')
    ? server
    : [...server, invalid(`${field}.path`, nfs.path, 'must be an absolute path')];
}

function ephemeralErrors(field: string, ephemeral: NonNullable<Volume['ephemeral']>): FieldError[] {
  const template = ephemeral.volumeClaimTemplate;
  const place = `${field}.volumeClaimTemplate`;
  return template?.spec ? validateClaimSpec(`${place}.spec`, template.spec) : [required(place)];
}

function projectionErrors(field: string, source: VolumeProjection): FieldError[] {
  const { secret, configMap, downwardAPI, serviceAccountToken } = source;
  const errors: FieldError[] = [];
  if (secret)
    errors.push(
      ...(secret.name ? [] : [required(`${field}.secret.name`)]),
      ...itemErrors(`${field}.secret`, secret.items),
    );
  if (configMap) {
    errors.push(...(configMap.name ? [] : [required(`${field}.configMap.name`)]));
    errors.push(...itemErrors(`${field}.configMap`, configMap.items));
  }
  if (downwardAPI) errors.push(...downwardErrors(`${field}.downwardAPI`, downwardAPI.items ?? []));
  if (serviceAccountToken) {
    const { expirationSeconds = 3600, path } = serviceAccountToken;
    if (expirationSeconds < 600) {
      const detail = 'may not specify a duration less than 10 minutes';
      errors.push(invalid(`${field}.serviceAccountToken.expirationSeconds`, expirationSeconds, detail));
    }
    if (!path) errors.push(required(`${field}.serviceAccountToken.path`));
  }
  return errors;
}

function downwardErrors(field: string, items: NonNullable<NonNullable<Volume['downwardAPI']>['items']>): FieldError[] {
  return items.flatMap((item, index) => {
    const place = `${field}[${index}]`;
    const path = item.path ? relativePathErrors(`${place}.path`, item.path) : [required(`${place}.path`)];
    if (item.fieldRef) return [...path, ...validateFieldRef(`${place}.fieldRef`, item.fieldRef, 'volume')];
    if (item.resourceFieldRef) {
      return [...path, ...validateResourceFieldRef(`${place}.resourceFieldRef`, item.resourceFieldRef)];
    }
    return [...path, required(place, 'one of fieldRef and resourceFieldRef is required')];
  });
}

function itemErrors(field: string, items: readonly KeyToPath[] | undefined): FieldError[] {
  return (items ?? []).flatMap((item, index) => {
    const place = `${field}.items[${index}]`;
    return [
      ...(item.key ? [] : [required(`${place}.key`)]),
      ...(item.path ? relativePathErrors(`${place}.path`, item.path) : [required(`${place}.path`)]),
      ...modeErrors(`${place}.mode`, item.mode),
    ];
  });
}

function modeErrors(field: string, mode: number | undefined): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return [];
  return [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

function relativePathErrors(field: string, path: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  return [...absolute, ...backstepErrors(field, path)];
}

/** A path may not leave its place. */
export function backstepErrors(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}
