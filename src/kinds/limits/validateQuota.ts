/** What is wrong with a quota, as Kubernetes' ValidateResourceQuota says. */
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { type FieldError, type GoText, goStrings, goText, invalid, required } from '../fieldError';
import { amountErrors, isComputeResource, isQuotaResource, quotaNameErrors } from './resourceNames';
import type { ResourceQuota } from './resourceQuota';

const simpleScopes = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const scopes: ReadonlySet<string> = new Set([...simpleScopes, 'PriorityClass']);
const contradictions = [
  ['BestEffort', 'NotBestEffort'],
  ['NotTerminating', 'Terminating'],
] as const;
const unsupported = 'unsupported scope applied to resource';

export function validateQuota({ spec, status }: ResourceQuota): FieldError[] {
  return [
    ...amountsErrors('spec.hard', spec.hard),
    ...scopeErrors(spec),
    ...selectorErrors(spec),
    ...amountsErrors('status.hard', status?.hard),
    ...amountsErrors('status.used', status?.used),
  ];
}

export function validateQuotaUpdate({ spec }: ResourceQuota, old: ResourceQuota): FieldError[] {
  const same = equal([...(spec.scopes ?? [])].sort(), [...(old.spec.scopes ?? [])].sort());
  return same ? [] : [invalid('spec.scopes', goScopes(spec.scopes), 'field is immutable')];
}

function amountsErrors(field: string, amounts: Readonly<Record<string, string>> | undefined): FieldError[] {
  return Object.keys(amounts ?? {})
    .sort()
    .flatMap((name) => [
      ...quotaNameErrors(`${field}[${name}]`, name),
      ...amountErrors(`${field}[${name}]`, name, amounts?.[name] ?? '0'),
    ]);
}

function scopeErrors(spec: ResourceQuotaSpec): FieldError[] {
  const field = 'spec.scopes';
  const names = spec.scopes ?? [];
  const shown = goScopes(names);
  const errors = names.flatMap((scope) => [
    ...(scopes.has(scope) ? [] : [invalid(field, shown, 'unsupported scope')]),
    ...unfit(spec, scope).map(() => invalid(field, shown, unsupported)),
  ]);
  return contradict(names) ? [...errors, invalid(field, shown, 'conflicting scopes')] : errors;
}

function selectorErrors(spec: ResourceQuotaSpec): FieldError[] {
  const field = 'spec.scopeSelector.matchExpressions';
  const expressions = spec.scopeSelector?.matchExpressions ?? [];
  const shown = goText(`[]core.ScopedResourceSelectorRequirement{${expressions.map(goRequirement).join(', ')}}`);
  const whole = goText(`core.ScopeSelector{MatchExpressions:${shown.goText}}`);
  const errors = expressions.flatMap((expression) => [
    ...(scopes.has(expression.scopeName)
      ? []
      : [invalid(`${field}.scopeName`, expression.scopeName, 'unsupported scope')]),
    ...unfit(spec, expression.scopeName).map(() => invalid(field, whole, unsupported)),
    ...operatorErrors(field, expression),
  ]);
  return contradict(expressions.map(({ scopeName }) => scopeName))
    ? [...errors, invalid(field, shown, 'conflicting scopes')]
    : errors;
}

function operatorErrors(
  field: string,
  { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement,
): FieldError[] {
  const errors: FieldError[] = [];
  if (simpleScopes.includes(scopeName) && operator !== 'Exists') {
    const detail =
      "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
    errors.push(invalid(`${field}.operator`, operator, detail));
  }
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return errors;
      return [
        ...errors,
        required(`${field}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"),
      ];
    case 'Exists':
    case 'DoesNotExist': {
      if (values.length === 0) return errors;
      const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      return [...errors, invalid(`${field}.values`, goStrings(values), detail)];
    }
    default:
      return [...errors, invalid(`${field}.operator`, operator, 'not a valid selector operator')];
  }
}

/** The limited resources that a scope cannot be applied to. */
function unfit(spec: ResourceQuotaSpec, scope: string): string[] {
  if (!scopes.has(scope)) return [];
  return Object.keys(spec.hard ?? {})
    .sort()
    .filter((name) => isQuotaResource(name) && name !== 'pods' && (scope === 'BestEffort' || !isComputeResource(name)));
}

function contradict(names: readonly string[]): boolean {
  return contradictions.some((pair) => pair.every((one) => names.includes(one)));
}

function goScopes(names: readonly string[] = []): GoText {
  return goText(`[]core.ResourceQuotaScope{${names.map((one) => JSON.stringify(one)).join(', ')}}`);
}

function goRequirement({ scopeName, operator, values }: ScopedResourceSelectorRequirement): string {
  const name = JSON.stringify(scopeName);
  return `core.ScopedResourceSelectorRequirement{ScopeName:${name}, Operator:${JSON.stringify(operator)}, Values:${goStrings(values).goText}}`;
}
