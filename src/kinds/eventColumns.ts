import { ageOf } from './ageColumn';
import type { ClusterEvent } from './event';
import type { PrinterColumn } from './kind';

export const eventColumns: readonly PrinterColumn<ClusterEvent>[] = [
  { name: 'Last Seen', type: 'string', description: 'How long ago it last happened', value: lastSeen },
  { name: 'Type', type: 'string', description: 'Normal or Warning', value: (event) => event.type ?? '' },
  { name: 'Reason', type: 'string', description: 'What happened, in a word', value: (event) => event.reason ?? '' },
  { name: 'Object', type: 'string', description: 'The object that it happened to', value: target },
  {
    name: 'Subobject',
    type: 'string',
    description: 'The part of the object that it happened to',
    priority: 1,
    value: (event) => event.involvedObject.fieldPath ?? '',
  },
  { name: 'Source', type: 'string', description: 'Who reported it', priority: 1, value: source },
  {
    name: 'Message',
    type: 'string',
    description: 'What happened, in a sentence',
    value: (event) => (event.message ?? '').trim(),
  },
  { name: 'First Seen', type: 'string', description: 'How long ago it first happened', priority: 1, value: firstSeen },
  {
    name: 'Count',
    type: 'string',
    description: 'How often it happened',
    priority: 1,
    value: (event) => event.series?.count ?? (event.count || 1),
  },
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: 'The name of the event',
    priority: 1,
    value: (event) => event.metadata.name,
  },
];

function firstSeen(event: ClusterEvent, now: number): string {
  return ageOf(event.firstTimestamp ?? event.eventTime, now);
}

function lastSeen(event: ClusterEvent, now: number): string {
  if (event.series !== undefined) return ageOf(event.series.lastObservedTime, now);
  return event.lastTimestamp ? ageOf(event.lastTimestamp, now) : firstSeen(event, now);
}

function target({ involvedObject }: ClusterEvent): string {
  const kind = (involvedObject.kind ?? '').toLowerCase();
  return involvedObject.name ? `${kind}/${involvedObject.name}` : kind;
}

function source(event: ClusterEvent): string {
  const component = event.source?.component || event.reportingComponent || '';
  const instance = event.source?.host || event.reportingInstance || '';
  return instance === '' ? component : `${component}, ${instance}`;
}
