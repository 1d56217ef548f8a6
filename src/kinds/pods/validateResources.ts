/** Requests and limits of a container. */
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { type FieldError, invalid, invalidEach, required } from '../fieldError';
import { qualifiedNameErrors } from '../names';
import { compareQuantities, formatQuantity, quantityOf } from '../quantity';

const containerResources: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Known to quotas, but nothing that a container could use. */
const otherResources: ReadonlySet<string> = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'requests.storage',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
  'storage',
]);

export function validateResources(field: string, resources: ResourceRequirements | undefined): FieldError[] {
  const { limits = {}, requests = {} } = resources ?? {};
  const errors = Object.keys(limits)
    .sort()
    .flatMap((name) => validateAmount(`${field}.limits[${name}]`, name, limits[name] ?? '0'));
  for (const name of Object.keys(requests).sort()) {
    const text = requests[name] ?? '0';
    errors.push(...validateAmount(`${field}.requests[${name}]`, name, text));
    errors.push(...compareWithLimit(field, name, text, limits[name]));
  }
  return errors;
}

function validateAmount(field: string, name: string, text: string): FieldError[] {
  const errors = invalidEach(field, name, qualifiedNameErrors(name));
  if (!name.includes('/') && !isContainerResource(name)) {
    if (!isStandardResource(name)) {
      errors.push(invalid(field, name, 'must be a standard resource type or fully qualified'));
    }
    errors.push(invalid(field, name, 'must be a standard resource for containers'));
  }
  const amount = quantityOf(text);
  if (amount.nano < 0n) errors.push(invalid(field, formatQuantity(amount), 'must be greater than or equal to 0'));
  if (name.includes('/') && amount.nano % 1_000_000_000n !== 0n) {
    errors.push(invalid(field, formatQuantity(amount), 'must be an integer'));
  }
  return errors;
}

function compareWithLimit(field: string, name: string, text: string, limitText: string | undefined): FieldError[] {
  const overcommit = !name.includes('/') && !name.startsWith('hugepages-');
  if (limitText === undefined) {
    const detail = 'Limit must be set for non overcommitable resources';
    return overcommit ? [] : [required(`${field}.limits`, detail)];
  }
  const request = quantityOf(text);
  const limit = quantityOf(limitText);
  const order = compareQuantities(request, limit);
  const words = overcommit ? 'less than or equal to' : 'equal to';
  if (overcommit ? order <= 0 : order === 0) return [];
  const detail = `must be ${words} ${name} limit of ${formatQuantity(limit)}`;
  return [invalid(`${field}.requests`, formatQuantity(request), detail)];
}

function isContainerResource(name: string): boolean {
  return containerResources.has(name) || name.startsWith('hugepages-');
}

function isStandardResource(name: string): boolean {
  return isContainerResource(name) || otherResources.has(name) || /^(limits|requests)\./.test(name);
}
