/** The pod template and selector of a controller that keeps pods running. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { type FieldError, forbidden, goMap, invalid, notSupported, required } from '../fieldError';
import { validateAnnotations, validateLabels } from '../metadata/validateMetadata';
import { validatePodSpec } from '../pods/validatePodSpec';
import { matchesSelector, type Selector } from '../selector';

/**
 * An absent selector matches nothing. `owner` is how messages name the controller: `ReplicaSet` (deployments too) or `ReplicationController`.
 */
export function validateTemplate(
  field: string,
  template: PodTemplateSpec | undefined,
  selector: Selector | undefined,
  owner: 'ReplicaSet' | 'ReplicationController',
): FieldError[] {
  if (template === undefined) return [required(field)];
  const labels = template.metadata?.labels;
  const errors: FieldError[] = [];
  if (selector === undefined || !matchesSelector(selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid(`${field}.metadata.labels`, goMap(labels), detail));
  }
  return [...errors, ...validatePodTemplate(field, template), ...validateRestarting(field, template, owner)];
}

/** A pod template of any controller. */
export function validatePodTemplate(field: string, template: PodTemplateSpec | undefined): FieldError[] {
  const spec = template?.spec;
  const errors = validateTemplateMetadata(field, template);
  if (spec === undefined) return [...errors, required(`${field}.spec.containers`)];
  errors.push(...validatePodSpec(`${field}.spec`, spec));
  if (spec.ephemeralContainers?.length) {
    errors.push(forbidden(`${field}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
  return errors;
}

/** Its labels and annotations. */
export function validateTemplateMetadata(field: string, template: PodTemplateSpec | undefined): FieldError[] {
  return [
    ...validateLabels(`${field}.labels`, template?.metadata?.labels),
    ...validateAnnotations(`${field}.annotations`, template?.metadata?.annotations),
  ];
}

/** What is to run for ever restarts always and has no deadline. `owner` is how messages name the controller. */
export function validateRestarting(field: string, template: PodTemplateSpec | undefined, owner: string): FieldError[] {
  const spec = template?.spec;
  if (spec === undefined) return [];
  const errors: FieldError[] = [];
  if (spec.restartPolicy !== 'Always') {
    errors.push(notSupported(`${field}.spec.restartPolicy`, spec.restartPolicy, ['Always']));
  }
  if (spec.activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${owner} is not Supported`;
    errors.push(forbidden(`${field}.spec.activeDeadlineSeconds`, detail));
  }
  return errors;
}
