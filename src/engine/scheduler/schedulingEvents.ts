import { hash32 } from '../../base/hash';
import { formatMicroTime } from '../../base/time';
import { type ClusterEvent, eventKind } from '../../kinds/event';
import { keyOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import type { Client } from '../client/client';
import type { Clock } from '../clock';

/** How long after its last occurrence a repeated event still counts as the same series. */
const SERIES_TIME = 6 * 60_000;

interface Series {
  readonly name: string;
  count: number;
  last: number;
}

/**
 * Tells of decisions with events of the newer form (events.k8s.io), as only the scheduler does: they have an eventTime
 * instead of first and last timestamps, and repetitions make a series.
 */
export class SchedulingEvents {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #instance: string;
  readonly #series = new Map<string, Series>();
  #told = 0;

  constructor(client: Client, clock: Clock, instance: string) {
    this.#client = client;
    this.#clock = clock;
    this.#instance = instance;
  }

  tell(
    pod: Pod,
    type: 'Normal' | 'Warning',
    reason: string,
    action: string,
    message: string,
    related: Pod | undefined = undefined,
  ): void {
    const key = `${keyOf(pod)} ${pod.metadata.uid} ${type} ${reason}`;
    const known = this.#series.get(key);
    if (known !== undefined && this.#clock.now - known.last < SERIES_TIME && this.#repeat(known, pod)) return;
    const { name, namespace = 'default' } = pod.metadata;
    const event: ClusterEvent = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${this.#stamp()}`, namespace },
      involvedObject: referenceTo(pod),
      reason,
      message,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type,
      eventTime: formatMicroTime(this.#clock.now),
      action,
      reportingComponent: 'default-scheduler',
      reportingInstance: this.#instance,
      ...(related === undefined ? {} : { related: referenceTo(related) }),
    };
    const created = this.#client.create(eventKind, event);
    if (created.ok) this.#series.set(key, { name: event.metadata.name, count: 1, last: this.#clock.now });
  }

  /** Nothing more will be told of the pod. */
  forget(pod: Pod): void {
    for (const end of ['Normal Scheduled', 'Warning FailedScheduling']) {
      this.#series.delete(`${keyOf(pod)} ${pod.metadata.uid} ${end}`);
    }
  }

  #repeat(series: Series, pod: Pod): boolean {
    const count = series.count + 1;
    const patch = { series: { count, lastObservedTime: formatMicroTime(this.#clock.now) } };
    const namespace = pod.metadata.namespace ?? 'default';
    const patched = this.#client.patch(eventKind, series.name, namespace, patch, { type: 'strategic' });
    if (!patched.ok) return false;
    series.count = count;
    series.last = this.#clock.now;
    return true;
  }

  #stamp(): string {
    const below = hash32(`${this.#instance} ${this.#told++}`) % 1_000_000;
    return (BigInt(Math.floor(this.#clock.now)) * 1_000_000n + BigInt(below)).toString(16);
  }
}

function referenceTo({ metadata }: Pod) {
  const { name, namespace = 'default', uid, resourceVersion } = metadata;
  return { kind: 'Pod', namespace, name, uid, apiVersion: 'v1', resourceVersion };
}
