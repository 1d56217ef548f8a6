/** What is wrong with webhooks' configurations, admission policies and bindings; expressions are not looked into. */
import { duplicate, type FieldError, invalid, invalidEach, notSupported, oneOf, required } from '../fieldError';
import { subdomainErrors } from '../names';
import type { AdmissionObject, Rule } from './admissionObject';

type Webhook = NonNullable<AdmissionObject['webhooks']>[number];

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const ACCEPTED_REVIEWS = ['v1', 'v1beta1'];

export function validateWebhooks({ webhooks = [] }: AdmissionObject): FieldError[] {
  return webhooks.flatMap((webhook, index) => {
    const field = `webhooks[${index}]`;
    const twice = webhooks.findIndex(({ name }) => name === webhook.name) < index;
    return [...webhookErrors(field, webhook), ...(twice ? [duplicate(`${field}.name`, webhook.name)] : [])];
  });
}

function webhookErrors(field: string, webhook: Webhook): FieldError[] {
  const { name = '', rules = [], failurePolicy, matchPolicy, sideEffects, timeoutSeconds = 10 } = webhook;
  const errors = [...qualifiedErrors(`${field}.name`, name), ...reviewErrors(field, webhook.admissionReviewVersions)];
  rules.forEach((rule, index) => {
    errors.push(...ruleErrors(`${field}.rules[${index}]`, rule));
  });
  errors.push(...supported(`${field}.failurePolicy`, failurePolicy, FAILURE_POLICIES));
  errors.push(...supported(`${field}.matchPolicy`, matchPolicy, MATCH_POLICIES));
  if (!sideEffects) {
    errors.push(required(`${field}.sideEffects`, `must specify one of ${SIDE_EFFECTS.join(', ')}`));
  } else errors.push(...supported(`${field}.sideEffects`, sideEffects, SIDE_EFFECTS));
  if (timeoutSeconds < 1 || timeoutSeconds > 30) {
    const detail = 'the timeout value must be between 1 and 30 seconds';
    errors.push(invalid(`${field}.timeoutSeconds`, timeoutSeconds, detail));
  }
  errors.push(...supported(`${field}.reinvocationPolicy`, webhook.reinvocationPolicy, ['Never', 'IfNeeded']));
  return [...errors, ...clientErrors(`${field}.clientConfig`, webhook)];
}

function reviewErrors(field: string, versions: readonly string[] | undefined): FieldError[] {
  const at = `${field}.admissionReviewVersions`;
  const known = ACCEPTED_REVIEWS.join(', ');
  if (!versions?.length) return [required(at, `must specify one of ${known}`)];
  if (versions.some((version) => ACCEPTED_REVIEWS.includes(version))) return [];
  return [
    invalid(
      at,
      { goText: `[]string{${versions.map((one) => JSON.stringify(one)).join(', ')}}` },
      `must include at least one of ${known}`,
    ),
  ];
}

function clientErrors(field: string, { clientConfig }: Webhook): FieldError[] {
  const { url, service } = clientConfig ?? {};
  if ((url === undefined) === (service === undefined)) {
    return [required(field, 'exactly one of url or service is required')];
  }
  if (url !== undefined) {
    return /^https:\/\/[^/]+/.test(url)
      ? []
      : [invalid(`${field}.url`, url, "'https' is the only allowed URL scheme; desired format: https://host[/path]")];
  }
  return [
    ...(service?.name ? [] : [required(`${field}.service.name`, 'service name is required')]),
    ...(service?.namespace ? [] : [required(`${field}.service.namespace`, 'service namespace is required')]),
  ];
}

/** Names of webhooks are those of domains with three parts or more. */
function qualifiedErrors(field: string, name: string): FieldError[] {
  if (name === '') return [required(field)];
  const errors = invalidEach(field, name, subdomainErrors(name));
  if (errors.length > 0) return errors;
  const detail = 'should be a domain with at least three segments separated by dots';
  return name.split('.').length < 3 ? [invalid(field, name, detail)] : [];
}

function ruleErrors(field: string, rule: Rule): FieldError[] {
  const { apiGroups = [], apiVersions = [], resources = [], operations = [], scope } = rule;
  const lists = { operations, apiGroups, apiVersions, resources };
  const errors: FieldError[] = [];
  for (const [name, values] of Object.entries(lists)) {
    const at = `${field}.${name}`;
    if (values.length === 0) errors.push(required(at));
    else if (values.length > 1 && values.includes('*')) {
      const list = { goText: `[]string{${values.map((one) => JSON.stringify(one)).join(', ')}}` };
      const what =
        name === 'operations'
          ? 'operations'
          : name === 'apiGroups'
            ? 'API groups'
            : name === 'apiVersions'
              ? 'API versions'
              : '';
      if (what !== '') errors.push(invalid(at, list, `if '*' is present, must not specify other ${what}`));
    }
    if (name === 'operations') {
      values.forEach((value, index) => {
        if (!OPERATIONS.includes(value)) errors.push(notSupported(`${at}[${index}]`, value, OPERATIONS));
      });
    }
  }
  return [...errors, ...supported(`${field}.scope`, scope, SCOPES)];
}

function supported(field: string, value: string | undefined, known: readonly string[]): FieldError[] {
  return value === undefined || known.includes(value) ? [] : [notSupported(field, value, known)];
}

export function validatePolicy({ spec }: AdmissionObject): FieldError[] {
  const { failurePolicy, matchConstraints, validations = [], auditAnnotations = [], paramKind } = spec ?? {};
  const errors = supported('spec.failurePolicy', failurePolicy, FAILURE_POLICIES);
  if (paramKind !== undefined) {
    if (!paramKind.apiVersion) errors.push(required('spec.paramKind.apiVersion'));
    if (!paramKind.kind) errors.push(required('spec.paramKind.kind'));
  }
  if (matchConstraints === undefined) errors.push(required('spec.matchConstraints'));
  else {
    const rules = matchConstraints.resourceRules ?? [];
    if (rules.length === 0) errors.push(required('spec.matchConstraints.resourceRules'));
    rules.forEach((rule, index) => {
      errors.push(...ruleErrors(`spec.matchConstraints.resourceRules[${index}]`, rule));
    });
  }
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const detail = 'validations or auditAnnotations must be non-empty';
    errors.push(required('spec.validations', detail), required('spec.auditAnnotations', detail));
  }
  validations.forEach(({ expression = '' }, index) => {
    if (expression.trim() === '')
      errors.push(required(`spec.validations[${index}].expression`, 'expression is not specified'));
  });
  return errors;
}

export function validateBinding({ spec }: AdmissionObject): FieldError[] {
  const { policyName = '', validationActions = [], paramRef } = spec ?? {};
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
  if (validationActions.length === 0)
    errors.push(required('spec.validationActions', 'at least one validation action is required'));
  validationActions.forEach((action, index) => {
    if (!ACTIONS.includes(action)) errors.push(notSupported(`spec.validationActions[${index}]`, action, ACTIONS));
  });
  return errors;
}
