/** The events of an object, as the last part of its description. */
import type { Event } from 'kubernetes-types/core/v1';
import { parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterObject } from '../../../kinds/object';
import type { DescribeContext } from './describer';
import { ageOf } from './metadata';
import { listRelated } from './related';

/**
 * Asks for them and writes them, oldest first. Nothing is written when they cannot be had. `more`: what else the object's
 * UID is thought to be.
 */
export function* writeEvents(
  context: DescribeContext,
  object: ClusterObject,
  more: readonly string[] = [],
): Routine<void> {
  const events = yield* eventsOf(context, object, object.metadata.uid);
  if (events === undefined) return;
  const all = [...events];
  for (const uid of more) all.push(...((yield* eventsOf(context, object, uid)) ?? []));
  writeEventList(context, all);
}

function* eventsOf(
  context: DescribeContext,
  object: ClusterObject,
  uid: string | undefined,
): Routine<readonly Event[] | undefined> {
  const { name, namespace = '' } = object.metadata;
  const fields = [
    `involvedObject.name=${name}`,
    ...(namespace === '' ? [] : [`involvedObject.namespace=${namespace}`]),
    `involvedObject.kind=${object.kind}`,
    ...(uid === undefined ? [] : [`involvedObject.uid=${uid}`]),
  ];
  const path = namespace === '' ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  const found = yield* listRelated<Event>(context, path, { fieldSelector: fields.join(',') });
  return found.ok ? found.value : undefined;
}

function writeEventList({ out, now }: DescribeContext, events: readonly Event[]): void {
  if (events.length === 0) {
    out.line(0, 'Events:\t<none>');
    return;
  }
  out.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage');
  out.line(1, '----\t------\t----\t----\t-------');
  const sorted = [...events].sort((a, b) => lastMoment(a) - lastMoment(b));
  for (const event of sorted) {
    const source = event.source?.component ?? event.reportingComponent ?? '';
    const cells = [event.type, event.reason, eventInterval(event, now), source, event.message?.trim()];
    out.line(1, cells.map((cell) => cell ?? '').join('\t'));
  }
}

/** As kubectl: events of the newer API have no lastTimestamp and come first. */
function lastMoment(event: Event): number {
  return parseTime(event.lastTimestamp ?? undefined) ?? 0;
}

/** How long ago, and for repeated ones how often over which time. */
export function eventInterval(event: Event, now: number): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now);
  const { series, count = 0 } = event;
  if (series !== undefined && series !== null) {
    return `${ageOf(series.lastObservedTime, now)} (x${series.count ?? 0} over ${first})`;
  }
  return count > 1 ? `${ageOf(event.lastTimestamp, now)} (x${count} over ${first})` : first;
}
