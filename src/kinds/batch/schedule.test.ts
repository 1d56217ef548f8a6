import { describe, expect, it } from 'vitest';
import { formatTime, parseTime } from '../../base/time';
import { formatTimeIn, isTimeZone } from '../../base/timeZone';
import { parseSchedule } from './schedule';

/** The next moments of a schedule, as its zone's clocks show them. */
function next(text: string, from: string, count = 1, zone = 'UTC'): string[] {
  const schedule = parseSchedule(text, zone);
  if (!schedule.ok) return [schedule.error];
  const moments: string[] = [];
  let moment: number | undefined = parseTime(from);
  while (moments.length < count && moment !== undefined) {
    moment = schedule.value.next(moment);
    if (moment !== undefined) moments.push(formatTimeIn(zone, moment));
  }
  return moments;
}

describe('a cron schedule', () => {
  it.each([
    ['*/20 * * * *', ['2026-01-05T09:20:00Z', '2026-01-05T09:40:00Z', '2026-01-05T10:00:00Z']],
    ['5/25 8-9 * * mon-fri', ['2026-01-05T09:05:00Z', '2026-01-05T09:30:00Z', '2026-01-05T09:55:00Z']],
    ['0 0 29 feb *', ['2028-02-29T00:00:00Z', '2032-02-29T00:00:00Z']],
    ['0 12 13 * FRI', ['2026-01-09T12:00:00Z', '2026-01-13T12:00:00Z', '2026-01-16T12:00:00Z']],
    ['0 12 ? * 1', ['2026-01-05T12:00:00Z', '2026-01-12T12:00:00Z']],
    ['@hourly', ['2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z']],
    ['@every 1h30m', ['2026-01-05T10:30:00Z', '2026-01-05T12:00:00Z']],
    ['0 0 31 2 *', []],
  ])('%s comes at its times', (text, moments) => {
    expect(next(text, '2026-01-05T09:00:00Z', Math.max(1, moments.length))).toEqual(moments);
  });

  it('keeps to the clocks of its time zone, over their leaps as well', () => {
    expect(next('30 9 * * *', '2026-01-05T00:10:00Z', 1, 'Asia/Seoul')).toEqual(['2026-01-05T09:30:00+09:00']);
    expect(next('30 2 * * *', '2026-03-28T12:00:00Z', 2, 'Europe/Berlin')).toEqual([
      '2026-03-30T02:30:00+02:00',
      '2026-03-31T02:30:00+02:00',
    ]);
    expect(['Asia/Seoul', 'UTC', 'asia/seoul', 'Mars/Base', '+09:00'].map(isTimeZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(formatTime(parseTime(formatTimeIn('America/Sao_Paulo', 0)) ?? 1)).toBe('1970-01-01T00:00:00Z');
  });

  it.each([
    ['', 'empty spec string'],
    ['wrong', 'expected exactly 5 fields, found 1: [wrong]'],
    ['* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['5-2 * * * *', 'beginning of range (5) beyond end of range (2): 5-2'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['@often', 'unrecognized descriptor: @often'],
    ['@every day', 'failed to parse duration @every day: time: invalid duration "day"'],
  ])('"%s" is refused: %s', (text, error) => {
    expect(next(text, '2026-01-05T09:00:00Z')).toEqual([error]);
  });
});
