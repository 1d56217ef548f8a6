import type { DeploymentSpec, DeploymentStrategy } from 'kubernetes-types/apps/v1';
import {
  type FieldError,
  forbidden,
  goIntOrString,
  goText,
  invalid,
  notNegative,
  notSupported,
  required,
} from '../fieldError';
import { requirementsOf } from '../selector';
import { amountErrors, amountNumber, shareErrors } from './validateAmount';
import { goSelector, validateLabelSelector } from './validateSelector';
import { validateTemplate } from './validateTemplate';

export function validateDeploymentSpec(spec: DeploymentSpec): FieldError[] {
  const errors = [...notNegative('spec.replicas', spec.replicas), ...validateRequiredSelector(spec.selector)];
  const selector = spec.selector === undefined ? undefined : requirementsOf(spec.selector);
  errors.push(
    ...validateTemplate('spec.template', spec.template, selector, 'ReplicaSet'),
    ...validateStrategy('spec.strategy', spec.strategy ?? {}),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  );
  const deadline = spec.progressDeadlineSeconds;
  if (deadline !== undefined) {
    errors.push(...notNegative('spec.progressDeadlineSeconds', deadline));
    if (deadline <= (spec.minReadySeconds ?? 0)) {
      errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
    }
  }
  return errors;
}

/** A selector that must be there and must not be empty. */
export function validateRequiredSelector(selector: DeploymentSpec['selector'] | undefined): FieldError[] {
  if (selector === undefined) return [required('spec.selector')];
  const errors = validateLabelSelector('spec.selector', selector);
  if (requirementsOf(selector).length > 0) return errors;
  return [...errors, invalid('spec.selector', goSelector(selector), 'empty selector is invalid for deployment')];
}

function validateStrategy(field: string, strategy: DeploymentStrategy): FieldError[] {
  const { rollingUpdate } = strategy;
  switch (strategy.type) {
    case 'Recreate':
      return rollingUpdate === undefined
        ? []
        : [forbidden(`${field}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
    case 'RollingUpdate': {
      const place = `${field}.rollingUpdate`;
      const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
      const errors = [
        ...amountErrors(`${place}.maxUnavailable`, maxUnavailable),
        ...amountErrors(`${place}.maxSurge`, maxSurge),
      ];
      if (errors.length === 0 && amountNumber(maxUnavailable) === 0 && amountNumber(maxSurge) === 0) {
        const shown = goIntOrString(maxUnavailable);
        errors.push(invalid(`${place}.maxUnavailable`, shown, 'may not be 0 when `maxSurge` is 0'));
      }
      return [...errors, ...shareErrors(`${place}.maxUnavailable`, maxUnavailable)];
    }
    default: {
      const shown = `apps.DeploymentStrategy{Type:${JSON.stringify(strategy.type)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`;
      return [notSupported(field, goText(shown), ['Recreate', 'RollingUpdate'])];
    }
  }
}
