/** The world's time zones: offsets from UTC, as the platform's time zone database has them. */

import { formatTime, parseTime } from './time';

interface Zone {
  readonly format: Intl.DateTimeFormat;
}

const known = new Map<string, Zone | undefined>();

/** Whether there is a time zone of exactly this name (`Asia/Seoul`; upper and lower case count). */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== undefined;
}

/** How many milliseconds the zone's clocks are ahead of UTC at that moment; 0 for a zone that isn't known. */
export function timeZoneOffset(name: string, moment: number): number {
  if (name === 'UTC') return 0;
  const zone = zoneOf(name);
  if (zone === undefined) return 0;
  const second = Math.floor(moment / 1000) * 1000;
  const part = new Map<string, string>(zone.format.formatToParts(second).map(({ type, value }) => [type, value]));
  const there = `${part.get('year')}-${part.get('month')}-${part.get('day')}`;
  const clock = `${part.get('hour')}:${part.get('minute')}:${part.get('second')}`;
  return (parseTime(`${there}T${clock}Z`) ?? second) - second;
}

/** RFC 3339 with the zone's offset: `2026-01-05T18:00:00+09:00`; `Z` where it is none. */
export function formatTimeIn(zone: string, moment: number): string {
  const offset = timeZoneOffset(zone, moment);
  const text = formatTime(moment + offset).slice(0, 19);
  if (offset === 0) return `${text}Z`;
  const minutes = Math.abs(offset) / 60_000;
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, '0');
  return `${text}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function zoneOf(name: string): Zone | undefined {
  if (!known.has(name)) known.set(name, makeZone(name));
  return known.get(name);
}

function makeZone(name: string): Zone | undefined {
  // Offsets such as `+09:00` are zones to the platform, but no names in the database.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const found = format.resolvedOptions().timeZone;
    // The platform takes names in any case; the database's files do not.
    const otherCase = found !== name && found.toLowerCase() === name.toLowerCase();
    return otherCase ? undefined : { format };
  } catch {
    return undefined;
  }
}
