/** What a pod says about the nodes it may run on: tolerations, affinity, spreading. */
import type {
  Affinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from 'kubernetes-types/core/v1';
import {
  duplicate,
  type FieldError,
  forbidden,
  goText,
  invalid,
  invalidEach,
  notSupported,
  oneOf,
  required,
} from '../fieldError';
import { labelErrors, labelValueErrors, qualifiedNameErrors } from '../names';
import { validateLabelSelector } from '../workloads/validateSelector';

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateTolerations(field: string, tolerations: readonly Toleration[]): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const place = `${field}[${index}]`;
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    const errors: FieldError[] = [];
    if (key !== '') errors.push(...invalidEach(`${place}.key`, key, qualifiedNameErrors(key)));
    if (key === '' && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(`${place}.operator`, operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(`${place}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    errors.push(...validateOperator(place, toleration));
    if (effect !== '' && !taintEffects.includes(effect)) {
      errors.push(notSupported(`${place}.effect`, effect, taintEffects));
    }
    return errors;
  });
}

export function validateAffinity(field: string, affinity: Affinity | undefined): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  const errors: FieldError[] = [];
  const strict = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const soft = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  if (strict !== undefined) {
    const place = `${field}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    if (!strict.nodeSelectorTerms?.length) errors.push(required(place, 'must have at least one node selector term'));
    errors.push(...(strict.nodeSelectorTerms ?? []).flatMap((term, i) => nodeTermErrors(`${place}[${i}]`, term)));
  }
  soft.forEach(({ weight, preference }, index) => {
    const place = `${field}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
    errors.push(...weightErrors(place, weight), ...nodeTermErrors(`${place}.preference`, preference));
  });
  for (const [name, terms] of Object.entries({ podAffinity, podAntiAffinity })) {
    (terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, index) => {
      const place = `${field}.${name}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`;
      errors.push(...podTermErrors(place, term));
    });
    (terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach(({ weight, podAffinityTerm }, index) => {
      const place = `${field}.${name}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      errors.push(...weightErrors(place, weight), ...podTermErrors(`${place}.podAffinityTerm`, podAffinityTerm));
    });
  }
  return errors;
}

export function validateTopologySpread(field: string, constraints: readonly TopologySpreadConstraint[]): FieldError[] {
  const seen = new Set<string>();
  return constraints.flatMap((constraint, index) => {
    const place = `${field}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint;
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    const twice = seen.has(pair) ? [duplicate(`${place}.{topologyKey, whenUnsatisfiable}`, pair)] : [];
    seen.add(pair);
    return [
      ...(maxSkew > 0 ? [] : [invalid(`${place}.maxSkew`, maxSkew, 'must be greater than zero')]),
      ...(topologyKey
        ? invalidEach(`${place}.topologyKey`, topologyKey, qualifiedNameErrors(topologyKey))
        : [required(`${place}.topologyKey`, 'can not be empty')]),
      ...oneOf(`${place}.whenUnsatisfiable`, whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']),
      ...twice,
      ...minDomainErrors(`${place}.minDomains`, constraint),
      ...inclusionErrors(`${place}.nodeAffinityPolicy`, constraint.nodeAffinityPolicy),
      ...inclusionErrors(`${place}.nodeTaintsPolicy`, constraint.nodeTaintsPolicy),
      ...validateLabelSelector(`${place}.labelSelector`, labelSelector),
    ];
  });
}

function minDomainErrors(field: string, { minDomains, whenUnsatisfiable }: TopologySpreadConstraint): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = minDomains > 0 ? [] : [invalid(field, minDomains, 'must be greater than zero')];
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [...errors, invalid(field, minDomains, detail)];
}

function inclusionErrors(field: string, policy: string | undefined): FieldError[] {
  const known = ['Honor', 'Ignore'];
  return policy === undefined || known.includes(policy) ? [] : [notSupported(field, policy, known)];
}

function validateOperator(field: string, toleration: Toleration): FieldError[] {
  const { key = '', operator = '', value = '', effect = '' } = toleration;
  const place = `${field}.operator`;
  switch (operator) {
    case '':
    case 'Equal': {
      const wrong = labelValueErrors(value);
      return wrong.length === 0 ? [] : [invalid(place, value, wrong.join(';'))];
    }
    case 'Exists': {
      if (value === '') return [];
      const texts = Object.entries({ Key: key, Operator: operator, Value: value, Effect: effect });
      const fields = texts.map(([name, text]) => `${name}:${JSON.stringify(text)}`).join(', ');
      const shown = goText(`core.Toleration{${fields}, TolerationSeconds:(*int64)(nil)}`);
      return [invalid(place, shown, "value must be empty when `operator` is 'Exists'")];
    }
    default:
      return [notSupported(place, operator, ['Equal', 'Exists'])];
  }
}

/** What is wrong with one of the terms by which nodes are selected. */
export function nodeTermErrors(field: string, term: NodeSelectorTerm | undefined): FieldError[] {
  const { matchExpressions = [], matchFields = [] } = term ?? {};
  return [
    ...matchExpressions.flatMap((one, i) => nodeExpressionErrors(`${field}.matchExpressions[${i}]`, one)),
    ...matchFields.flatMap((one, i) => nodeExpressionErrors(`${field}.matchFields[${i}]`, one)),
  ];
}

function nodeExpressionErrors(
  field: string,
  { key = '', operator = '', values = [] }: NodeSelectorRequirement,
): FieldError[] {
  return [
    ...operatorErrors(field, operator, values.length),
    ...invalidEach(`${field}.key`, key, qualifiedNameErrors(key)),
  ];
}

function operatorErrors(field: string, operator: string, count: number): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? [] : [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return count === 0
        ? []
        : [forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      return count === 1
        ? []
        : [required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid(`${field}.operator`, operator, 'not a valid selector operator')];
  }
}

function podTermErrors(field: string, term: PodAffinityTerm | undefined): FieldError[] {
  const topologyKey = term?.topologyKey ?? '';
  return [
    ...validateLabelSelector(`${field}.labelSelector`, term?.labelSelector),
    ...validateLabelSelector(`${field}.namespaceSelector`, term?.namespaceSelector),
    ...(term?.namespaces ?? []).flatMap((name) => invalidEach(`${field}.namespace`, name, labelErrors(name))),
    ...(topologyKey === ''
      ? [required(`${field}.topologyKey`, 'can not be empty')]
      : invalidEach(`${field}.topologyKey`, topologyKey, qualifiedNameErrors(topologyKey))),
  ];
}

function weightErrors(field: string, weight: number): FieldError[] {
  return weight >= 1 && weight <= 100 ? [] : [invalid(`${field}.weight`, weight, 'must be in the range 1-100')];
}
