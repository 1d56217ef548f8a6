import type { JobSpec, PodFailurePolicy } from 'kubernetes-types/batch/v1';
import {
  duplicate,
  type FieldError,
  goText,
  invalid,
  invalidEach,
  invalidWithoutValue,
  notSupported,
  required,
  tooMany,
} from '../fieldError';
import { qualifiedNameErrors } from '../names';

type Rule = PodFailurePolicy['rules'][number];
type ExitCodes = NonNullable<Rule['onExitCodes']>;
type Conditions = NonNullable<Rule['onPodConditions']>;

const MOST_RULES = 20;
const MOST_VALUES = 255;
const MOST_PATTERNS = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

/** What is wrong with a Job's rules for pods that failed. */
export function validatePodFailurePolicy(field: string, spec: JobSpec, { rules = [] }: PodFailurePolicy): FieldError[] {
  const { containers = [], initContainers = [] } = spec.template.spec ?? {};
  const names = new Set([...containers, ...initContainers].map((container) => container.name));
  return [
    ...(rules.length > MOST_RULES ? [tooMany(`${field}.rules`, rules.length, MOST_RULES)] : []),
    ...rules.flatMap((rule, index) => validateRule(`${field}.rules[${index}]`, spec, rule, names)),
  ];
}

function validateRule(field: string, spec: JobSpec, rule: Rule, containers: ReadonlySet<string>): FieldError[] {
  const { action, onExitCodes, onPodConditions = [] } = rule;
  const errors = oneOfWords(`${field}.action`, action, ACTIONS);
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    errors.push(invalid(`${field}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  }
  if (onExitCodes !== undefined) errors.push(...validateExitCodes(`${field}.onExitCodes`, onExitCodes, containers));
  errors.push(...validateConditions(`${field}.onPodConditions`, onPodConditions));
  if (onExitCodes !== undefined && onPodConditions.length > 0) {
    errors.push(invalidWithoutValue(field, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (onExitCodes === undefined && onPodConditions.length === 0) {
    errors.push(invalidWithoutValue(field, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

function validateExitCodes(field: string, codes: ExitCodes, containers: ReadonlySet<string>): FieldError[] {
  const { operator, containerName, values = [] } = codes;
  const errors = oneOfWords(`${field}.operator`, operator, OPERATORS);
  if (containerName !== undefined && !containers.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${field}.containerName`, containerName, detail));
  }
  const shown = goText(`[]int32{${values.join(', ')}}`);
  const place = `${field}.values`;
  if (values.length === 0) errors.push(invalid(place, shown, 'at least one value is required'));
  else if (values.length > MOST_VALUES) errors.push(tooMany(place, values.length, MOST_VALUES));
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(`${place}[${index}]`, value, 'must not be 0 for the In operator'));
    }
    if (seen.has(value)) errors.push(duplicate(`${place}[${index}]`, value));
    seen.add(value);
  }
  const ordered = values.every((value, index) => index === 0 || (values[index - 1] ?? 0) <= value);
  return ordered ? errors : [...errors, invalid(place, shown, 'must be ordered')];
}

function validateConditions(field: string, conditions: Conditions): FieldError[] {
  return [
    ...(conditions.length > MOST_PATTERNS ? [tooMany(field, conditions.length, MOST_PATTERNS)] : []),
    ...conditions.flatMap(({ type = '', status }, index) => [
      ...invalidEach(`${field}[${index}].type`, type, qualifiedNameErrors(type)),
      ...oneOfWords(`${field}[${index}].status`, status, STATUSES),
    ]),
  ];
}

/** A word that must be one of a few; when it is missing, the message says which there are. */
function oneOfWords(field: string, word: string | undefined, supported: readonly string[]): FieldError[] {
  const list = supported.map((one) => JSON.stringify(one)).join(' ');
  if (!word) return [required(field, `valid values: [${list}]`)];
  return supported.includes(word) ? [] : [notSupported(field, word, supported)];
}
