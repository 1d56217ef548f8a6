/** What is wrong with admission policies and their bindings; their expressions are compiled. */
import { duplicate, type FieldError, invalid, invalidEach, notSupported, oneOf, required } from '../fieldError';
import { qualifiedNameErrors, subdomainErrors } from '../names';
import type { AdmissionObject, Matching, Validation } from './admissionObject';
import { ruleErrors, supported } from './admissionRules';
import { type Compiled, compilePolicy } from './compiledPolicy';

const FAILURE_POLICIES = ['Fail', 'Ignore'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'];

export function validatePolicy(policy: AdmissionObject): FieldError[] {
  const { failurePolicy, matchConstraints, validations = [], auditAnnotations = [], paramKind } = policy.spec ?? {};
  const errors = supported('spec.failurePolicy', failurePolicy, FAILURE_POLICIES);
  if (paramKind !== undefined) {
    if (!paramKind.apiVersion) errors.push(required('spec.paramKind.apiVersion'));
    if (!paramKind.kind) errors.push(required('spec.paramKind.kind'));
  }
  if (matchConstraints === undefined) errors.push(required('spec.matchConstraints'));
  else {
    errors.push(...matchingErrors('spec.matchConstraints', matchConstraints));
    if ((matchConstraints.resourceRules ?? []).length === 0) {
      errors.push(required('spec.matchConstraints.resourceRules'));
    }
  }
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const detail = 'validations or auditAnnotations must contain at least one item';
    errors.push(required('spec.validations', detail), required('spec.auditAnnotations', detail));
  }
  return [...errors, ...expressionErrors(policy)];
}

function matchingErrors(field: string, { resourceRules = [], excludeResourceRules = [] }: Matching): FieldError[] {
  return [
    ...resourceRules.flatMap((rule, index) => ruleErrors(`${field}.resourceRules[${index}]`, rule)),
    ...excludeResourceRules.flatMap((rule, index) => ruleErrors(`${field}.excludeResourceRules[${index}]`, rule)),
  ];
}

function expressionErrors(policy: AdmissionObject): FieldError[] {
  const { matchConditions = [], variables = [], validations = [], auditAnnotations = [] } = policy.spec ?? {};
  const compiled = compilePolicy(policy);
  const conditions = matchConditions.flatMap(({ name = '', expression = '' }, index) => {
    const at = `spec.matchConditions[${index}]`;
    const named = name === '' ? [required(`${at}.name`)] : invalidEach(`${at}.name`, name, qualifiedNameErrors(name));
    return [...compileErrors(`${at}.expression`, expression, compiled.matchConditions[index], 'bool', ''), ...named];
  });
  const composed = variables.flatMap(({ name = '', expression = '' }, index) => {
    const at = `spec.variables[${index}]`;
    return [
      ...nameErrors(`${at}.name`, name),
      ...compileErrors(`${at}.expression`, expression, compiled.variables[index]?.expression, undefined),
    ];
  });
  const checks = validations.flatMap((validation, index) => {
    const at = `spec.validations[${index}]`;
    const { expression = '', messageExpression = '' } = validation;
    const own = compiled.validations[index];
    return [
      ...compileErrors(`${at}.expression`, expression, own?.expression, 'bool'),
      ...(own?.message === undefined
        ? []
        : compileErrors(`${at}.messageExpression`, messageExpression, own.message, 'string')),
      ...messageErrors(at, validation),
    ];
  });
  const annotations = auditAnnotations.flatMap(({ valueExpression = '' }, index) =>
    compileErrors(`spec.auditAnnotations[${index}].valueExpression`, valueExpression, compiled.auditAnnotations[index]),
  );
  return [...conditions, ...composed, ...checks, ...annotations];
}

function nameErrors(field: string, name: string): FieldError[] {
  if (name.trim() === '') return [required(field, 'name is not specified')];
  return /^[_a-zA-Z]\w*$/.test(name) ? [] : [invalid(field, name, 'name is not a valid CEL identifier')];
}

function compileErrors(
  field: string,
  text: string,
  compiled: Compiled | undefined,
  type?: string,
  missing = 'expression is not specified',
): FieldError[] {
  if (text.trim() === '') return [required(field, missing)];
  if (compiled === undefined) return [];
  if (!compiled.ok) return [invalid(field, text, `compilation failed: ${compiled.error}`)];
  return type === undefined || compiled.value.type === type ? [] : [invalid(field, text, `must evaluate to ${type}`)];
}

function messageErrors(at: string, { message = '', messageExpression = '', reason }: Validation): FieldError[] {
  const errors: FieldError[] = [];
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(invalid(`${at}.messageExpression`, messageExpression, 'must be non-empty if specified'));
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalid(`${at}.message`, message, 'message must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalid(`${at}.message`, message, 'message must not contain line breaks'));
  }
  return [...errors, ...supported(`${at}.reason`, reason, REASONS)];
}

export function validateBinding({ spec }: AdmissionObject): FieldError[] {
  const { policyName = '', validationActions = [], paramRef, matchResources } = spec ?? {};
  const errors: FieldError[] =
    policyName === ''
      ? [required('spec.policyName')]
      : invalidEach('spec.policyName', policyName, subdomainErrors(policyName));
  if (paramRef !== undefined) {
    if ((paramRef.name ?? '') === '' && paramRef.selector === undefined) {
      errors.push(required('spec.paramRef', 'one of name or selector must be specified'));
    }
    errors.push(...oneOf('spec.paramRef.parameterNotFoundAction', paramRef.parameterNotFoundAction, ['Deny', 'Allow']));
  }
  if (matchResources !== undefined) errors.push(...matchingErrors('spec.matchResources', matchResources));
  return [...errors, ...actionErrors('spec.validationActions', validationActions)];
}

function actionErrors(field: string, actions: readonly string[]): FieldError[] {
  if (actions.length === 0) return [required(field, 'at least one validation action is required')];
  const errors = actions.flatMap((action, index) => [
    ...(ACTIONS.includes(action) ? [] : [notSupported(`${field}[${index}]`, action, ACTIONS)]),
    ...(actions.indexOf(action) < index ? [duplicate(`${field}[${index}]`, action)] : []),
  ]);
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const list = { goText: `[]admissionregistration.ValidationAction{${actions.map((one) => `"${one}"`).join(', ')}}` };
    const why =
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)';
    errors.push(invalid(field, list, why));
  }
  return errors;
}
