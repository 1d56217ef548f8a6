/** What is wrong with a Job, in the words and order of pkg/apis/batch/validation. */
import type { JobSpec, SuccessPolicy } from 'kubernetes-types/batch/v1';
import {
  type FieldError,
  goMap,
  goText,
  invalid,
  notNegative,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../fieldError';
import { labelErrors, qualifiedNameErrors } from '../names';
import { matchesLabelSelector } from '../selector';
import { goSelector, validateLabelSelector } from '../workloads/validateSelector';
import { validatePodTemplate } from '../workloads/validateTemplate';
import { countIndexes } from './indexes';
import type { Job } from './job';
import { CONTROLLER_UID, JOB_NAME, OLD_CONTROLLER_UID, OLD_JOB_NAME } from './jobSelector';
import { validatePodFailurePolicy } from './validatePodFailurePolicy';

const LARGEST_INDEXED = 100_000;
const MANY_COMPLETIONS = 100_000;
const LARGEST_WITH_MANY = 10_000;
const LONGEST_MANAGER = 63;
const MOST_SUCCESS_RULES = 20;
const LONGEST_INDEXES = 64 * 1024;

/** What is wrong with a Job. */
export function validateJob(job: Job): FieldError[] {
  const { spec, metadata } = job;
  const errors = [...validateGeneratedSelector(job), ...validateJobSpec('spec', spec), ...validateSelector(spec)];
  if (spec.completionMode !== 'Indexed' || !spec.completions) return errors;
  const hostname = `${metadata.name}-${spec.completions - 1}`;
  if (labelErrors(hostname).length === 0) return errors;
  const detail = `will not able to create pod with invalid DNS label: ${hostname}`;
  return [...errors, invalid('metadata.name', metadata.name, detail)];
}

function validateGeneratedSelector({ spec, metadata }: Job): FieldError[] {
  if (spec.manualSelector === true || spec.selector === undefined) return [];
  const { uid = '', name = '' } = metadata;
  const expected = { [OLD_CONTROLLER_UID]: uid, [OLD_JOB_NAME]: name, [CONTROLLER_UID]: uid, [JOB_NAME]: name };
  const labels = spec.template.metadata?.labels;
  const errors = Object.entries(expected).flatMap(([key, value]) => {
    const field = `spec.template.metadata.labels[${key}]`;
    if (labels?.[key] === value) return [];
    const detail = `must be '${value}'`;
    return [labels?.[key] === undefined ? required(field, detail) : invalid(field, goMap(labels), detail)];
  });
  if (matchesLabelSelector(spec.selector, expected)) return errors;
  return [...errors, invalid('spec.selector', goSelector(spec.selector), '`selector` not auto-generated')];
}

function validateSelector({ selector, template }: JobSpec): FieldError[] {
  const errors =
    selector === undefined ? [required('spec.selector')] : validateLabelSelector('spec.selector', selector);
  const labels = template.metadata?.labels;
  if (matchesLabelSelector(selector, labels)) return errors;
  return [
    ...errors,
    invalid('spec.template.metadata.labels', goMap(labels), '`selector` does not match template `labels`'),
  ];
}

/** What is wrong with what a Job is to do: of a Job, and of a CronJob's template. */
export function validateJobSpec(field: string, spec: JobSpec): FieldError[] {
  return [
    ...notNegative(`${field}.parallelism`, spec.parallelism),
    ...notNegative(`${field}.completions`, spec.completions),
    ...notNegative(`${field}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
    ...notNegative(`${field}.backoffLimit`, spec.backoffLimit),
    ...notNegative(`${field}.ttlSecondsAfterFinished`, spec.ttlSecondsAfterFinished),
    ...notNegative(`${field}.backoffLimitPerIndex`, spec.backoffLimitPerIndex),
    ...notNegative(`${field}.maxFailedIndexes`, spec.maxFailedIndexes),
    ...(spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined
      ? [required(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')]
      : []),
    ...(spec.managedBy === undefined ? [] : validateManager(`${field}.managedBy`, spec.managedBy)),
    ...validateCompletionMode(field, spec),
    ...(spec.podFailurePolicy === undefined
      ? []
      : validatePodFailurePolicy(`${field}.podFailurePolicy`, spec, spec.podFailurePolicy)),
    ...(spec.successPolicy === undefined ? [] : validateSuccessPolicy(`${field}.successPolicy`, spec)),
    ...validateReplacement(`${field}.podReplacementPolicy`, spec),
    ...validatePodTemplate(`${field}.template`, spec.template),
    ...validateRestartPolicy(`${field}.template.spec.restartPolicy`, spec),
  ];
}

function validateManager(field: string, manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!manager.includes('/')) {
    errors.push(invalid(field, manager, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  } else errors.push(...qualifiedNameErrors(manager).map((detail) => invalid(field, manager, detail)));
  return manager.length > LONGEST_MANAGER ? [...errors, tooLong(field, LONGEST_MANAGER)] : errors;
}

function validateCompletionMode(field: string, spec: JobSpec): FieldError[] {
  const { completionMode, backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode === 'Indexed') return validateIndexed(field, spec);
  if (completionMode !== undefined && completionMode !== 'NonIndexed') {
    return [notSupported(`${field}.completionMode`, completionMode, ['NonIndexed', 'Indexed'])];
  }
  const detail = 'requires indexed completion mode';
  return [
    ...(backoffLimitPerIndex === undefined
      ? []
      : [invalid(`${field}.backoffLimitPerIndex`, backoffLimitPerIndex, detail)]),
    ...(maxFailedIndexes === undefined ? [] : [invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, detail)]),
  ];
}

function validateIndexed(field: string, spec: JobSpec): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes } = spec;
  const errors: FieldError[] = [];
  if (completions === undefined) {
    errors.push(required(`${field}.completions`, 'when completion mode is Indexed'));
  }
  if (parallelism > LARGEST_INDEXED) {
    const detail = `must be less than or equal to ${LARGEST_INDEXED} when completion mode is Indexed`;
    errors.push(invalid(`${field}.parallelism`, parallelism, detail));
  }
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions'));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > LARGEST_INDEXED) {
    const detail = `must be less than or equal to ${LARGEST_INDEXED}`;
    errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, detail));
  }
  if ((completions ?? 0) > MANY_COMPLETIONS && spec.backoffLimitPerIndex !== undefined) {
    errors.push(...validateManyCompletions(field, spec));
  }
  return errors;
}

function validateManyCompletions(field: string, { parallelism = 0, maxFailedIndexes }: JobSpec): FieldError[] {
  const detail = `must be less than or equal to ${LARGEST_WITH_MANY} when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  const errors: FieldError[] = [];
  if (maxFailedIndexes === undefined) {
    const missing = `must be specified when completions is above ${MANY_COMPLETIONS}`;
    errors.push(required(`${field}.maxFailedIndexes`, missing));
  }
  if (parallelism > LARGEST_WITH_MANY) errors.push(invalid(`${field}.parallelism`, parallelism, detail));
  if (maxFailedIndexes !== undefined && maxFailedIndexes > LARGEST_WITH_MANY) {
    errors.push(invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, detail));
  }
  return errors;
}

function validateSuccessPolicy(field: string, spec: JobSpec): FieldError[] {
  const { rules = [] } = spec.successPolicy ?? {};
  if (spec.completionMode !== 'Indexed') {
    const shown = goText(`batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule{${rules.map(goRule).join(', ')}}}`);
    return [invalid(field, shown, 'requires indexed completion mode')];
  }
  const errors: FieldError[] = [];
  if (rules.length === 0) {
    errors.push(required(`${field}.rules`, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > MOST_SUCCESS_RULES) errors.push(tooMany(`${field}.rules`, rules.length, MOST_SUCCESS_RULES));
  return [
    ...errors,
    ...rules.flatMap((rule, index) => validateSuccessRule(`${field}.rules[${index}]`, rule, spec.completions ?? 0)),
  ];
}

type SuccessRule = SuccessPolicy['rules'][number];

/** Simplified: what Go prints for pointers are addresses, which nobody has. */
function goRule({ succeededIndexes, succeededCount }: SuccessRule): string {
  const pointer = (type: string, value: unknown) => `(*${type})(${value === undefined ? 'nil' : '0xc000000000'})`;
  return `batch.SuccessPolicyRule{SucceededIndexes:${pointer('string', succeededIndexes)}, SucceededCount:${pointer('int32', succeededCount)}}`;
}

function validateSuccessRule(field: string, rule: SuccessRule, completions: number): FieldError[] {
  const { succeededIndexes, succeededCount } = rule;
  const errors: FieldError[] = [];
  if (succeededCount === undefined && succeededIndexes === undefined) {
    errors.push(required(field, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let total = 0;
  if (succeededIndexes !== undefined) {
    const place = `${field}.succeededIndexes`;
    if (succeededIndexes.length > LONGEST_INDEXES) errors.push(tooLong(place, LONGEST_INDEXES));
    const counted = countIndexes(succeededIndexes, completions);
    if (counted.ok) total = counted.value;
    else errors.push(invalid(place, succeededIndexes, `error parsing succeededIndexes: ${counted.error}`));
  }
  if (succeededCount === undefined) return errors;
  const place = `${field}.succeededCount`;
  errors.push(...notNegative(place, succeededCount));
  const atMost = (limit: number, what: string): string =>
    `must be less than or equal to ${limit} (the number of ${what})`;
  if (succeededCount > completions) {
    errors.push(invalid(place, succeededCount, atMost(completions, 'specified completions')));
  }
  if (succeededIndexes !== undefined && succeededCount > total) {
    const what = 'indexes in the specified succeededIndexes field';
    errors.push(invalid(place, succeededCount, atMost(total, what)));
  }
  return errors;
}

function validateReplacement(field: string, { podReplacementPolicy, podFailurePolicy }: JobSpec): FieldError[] {
  if (podReplacementPolicy === undefined) return [];
  const supported = podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return supported.includes(podReplacementPolicy) ? [] : [notSupported(field, podReplacementPolicy, supported)];
}

function validateRestartPolicy(field: string, { template, podFailurePolicy }: JobSpec): FieldError[] {
  const policy = template.spec?.restartPolicy ?? '';
  if (policy === 'Always' || policy === '') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(field, policy, ['OnFailure', 'Never'])];
  if (podFailurePolicy === undefined || policy === 'Never') return [];
  return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}
