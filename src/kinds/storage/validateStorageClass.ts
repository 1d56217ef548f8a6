import type { TopologySelectorTerm } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from '../fieldError';
import { qualifiedNameErrors } from '../names';
import type { StorageClass } from './storageClass';

const MOST_PARAMETERS = 512;
const MOST_BYTES = 256 * 1024;
const reclaimPolicies = ['Delete', 'Retain'];
const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export function validateStorageClass(storageClass: StorageClass): FieldError[] {
  const { provisioner, parameters = {}, reclaimPolicy = '', volumeBindingMode = '' } = storageClass;
  return [
    ...(provisioner
      ? invalidEach('provisioner', provisioner, qualifiedNameErrors(provisioner.toLowerCase()))
      : [required('provisioner')]),
    ...validateParameters(parameters),
    ...(reclaimPolicy !== '' && !reclaimPolicies.includes(reclaimPolicy)
      ? [notSupported('reclaimPolicy', reclaimPolicy, reclaimPolicies)]
      : []),
    ...(bindingModes.includes(volumeBindingMode)
      ? []
      : [notSupported('volumeBindingMode', volumeBindingMode, bindingModes)]),
    ...(storageClass.allowedTopologies ?? []).flatMap((term, i) => validateTopology(`allowedTopologies[${i}]`, term)),
  ];
}

export function validateStorageClassUpdate(storageClass: StorageClass, old: StorageClass): FieldError[] {
  const errors = (['parameters', 'provisioner', 'reclaimPolicy'] as const).flatMap((field) =>
    equal(storageClass[field], old[field]) ? [] : [forbidden(field, `updates to ${field} are forbidden.`)],
  );
  if (storageClass.volumeBindingMode !== old.volumeBindingMode) {
    errors.push(invalid('volumeBindingMode', storageClass.volumeBindingMode, 'field is immutable'));
  }
  return errors;
}

function validateParameters(parameters: Readonly<Record<string, string>>): FieldError[] {
  const entries = Object.entries(parameters);
  if (entries.length > MOST_PARAMETERS) return [tooLong('parameters', MOST_PARAMETERS)];
  const empty = entries.some(([key]) => key === '') ? [invalid('parameters', '', 'field can not be empty.')] : [];
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return size > MOST_BYTES ? [...empty, tooLong('parameters', MOST_BYTES)] : empty;
}

function validateTopology(field: string, { matchLabelExpressions = [] }: TopologySelectorTerm): FieldError[] {
  const keys = new Set<string>();
  return matchLabelExpressions.flatMap(({ key, values = [] }, i) => {
    const place = `${field}.matchLabelExpressions[${i}]`;
    const seen = new Set<string>();
    const repeated = values.flatMap((value, j) => {
      const errors = seen.has(value) ? [duplicate(`${place}.values[${j}]`, value)] : [];
      seen.add(value);
      return errors;
    });
    const again = keys.has(key) ? [duplicate(`${place}.key`, key)] : [];
    keys.add(key);
    return [
      ...(values.length === 0 ? [required(`${place}.values`)] : []),
      ...repeated,
      ...invalidEach(`${place}.key`, key, qualifiedNameErrors(key)),
      ...again,
    ];
  });
}
