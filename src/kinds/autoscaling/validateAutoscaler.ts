/** What is wrong with an autoscaler, in the words and order of pkg/apis/autoscaling/validation. */
import type { HPAScalingPolicy, HPAScalingRules } from 'kubernetes-types/autoscaling/v2';
import { type FieldError, forbidden, invalid, notSupported, required } from '../fieldError';
import type { HorizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { validateMetric } from './validateMetric';
import { validateReference } from './validateReference';

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

export function validateAutoscaler({ spec }: HorizontalPodAutoscaler): FieldError[] {
  const { minReplicas, maxReplicas = 0, metrics = [], behavior } = spec;
  const errors: FieldError[] = [];
  if (minReplicas !== undefined && minReplicas < 1) {
    errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
  }
  if (maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  errors.push(
    ...validateReference('spec.scaleTargetRef', spec.scaleTargetRef),
    ...metrics.flatMap((metric, index) => validateMetric(`spec.metrics[${index}]`, metric)),
  );
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden('spec.metrics', detail));
  }
  return [
    ...errors,
    ...validateRules('spec.behavior.scaleUp', behavior?.scaleUp),
    ...validateRules('spec.behavior.scaleDown', behavior?.scaleDown),
  ];
}

function validateRules(field: string, rules: HPAScalingRules | undefined): FieldError[] {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [] } = rules;
  const errors: FieldError[] = [];
  const place = `${field}.stabilizationWindowSeconds`;
  if (window !== undefined && window < 0) {
    errors.push(invalid(place, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > LONGEST_WINDOW) {
    errors.push(invalid(place, window, `must be less than or equal to ${LONGEST_WINDOW}`));
  }
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)) {
    errors.push(notSupported(`${field}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']));
  }
  if (policies.length === 0) errors.push(required(`${field}.policies`, 'must specify at least one Policy'));
  return [...errors, ...policies.flatMap((policy, index) => validatePolicy(`${field}.policies[${index}]`, policy))];
}

function validatePolicy(field: string, { type, value, periodSeconds }: HPAScalingPolicy): FieldError[] {
  const errors: FieldError[] = [];
  if (type !== 'Pods' && type !== 'Percent') {
    errors.push(notSupported(`${field}.type`, type ?? '', ['Percent', 'Pods']));
  }
  if (!(value > 0)) errors.push(invalid(`${field}.value`, value ?? 0, 'must be greater than zero'));
  const place = `${field}.periodSeconds`;
  if (!(periodSeconds > 0)) errors.push(invalid(place, periodSeconds ?? 0, 'must be greater than zero'));
  if (periodSeconds > LONGEST_PERIOD) {
    errors.push(invalid(place, periodSeconds, `must be less than or equal to ${LONGEST_PERIOD}`));
  }
  return errors;
}
