import { humanDuration, parseTime } from '../base/time';
import type { PrinterColumn } from './kind';
import type { ClusterObject } from './object';

/** How long ago a timestamp was, as the server's printers say it; `<unknown>` when there is none. */
export function ageOf(timestamp: string | null | undefined, now: number): string {
  const moment = parseTime(timestamp ?? undefined);
  return moment === undefined ? '<unknown>' : humanDuration(now - moment);
}

export const nameColumn: PrinterColumn<ClusterObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'The name of the object, unique within its namespace',
  value: (object) => object.metadata.name,
};

export const ageColumn: PrinterColumn<ClusterObject> = {
  name: 'Age',
  type: 'string',
  description: 'Time since the object was created',
  value: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};
