/** A line of klog's, as client-go and kubectl write them to standard error. */
import { formatTime } from '../../../base/time';
import type { Process } from '../../../engine/processes/process';

/** `W0105 09:00:01.080000      42 helpers.go:702] message`, with its line end. @param place file and line */
export function logLine({ clock, pid }: Process, level: 'E' | 'W' | 'I', place: string, message: string): string {
  const time = formatTime(clock.now);
  const micros = String(Math.floor((clock.now % 1000) * 1000)).padStart(6, '0');
  const moment = `${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 19)}.${micros}`;
  return `${level}${moment} ${String(pid).padStart(7)} ${place}] ${message}\n`;
}
