/** Requests and limits of a container. */
import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { type FieldError, invalid, required } from '../fieldError';
import { amountErrors, isExtendedResource, resourceNameErrors } from '../limits/resourceNames';
import { compareQuantities, formatQuantity, quantityOf } from '../quantity';

const containerResources: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

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

/** What is wrong with the name of something that a container asks for. */
export function containerResourceErrors(field: string, name: string): FieldError[] {
  const errors = resourceNameErrors(field, name);
  if (!name.includes('/')) {
    return isContainerResource(name)
      ? errors
      : [...errors, invalid(field, name, 'must be a standard resource for containers')];
  }
  const native = name.includes('kubernetes.io/');
  if (native || isExtendedResource(name)) return errors;
  return [...errors, invalid(field, name, "doesn't follow extended resource name standard")];
}

function validateAmount(field: string, name: string, text: string): FieldError[] {
  return [...containerResourceErrors(field, name), ...amountErrors(field, name, text)];
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
