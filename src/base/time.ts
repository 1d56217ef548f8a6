/** Words for moments and durations. A moment is milliseconds since 1970; nothing here reads the machine's clock. */
import { hash32 } from './hash';

/** The second that was written last: many things happen in one. */
let latest = { second: Number.NaN, text: '' };

/** RFC 3339 to the second, as metav1.Time is written: `2026-01-01T00:00:00Z`. */
export function formatTime(moment: number): string {
  const second = Math.floor(moment / 1000);
  if (second !== latest.second) latest = { second, text: `${new Date(moment).toISOString().slice(0, 19)}Z` };
  return latest.text;
}

/** RFC 3339 with microseconds, as metav1.MicroTime is written (leases). */
export function formatMicroTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 23)}000Z`;
}

/**
 * RFC 3339 with nanoseconds and without zeros at the end, as Docker writes times. Those below a microsecond are made up,
 * always the same ones for the same moment.
 */
export function formatNanoTime(moment: number): string {
  const micro = Math.floor((moment - Math.floor(moment)) * 1000);
  const nano = hash32(String(moment)) % 1_000_000;
  const digits = `${new Date(moment).toISOString().slice(20, 23)}${String(micro === 0 ? nano : micro * 1000).padStart(6, '0')}`;
  const fraction = digits.replace(/0+$/, '');
  return `${new Date(moment).toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** RFC 1123 with a numeric zone, as `kubectl describe` prints: `Sat, 21 Nov 2026 07:31:23 +0000`. */
export function formatLongTime(moment: number): string {
  return new Date(moment).toUTCString().replace('GMT', '+0000');
}

/** The moment that an RFC 3339 text names; undefined when it is none. */
export function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

/** A duration the way kubectl's AGE column shows it (apimachinery's HumanDuration). */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return hours % 24 === 0 ? `${days}d` : `${days}d${hours % 24}h`;
  if (days < 730) return `${days}d`;
  const years = Math.trunc(days / 365);
  if (days < 2920) return days % 365 === 0 ? `${years}y` : `${years}y${days % 365}d`;
  return `${years}y`;
}

/** A moment as a calendar and a clock show it in UTC. */
export interface CivilTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export function civilTime(moment: number): CivilTime {
  const date = new Date(moment);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}
