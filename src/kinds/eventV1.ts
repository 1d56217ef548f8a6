/** events.k8s.io/v1 Event: the newer view of the same events. */
import type { EventSeries, EventSource, ObjectReference } from 'kubernetes-types/core/v1';
import { type ClusterEvent, eventKind } from './event';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

interface EventV1 extends ClusterObject {
  regarding?: ObjectReference;
  note?: string;
  reportingController?: string;
  deprecatedSource?: EventSource;
  deprecatedFirstTimestamp?: string | null;
  deprecatedLastTimestamp?: string | null;
  deprecatedCount?: number;
  series?: EventSeries;
}

const { kind, plural, singular, namespaced, shortNames, columns } = eventKind;

export const eventV1Kind = defineKind<EventV1>({
  group: 'events.k8s.io',
  version: 'v1',
  kind,
  plural,
  singular,
  namespaced,
  schema: 'io.k8s.api.events.v1.Event',
  shortNames,
  // Tables are made of the events as they are kept.
  columns: columns as never,
  keptAs: {
    kind: eventKind,
    toKept: (object) => toCore(object as EventV1),
    fromKept: (object) => fromCore(object as ClusterEvent),
  },
});

function toCore(event: EventV1): ClusterEvent {
  const {
    regarding,
    note,
    reportingController,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    ...rest
  } = event;
  return {
    ...rest,
    apiVersion: 'v1',
    involvedObject: regarding ?? {},
    ...(note === undefined ? {} : { message: note }),
    ...(reportingController === undefined ? {} : { reportingComponent: reportingController }),
    source: deprecatedSource ?? {},
    firstTimestamp: deprecatedFirstTimestamp ?? null,
    lastTimestamp: deprecatedLastTimestamp ?? null,
    ...(deprecatedCount === undefined ? {} : { count: deprecatedCount }),
  };
}

function fromCore(event: ClusterEvent): EventV1 {
  const { involvedObject, message, reportingComponent, source, firstTimestamp, lastTimestamp, count, ...rest } = event;
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    ...(message === undefined ? {} : { note: message }),
    ...(reportingComponent === undefined ? {} : { reportingController: reportingComponent }),
    deprecatedSource: source ?? {},
    deprecatedFirstTimestamp: firstTimestamp ?? null,
    deprecatedLastTimestamp: lastTimestamp ?? null,
    ...(count === undefined ? {} : { deprecatedCount: count }),
  };
}
