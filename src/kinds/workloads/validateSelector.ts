import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { type FieldError, forbidden, type GoText, goMap, goText, invalid, invalidEach, required } from '../fieldError';
import { validateLabels } from '../metadata/validateMetadata';
import { labelValueErrors, qualifiedNameErrors } from '../names';

/** What is wrong with a LabelSelector. */
export function validateLabelSelector(field: string, selector: LabelSelector | undefined): FieldError[] {
  const expressions = (selector?.matchExpressions ?? []).flatMap(({ key = '', operator = '', values = [] }, index) => {
    const place = `${field}.matchExpressions[${index}]`;
    return [
      ...operatorErrors(place, operator, values.length),
      ...invalidEach(`${place}.key`, key, qualifiedNameErrors(key)),
      ...values.flatMap((value, i) => invalidEach(`${place}.values[${i}]`, value, labelValueErrors(value))),
    ];
  });
  return [...validateLabels(`${field}.matchLabels`, selector?.matchLabels), ...expressions];
}

/** A LabelSelector in Go's notation, as errors show it. */
export function goSelector(selector: LabelSelector | undefined): GoText {
  const expressions = selector?.matchExpressions;
  const list = expressions?.map(({ key, operator, values }) => {
    const texts =
      values === undefined ? '[]string(nil)' : `[]string{${values.map((one) => JSON.stringify(one)).join(', ')}}`;
    return `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${texts}}`;
  });
  const requirements = `[]v1.LabelSelectorRequirement${list === undefined ? '(nil)' : `{${list.join(', ')}}`}`;
  return goText(
    `v1.LabelSelector{MatchLabels:${goMap(selector?.matchLabels).goText}, MatchExpressions:${requirements}}`,
  );
}

function operatorErrors(field: string, operator: string, count: number): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? [] : [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return count === 0
        ? []
        : [forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalid(`${field}.operator`, operator, 'not a valid selector operator')];
  }
}
