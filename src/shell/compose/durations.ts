/** Go's durations, as compose files write them and `compose config` prints them. */
import { parseDuration } from '../flags/flag';

/** Nanoseconds; undefined when the text is no duration. A bare number is taken as seconds, as compose does. */
export function nanoseconds(value: unknown): number | undefined {
  const text = typeof value === 'number' ? `${value}s` : String(value ?? '');
  const milliseconds = parseDuration(text);
  return milliseconds === undefined ? undefined : Math.round(milliseconds * 1e6);
}

/** `1m30s`, as Go prints a duration of so many nanoseconds. */
export function durationText(value: number): string {
  if (value === 0) return '0s';
  const seconds = value / 1e9;
  if (seconds < 1) return value >= 1e6 ? `${value / 1e6}ms` : value >= 1e3 ? `${value / 1e3}µs` : `${value}ns`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.round((seconds % 60) * 1e9) / 1e9;
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}
