import type { CrossVersionObjectReference } from 'kubernetes-types/autoscaling/v2';
import { type FieldError, invalidEach, required } from '../fieldError';
import { pathSegmentErrors } from '../names';

/** A reference by kind and name. */
export function validateReference(field: string, reference: CrossVersionObjectReference | undefined): FieldError[] {
  const { kind, name } = reference ?? {};
  return [
    ...(kind ? invalidEach(`${field}.kind`, kind, pathSegmentErrors(kind)) : [required(`${field}.kind`)]),
    ...(name ? invalidEach(`${field}.name`, name, pathSegmentErrors(name)) : [required(`${field}.name`)]),
  ];
}
