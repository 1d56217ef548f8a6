/** What is wrong with a rule that says which requests a webhook or policy is about. */
import { type FieldError, invalid, notSupported, required } from '../fieldError';
import type { Rule } from './admissionObject';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

export function ruleErrors(field: string, rule: Rule): FieldError[] {
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

export function supported(field: string, value: string | undefined, known: readonly string[]): FieldError[] {
  return value === undefined || known.includes(value) ? [] : [notSupported(field, value, known)];
}
