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

/** What the server prints of kinds that it has no columns for. */
export const createdAtColumn: PrinterColumn<ClusterObject> = {
  name: 'Created At',
  type: 'date',
  description: 'When the object was created',
  value: (object) => object.metadata.creationTimestamp ?? '',
};

export const ageColumn: PrinterColumn<ClusterObject> = {
  name: 'Age',
  type: 'string',
  description: 'Time since the object was created',
  value: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};
