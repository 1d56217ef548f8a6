/** What is wrong with a claim, in the order of Kubernetes' ValidatePersistentVolumeClaimSpec. */
import type { PersistentVolumeClaimSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { claimSpecDifference } from '../difference/difference';
import { type FieldError, forbidden, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { labelErrors, subdomainErrors } from '../names';
import { compareQuantities, quantityOf } from '../quantity';
import { validateLabelSelector } from '../workloads/validateSelector';
import { BETA_CLASS_ANNOTATION } from './className';
import type { PersistentVolumeClaim } from './persistentVolumeClaim';
import { validateAccessModes } from './validateAccessModes';
import { validateSize } from './validateSize';

export const volumeModes = ['Block', 'Filesystem'];

type ClaimSpec = PersistentVolumeClaim['spec'];
type Source = NonNullable<PersistentVolumeClaimSpec['dataSourceRef']>;

export function validateClaimSpec(field: string, spec: ClaimSpec): FieldError[] {
  const { accessModes, selector, resources, storageClassName, volumeMode } = spec;
  const size = resources?.requests?.['storage'];
  const sizeField = `${field}.resources[storage]`;
  return [
    ...(accessModes?.length ? [] : [required(`${field}.accessModes`, 'at least 1 access mode is required')]),
    ...(selector === undefined ? [] : validateLabelSelector(`${field}.selector`, selector)),
    ...(accessModes?.length ? validateAccessModes(`${field}.accessModes`, accessModes, '') : []),
    ...(size === undefined ? [required(sizeField)] : validateSize(sizeField, size)),
    ...(storageClassName
      ? invalidEach(`${field}.storageClassName`, storageClassName, subdomainErrors(storageClassName))
      : []),
    ...(volumeMode === undefined || volumeModes.includes(volumeMode)
      ? []
      : [notSupported(`${field}.volumeMode`, volumeMode, volumeModes)]),
    ...validateSources(field, spec),
  ];
}

function validateSources(field: string, { dataSource, dataSourceRef }: ClaimSpec): FieldError[] {
  const errors = [
    ...(dataSource === undefined ? [] : validateSource(`${field}.dataSource`, dataSource)),
    ...(dataSourceRef === undefined ? [] : validateSource(`${field}.dataSourceRef`, dataSourceRef)),
  ];
  if (dataSource === undefined || dataSourceRef === undefined) return errors;
  const shown = goText(`${field}.dataSource`);
  const { namespace, ...reference } = dataSourceRef;
  if (namespace)
    return [...errors, invalid(field, shown, 'may not be specified when dataSourceRef.namespace is specified')];
  return equal(reference, dataSource) ? errors : [...errors, invalid(field, shown, 'must match dataSourceRef')];
}

function validateSource(field: string, { name, kind, apiGroup = '', namespace }: Source): FieldError[] {
  const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...(name ? [] : [required(`${field}.name`)]),
    ...(kind ? [] : [required(`${field}.kind`)]),
    ...(apiGroup === '' && kind !== 'PersistentVolumeClaim' ? [invalid(field, kind ?? '', detail)] : []),
    ...(apiGroup === '' ? [] : invalidEach(`${field}.apiGroup`, apiGroup, subdomainErrors(apiGroup))),
    ...(namespace ? invalidEach(`${field}.namespace`, namespace, labelErrors(namespace)) : []),
  ];
}

/** A claim keeps what it asks for, but a bound one may ask for more, and a volume is named once. */
export function validateClaimUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const [spec, before] = comparable(claim, old);
  const errors: FieldError[] = [];
  if (!equal(spec, before)) {
    const rule =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(forbidden('spec', `${rule}\n${claimSpecDifference(before, spec)}`));
  }
  const sizeOf = (one: ClaimSpec) => quantityOf(one.resources?.requests?.['storage']);
  const shrinks = compareQuantities(sizeOf(claim.spec), sizeOf(old.spec)) < 0;
  if (shrinks && compareQuantities(sizeOf(claim.spec), quantityOf(old.status?.capacity?.['storage'])) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  if (claim.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('volumeMode', claim.spec.volumeMode, 'field is immutable'));
  }
  if (claim.spec.volumeAttributesClassName !== old.spec.volumeAttributesClassName) {
    const detail = 'update is forbidden when the VolumeAttributesClass feature gate is disabled';
    errors.push(forbidden('spec.volumeAttributesClassName', detail));
  }
  return errors;
}

/** Both specs with all that may change alike. */
function comparable(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): [ClaimSpec, ClaimSpec] {
  const spec: ClaimSpec = { ...claim.spec };
  const before: ClaimSpec = { ...old.spec };
  if (!before.volumeName && spec.volumeName) before.volumeName = spec.volumeName;
  const annotated = old.metadata.annotations?.[BETA_CLASS_ANNOTATION];
  const named = spec.storageClassName !== undefined && before.storageClassName === undefined;
  if (named && (annotated === undefined || annotated === spec.storageClassName)) delete spec.storageClassName;
  const size = before.resources?.requests?.['storage'];
  if (claim.status?.phase === 'Bound' && spec.resources?.requests !== undefined && size !== undefined) {
    spec.resources = { ...spec.resources, requests: { ...spec.resources.requests, storage: size } };
  }
  return [spec, before];
}
