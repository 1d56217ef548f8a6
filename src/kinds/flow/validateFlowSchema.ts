/** What is wrong with a flow schema. */
import type { PolicyRulesWithSubjects, ResourcePolicyRule, Subject } from 'kubernetes-types/flowcontrol/v1';
import { type FieldError, forbidden, goStrings, invalid, invalidEach, notSupported, required } from '../fieldError';
import { labelErrors, subdomainErrors } from '../names';
import type { FlowSchema } from './flowSchema';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const METHODS = ['ByNamespace', 'ByUser'];
const MOST = 10_000;

export function validateFlowSchema({ metadata, spec }: FlowSchema): FieldError[] {
  const {
    matchingPrecedence: precedence = 0,
    distinguisherMethod,
    priorityLevelConfiguration,
    rules = [],
  } = (spec ?? {}) as Partial<FlowSchema['spec']>;
  const errors: FieldError[] = [];
  const wrong = (detail: string) => errors.push(invalid('spec.matchingPrecedence', precedence, detail));
  if (precedence <= 0) wrong('must be a positive value');
  if (precedence > MOST) wrong(`must not be greater than ${MOST}`);
  if (precedence === 1 && metadata.name !== 'exempt') {
    wrong("only the schema named 'exempt' may have matchingPrecedence 1");
  }
  if (distinguisherMethod !== undefined && !METHODS.includes(distinguisherMethod.type)) {
    errors.push(notSupported('spec.distinguisherMethod.type', distinguisherMethod.type, METHODS));
  }
  const level = priorityLevelConfiguration?.name ?? '';
  const field = 'spec.priorityLevelConfiguration.name';
  if (level === '') errors.push(required(field, 'must reference a priority level'));
  else errors.push(...invalidEach(field, level, subdomainErrors(level)));
  return [...errors, ...rules.flatMap((rule, index) => ruleErrors(`spec.rules[${index}]`, rule))];
}

function ruleErrors(field: string, rule: PolicyRulesWithSubjects): FieldError[] {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rule;
  const errors = subjects.flatMap((subject, index) => subjectErrors(`${field}.subjects[${index}]`, subject));
  if (subjects.length === 0) errors.push(required(`${field}.subjects`, 'subjects must contain at least one value'));
  if (resourceRules.length === 0 && nonResourceRules.length === 0) {
    errors.push(required(field, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  resourceRules.forEach((one, index) => {
    errors.push(...resourceErrors(`${field}.resourceRules[${index}]`, one));
  });
  nonResourceRules.forEach(({ verbs = [], nonResourceURLs = [] }, index) => {
    const at = `${field}.nonResourceRules[${index}]`;
    errors.push(...verbErrors(`${at}.verbs`, verbs));
    if (nonResourceURLs.length === 0) {
      errors.push(required(`${at}.nonResourceURLs`, 'nonResourceURLs must contain at least one value'));
    } else errors.push(...aloneErrors(`${at}.nonResourceURLs`, nonResourceURLs, 'non-resource URLs'));
    if (nonResourceURLs.includes('*')) return;
    nonResourceURLs.forEach((url, place) => {
      errors.push(...invalidEach(`${at}.nonResourceURLs[${place}]`, url, pathErrors(url)));
    });
  });
  return errors;
}

function resourceErrors(field: string, rule: ResourcePolicyRule): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], namespaces = [], clusterScope = false } = rule;
  const errors = verbErrors(`${field}.verbs`, verbs);
  const list = (name: string, values: readonly string[], missing: string, others: string) => {
    if (values.length === 0) errors.push(required(`${field}.${name}`, missing));
    else errors.push(...aloneErrors(`${field}.${name}`, values, others));
  };
  list('apiGroups', apiGroups, 'resource rules must supply at least one api group', 'api groups');
  list('resources', resources, 'resource rules must supply at least one resource', 'resources');
  if (namespaces.length === 0 && !clusterScope) {
    const detail = 'resource rules that are not cluster scoped must supply at least one namespace';
    errors.push(required(`${field}.namespaces`, detail));
  }
  errors.push(...aloneErrors(`${field}.namespaces`, namespaces, 'namespaces'));
  if (!namespaces.includes('*')) {
    namespaces.forEach((name, index) => {
      const details = labelErrors(name).map(
        (why) => `each member of this list must be '*' or a DNS-1123 label; ${why}`,
      );
      errors.push(...invalidEach(`${field}.namespaces[${index}]`, name, details));
    });
  }
  return errors;
}

function verbErrors(field: string, verbs: readonly string[]): FieldError[] {
  if (verbs.length === 0) return [required(field, 'verbs must contain at least one value')];
  if (verbs.includes('*')) return aloneErrors(field, verbs, 'verbs');
  return verbs.every((verb) => VERBS.includes(verb)) ? [] : [notSupported(field, goStrings(verbs), VERBS)];
}

/** `*` says it all. */
function aloneErrors(field: string, values: readonly string[], others: string): FieldError[] {
  if (!values.includes('*') || values.length === 1) return [];
  return [invalid(field, goStrings(values), `if '*' is present, must not specify other ${others}`)];
}

function subjectErrors(field: string, { kind, user, group, serviceAccount }: Subject): FieldError[] {
  const of = {
    User: ['user', user],
    Group: ['group', group],
    ServiceAccount: ['serviceAccount', serviceAccount],
  } as const;
  if (!Object.keys(of).includes(kind)) return [notSupported(`${field}.kind`, kind, Object.keys(of).sort())];
  const errors: FieldError[] = [];
  for (const [owner, [name, value]] of Object.entries(of)) {
    const at = `${field}.${name}`;
    if (owner !== kind) {
      if (value !== undefined) errors.push(forbidden(at, `${name} is forbidden when subject kind is not '${owner}'`));
    } else if (value === undefined) errors.push(required(at, `${name} is required when subject kind is '${kind}'`));
    else if (!value.name) errors.push(required(`${at}.name`));
    if (owner === kind && kind === 'ServiceAccount' && serviceAccount !== undefined) {
      errors.push(...accountErrors(at, serviceAccount));
    }
  }
  return errors;
}

function accountErrors(field: string, { name, namespace }: NonNullable<Subject['serviceAccount']>): FieldError[] {
  return [
    ...(name && name !== '*' ? invalidEach(`${field}.name`, name, subdomainErrors(name)) : []),
    ...(namespace
      ? invalidEach(`${field}.namespace`, namespace, labelErrors(namespace))
      : [required(`${field}.namespace`, 'must specify namespace for service account')]),
  ];
}

function pathErrors(path: string): string[] {
  if (path === '') return ['must not be empty'];
  if (path === '/') return [];
  if (!path.startsWith('/')) return ['must start with slash'];
  if (path.includes(' ')) return ['must not contain white-space'];
  if (path.includes('//')) return ['must not contain double slash'];
  const stars = path.split('*').length - 1;
  return stars > 1 || (stars === 1 && !path.endsWith('/*')) ? ['wildcard can only do suffix matching'] : [];
}
