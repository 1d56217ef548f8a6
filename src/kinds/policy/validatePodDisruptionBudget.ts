import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import { type FieldError, goIntOrString, goText, invalid, notSupported } from '../fieldError';
import { amountErrors, shareErrors } from '../workloads/validateAmount';
import { goSelector, validateLabelSelector } from '../workloads/validateSelector';

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

export function validateBudgetSpec(field: string, spec: PodDisruptionBudgetSpec): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalid(field, goSpec(spec), 'minAvailable and maxUnavailable cannot be both set'));
  }
  const amounts = { minAvailable, maxUnavailable };
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount === undefined) continue;
    errors.push(...amountErrors(`${field}.${name}`, amount), ...shareErrors(`${field}.${name}`, amount));
  }
  errors.push(...validateLabelSelector(`${field}.selector`, selector));
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported(`${field}.unhealthyPodEvictionPolicy`, policy, POLICIES));
  }
  return errors;
}

/** Go shows the addresses of what is behind pointers; here it is what is there. */
function goSpec({ minAvailable = 0, maxUnavailable = 0, selector }: PodDisruptionBudgetSpec) {
  const amounts = `MinAvailable:${goIntOrString(minAvailable).goText}, MaxUnavailable:${goIntOrString(maxUnavailable).goText}`;
  return goText(`policy.PodDisruptionBudgetSpec{${amounts}, Selector:${goSelector(selector).goText}}`);
}
