import type { DaemonSetSpec, DaemonSetUpdateStrategy } from 'kubernetes-types/apps/v1';
import {
  type FieldError,
  goIntOrString,
  goMap,
  goText,
  invalid,
  notNegative,
  notSupported,
  required,
} from '../fieldError';
import { matchesLabelSelector, requirementsOf } from '../selector';
import { amountErrors, amountNumber, shareErrors } from './validateAmount';
import { goSelector, validateLabelSelector } from './validateSelector';
import { validatePodTemplate, validateRestarting } from './validateTemplate';

export function validateDaemonSetSpec(spec: DaemonSetSpec): FieldError[] {
  const { selector, template } = spec;
  const errors = validateLabelSelector('spec.selector', selector);
  const labels = template?.metadata?.labels;
  if (!matchesLabelSelector(selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', goMap(labels), detail));
  }
  if (selector !== undefined && requirementsOf(selector).length === 0) {
    errors.push(invalid('spec.selector', goSelector(selector), 'empty selector is invalid for daemonset'));
  }
  return [
    ...errors,
    ...validatePodTemplate('spec.template', template),
    ...validateRestarting('spec.template', template, 'DaemonSet'),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy('spec.updateStrategy', spec.updateStrategy ?? {}),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

function validateStrategy(field: string, { type, rollingUpdate }: DaemonSetUpdateStrategy): FieldError[] {
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const shown = `apps.DaemonSetUpdateStrategy{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}`;
    return [notSupported(field, goText(shown), ['RollingUpdate', 'OnDelete'])];
  }
  if (rollingUpdate === undefined) return [required(`${field}.rollingUpdate`)];
  const place = `${field}.rollingUpdate`;
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate;
  const errors = [
    ...amountErrors(`${place}.maxUnavailable`, maxUnavailable),
    ...amountErrors(`${place}.maxSurge`, maxSurge),
    ...shareErrors(`${place}.maxUnavailable`, maxUnavailable),
    ...shareErrors(`${place}.maxSurge`, maxSurge),
  ];
  const [unavailable, surge] = [amountNumber(maxUnavailable), amountNumber(maxSurge)];
  if (unavailable !== 0 && surge !== 0) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    errors.push(invalid(`${place}.maxSurge`, goIntOrString(maxSurge), detail));
  } else if (unavailable === 0 && surge === 0) {
    errors.push(required(`${place}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  }
  return errors;
}
