import type { ReplicaSetSpec } from 'kubernetes-types/apps/v1';
import type { ReplicationControllerSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { type FieldError, invalid, notNegative, required } from '../fieldError';
import { requirementsOf, requirementsOfLabels } from '../selector';
import { validateRequiredSelector } from './validateDeployment';
import { goSelector } from './validateSelector';
import { validateTemplate } from './validateTemplate';

export function validateReplicaSetSpec(spec: ReplicaSetSpec): FieldError[] {
  const selector = spec.selector === undefined ? undefined : requirementsOf(spec.selector);
  return [
    ...notNegative('spec.replicas', spec.replicas),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateRequiredSelector(spec.selector),
    ...validateTemplate('spec.template', spec.template, selector, 'ReplicaSet'),
  ];
}

export function validateReplicationControllerSpec(spec: ReplicationControllerSpec): FieldError[] {
  const selector = requirementsOfLabels(spec.selector);
  return [
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(selector.length === 0 ? [required('spec.selector')] : []),
    ...notNegative('spec.replicas', spec.replicas),
    ...validateTemplate('spec.template', spec.template, selector, 'ReplicationController'),
  ];
}

interface Selecting {
  readonly spec: { readonly selector: ReplicaSetSpec['selector'] };
}

/** Deployments and ReplicaSets select the same pods for as long as they live. */
export function validateSameSelector(object: Selecting, old: Selecting): FieldError[] {
  if (equal(object.spec.selector, old.spec.selector)) return [];
  return [invalid('spec.selector', goSelector(object.spec.selector), 'field is immutable')];
}
