/** What is wrong with webhooks' configurations; their expressions are not looked into. */
import { duplicate, type FieldError, invalid, invalidEach, required } from '../fieldError';
import { subdomainErrors } from '../names';
import type { AdmissionObject } from './admissionObject';
import { ruleErrors, supported } from './admissionRules';

type Webhook = NonNullable<AdmissionObject['webhooks']>[number];

const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
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
