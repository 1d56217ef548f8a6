/** Moments as servers write them; a moment is milliseconds since 1970. */
import { formatLongTime, formatMicroTime, formatTime } from '../../../base/time';

/** An HTTP header's date: `Sat, 21 Nov 2026 07:31:23 GMT`. */
export function httpDate(moment: number): string {
  return formatLongTime(moment).replace('+0000', 'GMT');
}

/** The common log format's date: `21/Nov/2026:07:31:23 +0000`. */
export function accessLogTime(moment: number): string {
  const [, day, month, year, time, zone] = formatLongTime(moment).split(' ');
  return `${day}/${month}/${year}:${time} ${zone}`;
}

/** nginx's error log: `2026/11/21 07:31:23`. */
export function nginxTime(moment: number): string {
  return formatTime(moment).slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

/** Apache's error log: `Sat Nov 21 07:31:23.123000 2026`. */
export function apacheTime(moment: number): string {
  const [weekday, day, month, year] = formatLongTime(moment).split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${day} ${formatMicroTime(moment).slice(11, 26)} ${year}`;
}

/** klog's header: `I1121 07:31:23.123000       1 `. */
export function klogHeader(moment: number, severity: 'I' | 'W' | 'E' = 'I'): string {
  const text = formatMicroTime(moment);
  return `${severity}${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 26)}       1 `;
}
