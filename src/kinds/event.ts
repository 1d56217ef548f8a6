import type { EventSeries, EventSource, ObjectReference } from 'kubernetes-types/core/v1';
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
