import type { PriorityClass as Fields } from 'kubernetes-types/scheduling/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { type FieldError, forbidden, invalid, notSupported } from '../fieldError';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';

export interface PriorityClass
  extends ClusterObject,
    Pick<Fields, 'description' | 'globalDefault' | 'preemptionPolicy'> {
  value: number;
}

/** The classes that every cluster has. */
export const systemPriorities: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};
const LARGEST_OF_USERS = 1_000_000_000;
const policies = ['Never', 'PreemptLowerPriority'];

export const priorityClassKind = defineKind<PriorityClass>({
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  namespaced: false,
  schema: 'io.k8s.api.scheduling.v1.PriorityClass',
  shortNames: ['pc'],
  setDefaults(priorityClass) {
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
  },
  validate: (priorityClass) => [...valueErrors(priorityClass), ...policyErrors(priorityClass)],
  validateUpdate: (priorityClass, old) => [
    ...(priorityClass.value === old.value ? [] : [forbidden('Value', 'may not be changed in an update.')]),
    ...(priorityClass.preemptionPolicy === old.preemptionPolicy
      ? []
      : [invalid('preemptionPolicy', priorityClass.preemptionPolicy, 'field is immutable')]),
  ],
  columns: [
    nameColumn,
    { name: 'Value', type: 'integer', description: 'The priority of its pods', value: ({ value = 0 }) => value },
    {
      name: 'Global-Default',
      type: 'boolean',
      description: 'Whether pods without a class have this one',
      value: ({ globalDefault }) => String(globalDefault === true),
    },
    ageColumn,
    {
      name: 'PreemptionPolicy',
      type: 'string',
      description: 'Whether its pods drive others away',
      value: ({ preemptionPolicy = '' }) => preemptionPolicy,
    },
  ],
});

function valueErrors({ metadata, value = 0, globalDefault }: PriorityClass): FieldError[] {
  const { name = '' } = metadata;
  if (!name.startsWith('system-')) {
    const detail = `maximum allowed value of a user defined priority is ${LARGEST_OF_USERS}`;
    return value > LARGEST_OF_USERS ? [forbidden('value', detail)] : [];
  }
  const known = systemPriorities[name];
  let why: string | undefined;
  if (known === undefined) why = `${name} is not a known system priority class`;
  else if (known !== value) why = `value of ${name} PriorityClass must be ${known}`;
  else if (globalDefault === true) why = `globalDefault of ${name} PriorityClass must be false`;
  if (why === undefined) return [];
  const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`;
  return [forbidden('metadata.name', detail)];
}

function policyErrors({ preemptionPolicy = '' }: PriorityClass): FieldError[] {
  return policies.includes(preemptionPolicy) ? [] : [notSupported('preemptionPolicy', preemptionPolicy, policies)];
}
