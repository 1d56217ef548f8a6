/** The smaller parts of a pod's spec: resolver, gates, preemption, overhead. */
import type { PodDNSConfig, PodSpec } from 'kubernetes-types/core/v1';
import { duplicate, type FieldError, goStrings, invalid, invalidEach, notSupported, required } from '../fieldError';
import { addressErrors, qualifiedNameErrors, subdomainErrors } from '../names';
import { validateResources } from './validateResources';

const mostNameservers = 3;
const mostSearches = 32;
const longestSearches = 2048;
const preemptionPolicies = ['Never', 'PreemptLowerPriority'];

export function validateDnsConfig(field: string, { dnsPolicy, dnsConfig }: PodSpec): FieldError[] {
  const config: PodDNSConfig = dnsConfig ?? {};
  const { nameservers = [], searches = [], options = [] } = config;
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    return dnsConfig === undefined
      ? [required(field, detail)]
      : [required(`${field}.nameservers`, detail), ...optionErrors(`${field}.options`, options)];
  }
  const errors: FieldError[] = [];
  if (nameservers.length > mostNameservers) {
    const detail = `must not have more than ${mostNameservers} nameservers`;
    errors.push(invalid(`${field}.nameservers`, goStrings(nameservers), detail));
  }
  nameservers.forEach((one, i) => {
    errors.push(...invalidEach(`${field}.nameservers[${i}]`, one, addressErrors(one)));
  });
  if (searches.length > mostSearches) {
    const detail = `must not have more than ${mostSearches} search paths`;
    errors.push(invalid(`${field}.searches`, goStrings(searches), detail));
  }
  if (searches.join(' ').length > longestSearches) {
    const detail = `must not have more than ${longestSearches} characters (including spaces) in the search list`;
    errors.push(invalid(`${field}.searches`, goStrings(searches), detail));
  }
  searches.forEach((one, i) => {
    errors.push(...invalidEach(`${field}.searches[${i}]`, one, subdomainErrors(one.replace(/\.$/, ''))));
  });
  return [...errors, ...optionErrors(`${field}.options`, options)];
}

export function validateGates(field: string, { readinessGates = [], schedulingGates = [] }: PodSpec): FieldError[] {
  const seen = new Set<string>();
  return [
    ...readinessGates.flatMap(({ conditionType = '' }, i) =>
      invalidEach(`${field}.readinessGates[${i}].conditionType`, conditionType, qualifiedNameErrors(conditionType)),
    ),
    ...schedulingGates.flatMap(({ name = '' }, i) => {
      const place = `${field}.schedulingGates[${i}]`;
      const errors = invalidEach(place, name, qualifiedNameErrors(name));
      if (seen.has(name)) errors.push(duplicate(place, name));
      seen.add(name);
      return errors;
    }),
  ];
}

export function validatePreemptionPolicy(field: string, policy: string | undefined): FieldError[] {
  if (policy === undefined || preemptionPolicies.includes(policy)) return [];
  return policy === '' ? [required(field)] : [notSupported(field, policy, preemptionPolicies)];
}

export function validateOverhead(field: string, overhead: PodSpec['overhead']): FieldError[] {
  if (overhead === undefined) return [];
  return validateResources(field, { limits: overhead }).map((error) => ({
    ...error,
    field: error.field.replace(`${field}.limits`, field),
  }));
}

function optionErrors(field: string, options: NonNullable<PodDNSConfig['options']>): FieldError[] {
  return options.flatMap(({ name }, i) => (name ? [] : [required(`${field}[${i}]`, 'must not be empty')]));
}
