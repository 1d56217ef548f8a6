import type { Dictionary } from './en';
import { fill } from './format';

/** A length of time as people say it: `25 min`, `2 h`, `4 h 10 min`. */
export function sayDuration(t: Dictionary, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return fill(t.journey.minutes, { minutes: rest });
  return fill(rest === 0 ? t.journey.hours : t.journey.hoursMinutes, { hours, minutes: rest });
}
