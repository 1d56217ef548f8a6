/**
 * Turns what a component has to tell into Event objects, correlated as client-go's EventCorrelator does: the same
 * event again raises its count; many similar ones become one "(combined from similar events)"; a flood is dropped.
 *
 * Simplified: what was told is remembered until the component ends (client-go: an LRU of 4096).
 */
import { hash32 } from '../../base/hash';
import { formatTime } from '../../base/time';
import { type ClusterEvent, eventKind } from '../../kinds/event';
import type { ClusterObject } from '../../kinds/object';
import type { Clock } from '../clock';
import type { Client } from './client';

export interface EventSourceName {
  /** `kubelet`, `default-scheduler`, `replicaset-controller`, ... */
  readonly name: string;
  /** The node, for what runs on one. */
  readonly host?: string;
}

/** After so many different messages about the same thing within the interval, they are combined. */
const SIMILAR_LIMIT = 10;
const SIMILAR_INTERVAL = 600_000;
/** A burst of 25 events for one object, then one every five minutes. */
const SPAM_BURST = 25;
const SPAM_REFILL = 300_000;

interface Known {
  readonly name: string;
  count: number;
  readonly firstTimestamp: string;
}

export class EventRecorder {
  readonly #client: Client;
  readonly #source: EventSourceName;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #similar = new Map<string, { readonly messages: Set<string>; last: number }>();
  readonly #buckets = new Map<string, { tokens: number; last: number }>();
  #told = 0;
  /** The millisecond of the newest event, and its nanoseconds in it. */
  #moment = 0;
  #below = 0;

  constructor(client: Client, source: EventSourceName, clock: Clock | undefined = client.server.clock) {
    if (clock === undefined) throw new Error('an event recorder needs a clock');
    this.#client = client;
    this.#source = source;
    this.#clock = clock;
  }

  /** Tells of something that happened to an object. `fieldPath` names a part: `spec.containers{kubia}`. */
  event(object: ClusterObject, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void {
    const { name, namespace, uid = '' } = object.metadata;
    const about = [this.#source.name, this.#source.host, object.kind, namespace, name, uid, object.apiVersion].join(
      ' ',
    );
    if (!this.#admits(about)) return;
    const text = this.#combined(`${about} ${type} ${reason}`, message);
    const isCombined = text !== message;
    const key = isCombined ? `${about} ${type} ${reason} *` : `${about} ${fieldPath} ${type} ${reason} ${message}`;
    const known = this.#known.get(key);
    if (known === undefined || !this.#countUp(known, namespace ?? 'default', text)) {
      this.#create(key, object, type, reason, text, fieldPath);
    }
  }

  #create(
    key: string,
    object: ClusterObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath: string | undefined,
  ): void {
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const { name: component, host } = this.#source;
    const now = formatTime(this.#clock.now);
    const event: ClusterEvent = {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: { name: `${name}.${this.#stamp()}`, namespace: namespace ?? 'default' },
      involvedObject: {
        kind: object.kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
        ...(uid === undefined ? {} : { uid }),
        apiVersion: object.apiVersion,
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
        ...(fieldPath === undefined ? {} : { fieldPath }),
      },
      reason,
      message,
      source: { component, ...(host === undefined ? {} : { host }) },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: host ?? '',
    };
    const created = this.#client.create(eventKind, event);
    if (created.ok) this.#known.set(key, { name: event.metadata.name, count: 1, firstTimestamp: now });
  }

  /** Raises the count of an event that is still there. */
  #countUp(known: Known, namespace: string, message: string): boolean {
    const patch = { count: known.count + 1, lastTimestamp: formatTime(this.#clock.now), message };
    const patched = this.#client.patch(eventKind, known.name, namespace, patch, { type: 'merge' });
    if (patched.ok) known.count++;
    // When the event has expired it is made anew; any other refusal loses it.
    return patched.ok || patched.error.code !== 404;
  }

  /** The message, or its combined form when too many similar ones came before it. */
  #combined(group: string, message: string): string {
    const now = this.#clock.now;
    let similar = this.#similar.get(group);
    if (similar === undefined || now - similar.last > SIMILAR_INTERVAL) {
      similar = { messages: new Set(), last: now };
      this.#similar.set(group, similar);
    }
    similar.messages.add(message);
    similar.last = now;
    return similar.messages.size < SIMILAR_LIMIT ? message : `(combined from similar events): ${message}`;
  }

  #admits(about: string): boolean {
    const now = this.#clock.now;
    const bucket = this.#buckets.get(about) ?? { tokens: SPAM_BURST, last: now };
    this.#buckets.set(about, bucket);
    bucket.tokens = Math.min(SPAM_BURST, bucket.tokens + (now - bucket.last) / SPAM_REFILL);
    bucket.last = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  /** The moment in nanoseconds, in hexadecimal, as event names end; later ones of the same millisecond are larger. */
  #stamp(): string {
    const moment = Math.floor(this.#clock.now);
    const number = hash32(`${this.#source.name} ${this.#source.host} ${this.#told++}`);
    const again = moment === this.#moment;
    this.#below = again ? Math.min(this.#below + 1 + (number % 20_000), 999_999) : number % 400_000;
    this.#moment = moment;
    return (BigInt(moment) * 1_000_000n + BigInt(this.#below)).toString(16);
  }
}
