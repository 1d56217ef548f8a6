/** What is wrong with a limit range, as Kubernetes' ValidateLimitRange says; keys are looked at in order. */
import type { LimitRangeItem } from 'kubernetes-types/core/v1';
import {
  duplicate,
  type FieldError,
  forbidden,
  type GoText,
  goText,
  invalid,
  invalidEach,
  required,
} from '../fieldError';
import { qualifiedNameErrors } from '../names';
import { containerResourceErrors } from '../pods/validateResources';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity';
import type { LimitRange } from './limitRange';
import { resourceNameErrors } from './resourceNames';

const types: ReadonlySet<string> = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);
type Amounts = Readonly<Record<string, string>>;

export function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (spec.limits ?? []).flatMap((item, index) => {
    const field = `spec.limits[${index}]`;
    const errors = typeErrors(`${field}.type`, item.type);
    if (seen.has(item.type)) errors.push(duplicate(`${field}.type`, item.type));
    seen.add(item.type);
    return [...errors, ...nameErrors(field, item), ...relationErrors(field, item)];
  });
}

function typeErrors(field: string, type: string): FieldError[] {
  const errors = invalidEach(field, type, qualifiedNameErrors(type ?? ''));
  if (errors.length > 0 || type.includes('/') || types.has(type)) return errors;
  return [invalid(field, type, 'must be a standard limit type or fully qualified')];
}

function nameErrors(field: string, item: LimitRangeItem): FieldError[] {
  const check = item.type === 'Pod' || item.type === 'Container' ? containerResourceErrors : resourceNameErrors;
  const names = (list: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio') =>
    sortedKeys(item[list]).flatMap((name) => check(`${field}.${list}[${name}]`, name));
  const errors = [...names('max'), ...names('min')];
  if (item.type === 'Pod') {
    for (const list of ['default', 'defaultRequest'] as const) {
      if (sortedKeys(item[list]).length > 0) {
        errors.push(forbidden(`${field}.${list}`, "may not be specified when `type` is 'Pod'"));
      }
    }
  } else {
    errors.push(...names('default'), ...names('defaultRequest'));
  }
  if (
    item.type === 'PersistentVolumeClaim' &&
    item.min?.['storage'] === undefined &&
    item.max?.['storage'] === undefined
  ) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(`${field}.limits`, detail));
  }
  return [...errors, ...names('maxLimitRequestRatio')];
}

/** Minimum, default request, default and maximum must be in this order. */
function relationErrors(field: string, item: LimitRangeItem): FieldError[] {
  const { min = {}, max = {}, maxLimitRequestRatio: ratios = {} } = item;
  const withDefaults = item.type !== 'Pod';
  const defaults = withDefaults ? (item.default ?? {}) : {};
  const requests = withDefaults ? (item.defaultRequest ?? {}) : {};
  const keys = new Set([min, max, defaults, requests, ratios].flatMap((list) => Object.keys(list)));
  return [...keys].sort().flatMap((key) => {
    const errors: FieldError[] = [];
    const compare = (low: Amounts, lowName: string, high: Amounts, highName: string, at: string, shown: Amounts) => {
      const [a, b] = [low[key], high[key]];
      if (a === undefined || b === undefined || compareQuantities(quantityOf(a), quantityOf(b)) <= 0) return;
      const detail = `${lowName} value ${a} is greater than ${highName} value ${b}`;
      errors.push(invalid(`${field}.${at}[${key}]`, goQuantity(shown[key] ?? '0'), detail));
    };
    compare(min, 'min', max, 'max', 'min', min);
    compare(min, 'min', requests, 'default request', 'defaultRequest', requests);
    compare(requests, 'default request', max, 'max', 'defaultRequest', requests);
    compare(requests, 'default request', defaults, 'default limit', 'defaultRequest', requests);
    compare(min, 'min', defaults, 'default', 'default', min);
    compare(defaults, 'default', max, 'max', 'default', max);
    const place = `${field}.maxLimitRequestRatio[${key}]`;
    return [...errors, ...ratioErrors(place, ratios[key], min[key], max[key])];
  });
}

function ratioErrors(
  field: string,
  ratio: string | undefined,
  min: string | undefined,
  max: string | undefined,
): FieldError[] {
  if (ratio === undefined) return [];
  const value = Number(quantityOf(ratio).nano) / 1e9;
  const errors = value < 1 ? [invalid(field, goQuantity(ratio), `ratio ${ratio} is less than 1`)] : [];
  if (min === undefined || max === undefined) return errors;
  const largest = Number(quantityOf(max).nano) / Number(quantityOf(min).nano);
  if (value <= largest) return errors;
  const detail = `ratio ${ratio} is greater than max/min = ${largest.toFixed(6)}`;
  return [...errors, invalid(field, goQuantity(ratio), detail)];
}

function sortedKeys(list: Amounts | undefined): string[] {
  return Object.keys(list ?? {}).sort();
}

/** Go's notation of a parsed quantity. */
function goQuantity(text: string): GoText {
  const parsed = parseQuantity(text);
  const format = parsed.ok ? parsed.value.format : 'DecimalSI';
  let value = quantityOf(text).nano;
  let scale = -9;
  const suffix = /[numkMGTPE]?$/.exec(text)?.[0] ?? '';
  const wanted =
    format === 'BinarySI' ? 0 : ({ n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }[suffix] ?? 0);
  while (scale < wanted) {
    value /= 10n;
    scale++;
  }
  return goText(
    `resource.Quantity{i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${JSON.stringify(text)}, Format:${JSON.stringify(format)}}`,
  );
}
