import type { StatefulSetSpec } from 'kubernetes-types/apps/v1';
import { equal } from '../../base/equality';
import { type FieldError, forbidden, goMap, goText, invalid, notNegative, notSupported, required } from '../fieldError';
import { matchesSelector, requirementsOf } from '../selector';
import { goSelector, validateLabelSelector } from './validateSelector';
import { validateRestarting, validateTemplateMetadata } from './validateTemplate';

const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** The pods of the template are not looked at, as in Kubernetes: what is wrong with them shows when they are made. */
export function validateStatefulSetSpec(spec: StatefulSetSpec): FieldError[] {
  return [
    ...oneOfTwo('spec.podManagementPolicy', spec.podManagementPolicy, ['OrderedReady', 'Parallel']),
    ...validateStrategy('spec.updateStrategy', spec.updateStrategy ?? {}),
    ...validateRetention('spec.persistentVolumeClaimRetentionPolicy', spec.persistentVolumeClaimRetentionPolicy),
    ...notNegative('spec.replicas', spec.replicas),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...notNegative('spec.ordinals.start', spec.ordinals?.start),
    ...validateSelection(spec),
    ...validateTemplateMetadata('spec.template', spec.template),
    ...validateRestarting('spec.template', spec.template, 'StatefulSet'),
  ];
}

/** Only a few fields may change; the others made the pods and claims that are there. */
export function validateStatefulSetUpdate(spec: StatefulSetSpec, old: StatefulSetSpec): FieldError[] {
  const fixed = (of: StatefulSetSpec) =>
    Object.fromEntries(Object.entries(of).filter(([key]) => !CHANGEABLE.includes(key)));
  if (equal(fixed(spec), fixed(old))) return [];
  const list = CHANGEABLE.map((name) => `'${name}'`);
  const names = `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  return [forbidden('spec', `updates to statefulset spec for fields other than ${names} are forbidden`)];
}

function oneOfTwo(field: string, value: string | undefined, [one, two]: readonly [string, string]): FieldError[] {
  if (!value) return [required(field)];
  return value === one || value === two ? [] : [invalid(field, value, `must be '${one}' or '${two}'`)];
}

function validateStrategy(field: string, strategy: NonNullable<StatefulSetSpec['updateStrategy']>): FieldError[] {
  const { type, rollingUpdate } = strategy;
  switch (type) {
    case undefined:
    case '':
      return [required(field)];
    case 'RollingUpdate':
      return notNegative(`${field}.rollingUpdate.partition`, rollingUpdate?.partition);
    case 'OnDelete': {
      if (rollingUpdate === undefined) return [];
      const shown = goText(goRollingUpdate(rollingUpdate));
      return [invalid(`${field}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")];
    }
    default: {
      const shown = `apps.StatefulSetUpdateStrategy{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}`;
      return [invalid(field, goText(shown), "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
}

function goRollingUpdate({ partition = 0 }: { partition?: number }): string {
  return `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:(*intstr.IntOrString)(nil)}`;
}

function validateRetention(
  field: string,
  policy: StatefulSetSpec['persistentVolumeClaimRetentionPolicy'],
): FieldError[] {
  if (policy === undefined) return [];
  const supported = ['Retain', 'Delete'];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((name) =>
    supported.includes(policy[name] ?? '') ? [] : [notSupported(`${field}.${name}`, policy[name] ?? '', supported)],
  );
}

function validateSelection({ selector, template }: StatefulSetSpec): FieldError[] {
  if (selector === undefined) return [required('spec.selector'), ...mismatch(template?.metadata?.labels)];
  const requirements = requirementsOf(selector);
  const errors = validateLabelSelector('spec.selector', selector);
  if (requirements.length === 0) {
    return [...errors, invalid('spec.selector', goSelector(selector), 'empty selector is invalid for statefulset')];
  }
  const labels = template?.metadata?.labels;
  return matchesSelector(requirements, labels) ? errors : [...errors, ...mismatch(labels)];
}

function mismatch(labels: Readonly<Record<string, string>> | undefined): FieldError[] {
  return [invalid('spec.template.metadata.labels', goMap(labels), '`selector` does not match template `labels`')];
}
