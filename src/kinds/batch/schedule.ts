/** Cron schedules as Kubernetes reads them (robfig/cron's standard parser): five fields, names, and `@hourly` and its like. */
import { fail, ok, type Result } from '../../base/result';
import { type CivilTime, civilTime } from '../../base/time';
import { timeZoneOffset } from '../../base/timeZone';

/** When something is due. */
export interface Schedule {
  /** The first moment after that one; undefined when there is none within five years. */
  next(after: number): number | undefined;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const SEARCH_YEARS = 5;

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  /** Names of the values, the first one's first. */
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const BOUNDS: readonly Bounds[] = [
  { minimum: 0, maximum: 59, names: [] },
  { minimum: 0, maximum: 23, names: [] },
  { minimum: 1, maximum: 31, names: [] },
  { minimum: 1, maximum: 12, names: MONTHS },
  { minimum: 0, maximum: 6, names: WEEKDAYS },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** A field's values, and whether it says nothing (`*`). */
interface Field {
  readonly values: ReadonlySet<number>;
  readonly any: boolean;
}

/** Reads a schedule that is kept in a time zone. The error is the parser's own sentence. */
export function parseSchedule(text: string, timeZone = 'UTC'): Result<Schedule, string> {
  if (text === '') return fail('empty spec string');
  if (text.startsWith('@')) {
    if (text.startsWith('@every ')) return parseEvery(text);
    const fields = DESCRIPTORS[text];
    return fields === undefined ? fail(`unrecognized descriptor: ${text}`) : parseFields(fields, timeZone);
  }
  return parseFields(text, timeZone);
}

function parseFields(text: string, timeZone: string): Result<Schedule, string> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length !== BOUNDS.length) {
    return fail(`expected exactly 5 fields, found ${words.length}: [${words.join(' ')}]`);
  }
  const fields: Field[] = [];
  for (const [index, bounds] of BOUNDS.entries()) {
    const field = parseField(words[index] ?? '', bounds);
    if (!field.ok) return field;
    fields.push(field.value);
  }
  const [minutes, hours, days, months, weekdays] = fields as [Field, Field, Field, Field, Field];
  return ok(new FieldSchedule({ minutes, hours, days, months, weekdays }, timeZone));
}

function parseField(text: string, bounds: Bounds): Result<Field, string> {
  const values = new Set<number>();
  let any = false;
  for (const part of text.split(',').filter((one) => one !== '')) {
    const range = parseRange(part, bounds);
    if (!range.ok) return range;
    const { from, to, step, star } = range.value;
    for (let value = from; value <= to; value += step) values.add(value);
    any ||= star;
  }
  return ok({ values, any });
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly star: boolean;
}

function parseRange(text: string, bounds: Bounds): Result<Range, string> {
  const [base = '', stepText, ...moreSteps] = text.split('/');
  const [low = '', high, ...moreHyphens] = base.split('-');
  const { minimum, maximum } = bounds;
  let star = low === '*' || low === '?';
  let [from, to, step] = [minimum, maximum, 1];
  if (!star) {
    const first = numberOrName(low, bounds);
    if (!first.ok) return first;
    from = first.value;
    to = from;
    if (moreHyphens.length > 0) return fail(`too many hyphens: ${text}`);
    if (high !== undefined) {
      const last = numberOrName(high, bounds);
      if (!last.ok) return last;
      to = last.value;
    }
  }
  if (moreSteps.length > 0) return fail(`too many slashes: ${text}`);
  if (stepText !== undefined) {
    const read = number(stepText);
    if (!read.ok) return read;
    step = read.value;
    // `5/15` goes on to the end.
    if (high === undefined) to = maximum;
    if (step > 1) star = false;
  }
  if (from < minimum) return fail(`beginning of range (${from}) below minimum (${minimum}): ${text}`);
  if (to > maximum) return fail(`end of range (${to}) above maximum (${maximum}): ${text}`);
  if (from > to) return fail(`beginning of range (${from}) beyond end of range (${to}): ${text}`);
  if (step === 0) return fail(`step of range should be a positive number: ${text}`);
  return ok({ from, to, step, star });
}

function numberOrName(text: string, { names, minimum }: Bounds): Result<number, string> {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? number(text) : ok(index + minimum);
}

function number(text: string): Result<number, string> {
  if (!/^[+-]?[0-9]+$/.test(text)) {
    return fail(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const value = Number(text);
  return value < 0 ? fail(`negative number (${value}) not allowed: ${text}`) : ok(value);
}

const UNITS: Readonly<Record<string, number>> = {
  h: HOUR,
  m: MINUTE,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};

/** `@every 1h30m`: rounded to seconds, at least one. */
function parseEvery(text: string): Result<Schedule, string> {
  const words = text.slice('@every '.length);
  const delay = durationOf(words);
  if (!delay.ok) return fail(`failed to parse duration ${text}: ${delay.error}`);
  const seconds = Math.max(1, Math.trunc(delay.value / 1000));
  return ok({ next: (after) => Math.floor(after / 1000) * 1000 + seconds * 1000 });
}

function durationOf(text: string): Result<number, string> {
  const wrong = `time: invalid duration ${JSON.stringify(text)}`;
  const match = /^([+-]?)((?:[0-9]*\.?[0-9]*[a-zµ]+)+)$/.exec(text);
  if (match === null) {
    return fail(/^[+-]?[0-9.]+$/.test(text) ? `time: missing unit in duration ${JSON.stringify(text)}` : wrong);
  }
  let sum = 0;
  for (const [, amount = '', unit = ''] of (match[2] ?? '').matchAll(/([0-9]*\.?[0-9]*)([a-zµ]+)/g)) {
    const factor = UNITS[unit];
    if (amount === '' || amount === '.') return fail(wrong);
    if (factor === undefined)
      return fail(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
    sum += Number(amount) * factor;
  }
  return ok(match[1] === '-' ? -sum : sum);
}

interface Fields {
  readonly minutes: Field;
  readonly hours: Field;
  readonly days: Field;
  readonly months: Field;
  readonly weekdays: Field;
}

class FieldSchedule implements Schedule {
  readonly #fields: Fields;
  readonly #timeZone: string;

  constructor(fields: Fields, timeZone: string) {
    this.#fields = fields;
    this.#timeZone = timeZone;
  }

  /** Goes forward in the zone's own time: to the next day, hour or minute that fits. What a leap of clocks skips is skipped. */
  next(after: number): number | undefined {
    let moment = Math.floor(after / MINUTE) * MINUTE + MINUTE;
    const end = moment + SEARCH_YEARS * 366 * DAY;
    while (moment < end) {
      const local = moment + timeZoneOffset(this.#timeZone, moment);
      const time = civilTime(local);
      if (!this.#fitsDay(time)) moment += DAY - mod(local, DAY);
      else if (!this.#fields.hours.values.has(time.hour)) moment += HOUR - mod(local, HOUR);
      else if (!this.#fields.minutes.values.has(time.minute)) moment += MINUTE;
      else return moment;
    }
    return undefined;
  }

  /** Days of the month and of the week both count where both say something; then either will do. */
  #fitsDay(time: CivilTime): boolean {
    const { months, days, weekdays } = this.#fields;
    if (!months.values.has(time.month)) return false;
    const day = days.values.has(time.day);
    const weekday = weekdays.values.has(time.weekday);
    return days.any || weekdays.any ? day && weekday : day || weekday;
  }
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
