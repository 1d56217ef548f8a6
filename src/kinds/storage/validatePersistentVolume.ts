/** What is wrong with a volume, in the order of Kubernetes' ValidatePersistentVolumeSpec. */
import type { PersistentVolumeSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { volumeSourceDifference } from '../difference/difference';
import { type FieldError, forbidden, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { subdomainErrors } from '../names';
import { nodeTermErrors } from '../pods/validateScheduling';
import { validateAccessModes } from './validateAccessModes';
import { volumeModes } from './validatePersistentVolumeClaim';
import { goQuantity, validateSize } from './validateSize';
import { validateVolumeSource, volumeSourcesOf } from './validateVolumeSource';

const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

export function validatePersistentVolume(spec: PersistentVolumeSpec): FieldError[] {
  const { accessModes, persistentVolumeReclaimPolicy: policy, storageClassName, volumeMode, hostPath } = spec;
  const recycledRoot = policy === 'Recycle' && hostPath !== undefined && /^\/[./]*$/.test(hostPath.path);
  return [
    ...validateAccessModes('spec.accessModes', accessModes, ''),
    ...validateCapacity(spec.capacity ?? {}),
    ...(policy && !reclaimPolicies.includes(policy)
      ? [notSupported('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies)]
      : []),
    ...validateNodeAffinity(spec),
    ...validateVolumeSource(spec),
    ...(recycledRoot
      ? [forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...(storageClassName
      ? invalidEach('spec.storageClassName', storageClassName, subdomainErrors(storageClassName))
      : []),
    ...(volumeMode === undefined || volumeModes.includes(volumeMode)
      ? []
      : [notSupported('spec.volumeMode', volumeMode, volumeModes)]),
  ];
}

/** Where the data is cannot change, nor how it is mounted, nor from where it can be reached. */
export function validatePersistentVolumeUpdate(spec: PersistentVolumeSpec, old: PersistentVolumeSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (!equal(volumeSourcesOf(spec), volumeSourcesOf(old))) {
    const difference = volumeSourceDifference(old, spec);
    const rule = 'spec.persistentvolumesource is immutable after creation';
    errors.push(forbidden('spec.persistentvolumesource', `${rule}\n${difference}`));
  }
  if (spec.volumeMode !== old.volumeMode) errors.push(invalid('volumeMode', spec.volumeMode, 'field is immutable'));
  if (old.nodeAffinity !== undefined && !equal(spec.nodeAffinity, old.nodeAffinity)) {
    errors.push(invalid('nodeAffinity', spec.nodeAffinity, 'field is immutable'));
  }
  return errors;
}

function validateCapacity(capacity: Readonly<Record<string, string>>): FieldError[] {
  const names = Object.keys(capacity);
  const odd = !names.includes('storage') || names.length > 1;
  const shown = names.map((name) => `${JSON.stringify(name)}:${goQuantity(capacity[name] ?? '0')}`).join(', ');
  const list = goText(`core.ResourceList${names.length === 0 ? '(nil)' : `{${shown}}`}`);
  return [
    ...(names.length === 0 ? [required('spec.capacity')] : []),
    ...(odd ? [notSupported('spec.capacity', list, ['storage'])] : []),
    ...names.flatMap((name) => validateSize(`spec.capacity[${name}]`, capacity[name] ?? '0')),
  ];
}

function validateNodeAffinity({ nodeAffinity }: PersistentVolumeSpec): FieldError[] {
  if (nodeAffinity === undefined) return [];
  const field = 'spec.nodeAffinity.required';
  if (nodeAffinity.required === undefined) {
    return [required(field, 'must specify required node constraints')];
  }
  const terms = nodeAffinity.required.nodeSelectorTerms ?? [];
  return [
    ...(terms.length === 0
      ? [required(`${field}.nodeSelectorTerms`, 'must have at least one node selector term')]
      : []),
    ...terms.flatMap((term, i) => nodeTermErrors(`${field}.nodeSelectorTerms[${i}]`, term)),
  ];
}
