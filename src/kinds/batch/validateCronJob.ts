/** What is wrong with a CronJob, in the words and order of pkg/apis/batch/validation. */
import type { JobSpec, JobTemplateSpec } from 'kubernetes-types/batch/v1';
import { isTimeZone } from '../../base/timeZone';
import { type FieldError, invalid, notNegative, notSupported, oneOf, required } from '../fieldError';
import { goSelector } from '../workloads/validateSelector';
import type { CronJob } from './cronJob';
import { parseSchedule } from './schedule';
import { validateJobSpec } from './validateJob';

/** Jobs are named after it, with eleven more characters. */
const LONGEST_NAME = 52;

export function validateCronJob(cronJob: CronJob): FieldError[] {
  const { spec, metadata } = cronJob;
  const errors = [
    ...(spec.schedule ? validateSchedule('spec.schedule', spec.schedule) : [required('spec.schedule')]),
    ...notNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...(spec.timeZone === undefined ? [] : validateTimeZone('spec.timeZone', spec.timeZone)),
    ...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']),
    ...validateJobTemplate('spec.jobTemplate', spec.jobTemplate),
    ...notNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...notNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  ];
  const { name = '' } = metadata;
  if (name.length <= LONGEST_NAME) return errors;
  return [...errors, invalid('metadata.name', name, `must be no more than ${LONGEST_NAME} characters`)];
}

function validateSchedule(field: string, schedule: string): FieldError[] {
  const errors: FieldError[] = [];
  const zone = /^(?:CRON_)?TZ=(\S*)\s+(.*)$/.exec(schedule);
  const parsed = parseSchedule(zone?.[2] ?? schedule);
  if (zone !== null && !isTimeZone(zone[1] ?? '')) {
    errors.push(invalid(field, schedule, `provided bad location ${zone[1]}: unknown time zone ${zone[1]}`));
  } else if (!parsed.ok) errors.push(invalid(field, schedule, parsed.error));
  if (schedule.includes('TZ')) {
    errors.push(invalid(field, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  }
  return errors;
}

function validateTimeZone(field: string, zone: string): FieldError[] {
  if (zone === '') return [invalid(field, zone, 'timeZone must be nil or non-empty string')];
  const unknown = invalid(field, zone, `unknown time zone ${zone}`);
  const wellFormed = zone
    .split('/')
    .every((part) => /^[A-Za-z.\-_0-9+]{1,14}$/.test(part) && part !== '.' && part !== '..' && !part.startsWith('-'));
  if (!wellFormed) return [unknown];
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    return [invalid(field, zone, detail), ...(zone === 'Local' ? [] : [unknown])];
  }
  return isTimeZone(zone) ? [] : [unknown];
}

function validateJobTemplate(field: string, template: JobTemplateSpec): FieldError[] {
  const spec = template.spec ?? ({ template: {} } as JobSpec);
  const errors = validateJobSpec(`${field}.spec`, spec);
  if (spec.selector !== undefined) {
    errors.push(invalid(`${field}.spec.selector`, goSelector(spec.selector), '`selector` will be auto-generated'));
  }
  if (spec.manualSelector === true) {
    errors.push(notSupported(`${field}.spec.manualSelector`, spec.manualSelector, ['nil', 'false']));
  }
  return errors;
}
