/** The names of resources, with the rules of Kubernetes' helpers for which of them may stand where. */
import { type FieldError, invalid, invalidEach } from '../fieldError';
import { qualifiedNameErrors } from '../names';
import { formatQuantity, quantityOf } from '../quantity';

const compute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const storage = ['ephemeral-storage', 'requests.ephemeral-storage', 'limits.ephemeral-storage', 'requests.storage'];
const counts = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const computeResources: ReadonlySet<string> = new Set(compute);
const countedResources: ReadonlySet<string> = new Set(counts);
const quotaResources: ReadonlySet<string> = new Set([...compute, ...storage, ...counts]);
const notStandard = 'must be a standard resource type or fully qualified';

/** True for a resource that a quota can limit without further ado. */
export function isQuotaResource(name: string): boolean {
  return quotaResources.has(name) || /^(requests\.)?hugepages-/.test(name);
}

function isStandardResource(name: string): boolean {
  return isQuotaResource(name) || name === 'storage';
}

/** What quotas with scopes can limit: `pods`, and what pods compute with. */
export function isComputeResource(name: string): boolean {
  return computeResources.has(name);
}

/** A resource that somebody else defines: `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

export function resourceNameErrors(field: string, name: string): FieldError[] {
  const errors = invalidEach(field, name, qualifiedNameErrors(name));
  if (errors.length > 0 || name.includes('/') || isStandardResource(name)) return errors;
  return [invalid(field, name, notStandard)];
}

export function quotaNameErrors(field: string, name: string): FieldError[] {
  const errors = resourceNameErrors(field, name);
  if (name.includes('/') || isQuotaResource(name)) return errors;
  return [...errors, invalid(field, name, 'must be a standard resource for quota')];
}

/** An amount must not be negative, and what is counted must be whole. */
export function amountErrors(field: string, name: string, text: string): FieldError[] {
  const amount = quantityOf(text);
  const errors: FieldError[] = [];
  if (amount.nano < 0n) errors.push(invalid(field, formatQuantity(amount), 'must be greater than or equal to 0'));
  const whole = countedResources.has(name) || isExtendedResource(name);
  if (whole && amount.nano % 1_000_000_000n !== 0n) {
    errors.push(invalid(field, formatQuantity(amount), 'must be an integer'));
  }
  return errors;
}
