import type { EventSeries, EventSource, ObjectReference } from 'kubernetes-types/core/v1';
import { eventColumns } from './eventColumns';
import { invalid } from './fieldError';
import { defineKind } from './kind';
import type { ClusterObject } from './object';

/** core/v1 Event. */
export interface ClusterEvent extends ClusterObject {
  involvedObject: ObjectReference;
  reason?: string;
  message?: string;
  source?: EventSource;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  count?: number;
  type?: string;
  eventTime?: string | null;
  series?: EventSeries;
  action?: string;
  related?: ObjectReference;
  reportingComponent?: string;
  reportingInstance?: string;
}

export const eventKind = defineKind<ClusterEvent>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Event',
  shortNames: ['ev'],
  selectableFields: {
    'involvedObject.kind': (event) => event.involvedObject.kind ?? '',
    'involvedObject.namespace': (event) => event.involvedObject.namespace ?? '',
    'involvedObject.name': (event) => event.involvedObject.name ?? '',
    'involvedObject.uid': (event) => event.involvedObject.uid ?? '',
    'involvedObject.apiVersion': (event) => event.involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': (event) => event.involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': (event) => event.involvedObject.fieldPath ?? '',
    reason: (event) => event.reason ?? '',
    reportingComponent: (event) => event.reportingComponent ?? '',
    source: (event) => event.source?.component || (event.reportingComponent ?? ''),
    type: (event) => event.type ?? '',
  },
  setDefaults(event) {
    event.source ??= {};
    event.firstTimestamp ??= null;
    event.lastTimestamp ??= null;
    event.eventTime ??= null;
    event.reportingComponent ??= '';
    event.reportingInstance ??= '';
  },
  validate(event) {
    const { namespace = '' } = event.involvedObject ?? {};
    const own = event.metadata.namespace ?? '';
    const matches = namespace === own || (namespace === '' && (own === 'default' || own === 'kube-system'));
    return matches ? [] : [invalid('involvedObject.namespace', namespace, 'does not match event.namespace')];
  },
  columns: eventColumns,
});
