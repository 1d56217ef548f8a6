import type { MetricIdentifier, MetricSpec, MetricTarget } from 'kubernetes-types/autoscaling/v2';
import { goQuantity } from '../difference/goSyntax';
import { type FieldError, forbidden, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { labelErrors, pathSegmentErrors } from '../names';
import { quantityOf } from '../quantity';
import { validateReference } from './validateReference';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof SOURCES)[number];

/** What is wrong with one metric of an autoscaler. */
export function validateMetric(field: string, metric: MetricSpec): FieldError[] {
  const { type = '' } = metric;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${field}.type`, 'must specify a metric source type'));
  const unsupported = TYPES.includes(type) ? [] : [notSupported(`${field}.type`, type, TYPES)];
  errors.push(...unsupported);
  const present = SOURCES.filter((source) => metric[source] !== undefined);
  const [first] = present;
  if (first !== undefined) errors.push(...checks[first](`${field}.${first}`, metric));
  const expected = SOURCES.find((source) => source.toLowerCase() === type.toLowerCase());
  if (expected !== undefined && metric[expected] === undefined) {
    errors.push(required(`${field}.${expected}`, 'must populate information for the given metric source'));
  }
  errors.push(...unsupported);
  if (present.length === 1) return errors;
  const surplus = present.filter((source) => source !== expected);
  const detail = 'must populate the given metric source only';
  return [...errors, ...surplus.map((source) => forbidden(`${field}.${source}`, detail))];
}

const checks: Readonly<Record<Source, (field: string, metric: MetricSpec) => FieldError[]>> = {
  object: (field, { object }) => {
    const missing = object?.target?.value === undefined && object?.target?.averageValue === undefined;
    return [
      ...validateReference(`${field}.describedObject`, object?.describedObject),
      ...validateIdentifier(`${field}.metric`, object?.metric),
      ...validateTarget(`${field}.target`, object?.target),
      ...(missing ? [required(`${field}.target.averageValue`, 'must set either a target value or averageValue')] : []),
    ];
  },
  external: (field, { external }) => {
    const { value, averageValue } = external?.target ?? {};
    const errors = [
      ...validateIdentifier(`${field}.metric`, external?.metric),
      ...validateTarget(`${field}.target`, external?.target),
    ];
    if (value === undefined && averageValue === undefined) {
      const detail = 'must set either a target value for metric or a per-pod target';
      errors.push(required(`${field}.target.averageValue`, detail));
    }
    if (value !== undefined && averageValue !== undefined) {
      const detail = 'may not set both a target value for metric and a per-pod target';
      errors.push(forbidden(`${field}.target.value`, detail));
    }
    return errors;
  },
  pods: (field, { pods }) => [
    ...validateIdentifier(`${field}.metric`, pods?.metric),
    ...validateTarget(`${field}.target`, pods?.target),
    ...(pods?.target?.averageValue === undefined
      ? [required(`${field}.target.averageValue`, 'must specify a positive target averageValue')]
      : []),
  ],
  resource: (field, { resource }) => [
    ...(resource?.name ? [] : [required(`${field}.name`, 'must specify a resource name')]),
    ...validateResourceTarget(`${field}.target`, resource?.target),
  ],
  containerResource: (field, { containerResource: source }) => [
    ...(source?.name ? [] : [required(`${field}.name`, 'must specify a resource name')]),
    ...(source?.container
      ? invalidEach(`${field}.container`, source.container, labelErrors(source.container))
      : [required(`${field}.container`, 'must specify a container')]),
    ...validateResourceTarget(`${field}.target`, source?.target),
  ],
};

function validateResourceTarget(field: string, target: MetricTarget | undefined): FieldError[] {
  const { averageUtilization, averageValue } = target ?? {};
  const errors = validateTarget(field, target);
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(required(`${field}.averageUtilization`, detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(`${field}.averageValue`, detail));
  }
  return errors;
}

function validateTarget(field: string, target: MetricTarget | undefined): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target ?? {};
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${field}.type`, 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalid(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const [name, amount] of [
    ['value', value],
    ['averageValue', averageValue],
  ] as const) {
    if (amount === undefined || quantityOf(amount).nano > 0n) continue;
    errors.push(invalid(`${field}.${name}`, goText(goQuantity(amount)), 'must be positive'));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${field}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

function validateIdentifier(field: string, identifier: MetricIdentifier | undefined): FieldError[] {
  const { name = '' } = identifier ?? {};
  if (name === '') return [required(`${field}.name`, 'must specify a metric name')];
  return invalidEach(`${field}.name`, name, pathSegmentErrors(name));
}
