import type { Dictionary } from './en';
import { fill } from './format';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How old something is, in its largest unit: `45 s`, `3 min`, `2 h`, `5 d`. In milliseconds. */
export function sayAge(t: Dictionary, milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const say = (template: string, unit: number) => fill(template, { value: Math.floor(seconds / unit) });
  if (seconds < MINUTE) return say(t.time.secondsShort, 1);
  if (seconds < HOUR) return say(t.time.minutesShort, MINUTE);
  return seconds < DAY ? say(t.time.hoursShort, HOUR) : say(t.time.daysShort, DAY);
}

/** A length of time as people say it: `25 min`, `2 h`, `4 h 10 min`. */
export function sayDuration(t: Dictionary, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return fill(t.journey.minutes, { minutes: rest });
  return fill(rest === 0 ? t.journey.hours : t.journey.hoursMinutes, { hours, minutes: rest });
}
