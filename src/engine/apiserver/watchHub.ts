/** Tells watchers of changes: one subscription to etcd, turned into events per kind, filtered for each watcher. */
import type { Random } from '../../base/random';
import type { Kind } from '../../kinds/kind';
import { apiVersionOf, resourceName } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { WatchEvent, WatchHandle, WatchSink } from '../client/door';
import type { Clock } from '../clock';
import type { Etcd, EtcdEvent } from '../etcd/etcd';
import type { Actor, Trace } from '../trace';
import { isObserver, isQuiet } from './call';

export interface WatchOptions {
  readonly kind: Kind;
  /** '' for all namespaces. */
  readonly namespace: string;
  readonly matches: (object: ClusterObject) => boolean;
  readonly actor: Actor;
  /** Sent first, as if they had just happened. */
  readonly initial: readonly WatchEvent<ClusterObject>[];
  /** Changes after this revision are sent. */
  readonly since: readonly EtcdEvent<ClusterObject>[];
  /** True when the server ends the watch after these. */
  readonly ends?: boolean;
  /** How an object is shown (Table, partial metadata); called once for each event, in order. */
  readonly present: (object: ClusterObject, type: WatchEvent['type']) => unknown;
  /** Milliseconds between bookmarks; 0 for none. */
  readonly bookmarkEvery: number;
  /** Milliseconds after which the server ends the watch; 0 for never. */
  readonly timeout: number;
}

/** How long a change takes to reach a watcher, in milliseconds: one or two. */
const LATENCY = 1;
const JITTER = 2;
/** How long before its end a watch gets its last bookmark. */
const LAST_BOOKMARK = 2000;
/** How long a watch stays open whose kind is not served any more. */
const LAST_WORDS = 50;

interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: ClusterObject;
  readonly revision: number;
}

export class WatchHub {
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #random: Random;
  readonly #etcd: Etcd<ClusterObject>;
  /** By `apiVersion kind`. */
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #deleted = new WeakMap<EtcdEvent<ClusterObject>, ClusterObject>();

  readonly #copied: (from: ClusterObject, to: ClusterObject) => void;

  /** `copied` is told of objects that are made anew for watchers: the last states of what is gone. */
  constructor(
    clock: Clock,
    trace: Trace,
    random: Random,
    etcd: Etcd<ClusterObject>,
    copied: (from: ClusterObject, to: ClusterObject) => void,
  ) {
    this.#copied = copied;
    this.#clock = clock;
    this.#trace = trace;
    this.#random = random;
    this.#etcd = etcd;
    etcd.watch((event) => this.#dispatch(event));
  }

  /** How many watches are open. */
  get size(): number {
    let size = 0;
    for (const watchers of this.#watchers.values()) size += watchers.size;
    return size;
  }

  open(options: WatchOptions, sink: WatchSink): WatchHandle {
    const group = `${apiVersionOf(options.kind)} ${options.kind.kind}`;
    const watchers = this.#watchers.get(group) ?? new Set();
    this.#watchers.set(group, watchers);
    const watcher = new Watcher(this.#clock, this.#trace, this.#random, options, sink, () => watchers.delete(watcher));
    watchers.add(watcher);
    for (const event of options.initial) watcher.sendInitial(event);
    for (const event of options.since) this.#offer(watcher, event);
    if (options.ends === true) watcher.endAfterEvents();
    else watcher.startTimers(() => this.#etcd.revision);
    return watcher;
  }

  /** Ends every watch, as a stopping API server does. */
  closeAll(): void {
    for (const watchers of this.#watchers.values()) for (const watcher of [...watchers]) watcher.close();
  }

  /** Ends the watches of a kind that isn't served any more. */
  closeKind(kind: Kind): void {
    const watchers = [...(this.#watchers.get(`${apiVersionOf(kind)} ${kind.kind}`) ?? [])];
    // What is under way arrives first.
    this.#clock.after(LAST_WORDS, () => {
      for (const watcher of watchers) watcher.close();
    });
  }

  #dispatch(event: EtcdEvent<ClusterObject>): void {
    const object = (event.current ?? event.previous)?.value;
    if (object === undefined) return;
    const watchers = this.#watchers.get(`${object.apiVersion} ${object.kind}`);
    if (watchers === undefined) return;
    // Who begins to watch while this is told has it in what came before.
    for (const watcher of [...watchers]) this.#offer(watcher, event);
  }

  #offer(watcher: Watcher, event: EtcdEvent<ClusterObject>): void {
    const change = this.#changeFor(watcher.options, event);
    if (change !== undefined) watcher.send(change);
  }

  /** What the change is to a watcher that sees only some objects. */
  #changeFor(options: WatchOptions, event: EtcdEvent<ClusterObject>): Change | undefined {
    const now = event.current?.value;
    const before = event.previous?.value;
    const namespace = (now ?? before)?.metadata.namespace ?? '';
    if (options.namespace !== '' && options.namespace !== namespace) return undefined;
    const matchesNow = now !== undefined && options.matches(now);
    const matchedBefore = before !== undefined && options.matches(before);
    const { revision } = event;
    if (matchesNow) return { type: matchedBefore ? 'MODIFIED' : 'ADDED', object: now, revision };
    if (!matchedBefore) return undefined;
    return { type: 'DELETED', object: this.#lastState(event, before), revision };
  }

  /** The last state of what is gone, with the revision at which it went. */
  #lastState(event: EtcdEvent<ClusterObject>, before: ClusterObject): ClusterObject {
    let object = this.#deleted.get(event);
    if (object === undefined) {
      object = Object.freeze({
        ...before,
        metadata: Object.freeze({ ...before.metadata, resourceVersion: String(event.revision) }),
      });
      this.#copied(before, object);
      this.#deleted.set(event, object);
    }
    return object;
  }
}

class Watcher implements WatchHandle {
  readonly options: WatchOptions;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #random: Random;
  readonly #sink: WatchSink;
  readonly #forget: () => void;
  #open = true;
  /** When the last event that is under way arrives: later ones may not overtake it. */
  #due = 0;

  constructor(clock: Clock, trace: Trace, random: Random, options: WatchOptions, sink: WatchSink, forget: () => void) {
    this.#clock = clock;
    this.#trace = trace;
    this.#random = random;
    this.options = options;
    this.#sink = sink;
    this.#forget = forget;
  }

  send(change: Change): void {
    const { kind, actor, present } = this.options;
    this.#deliver(() => {
      const event = { type: change.type, object: present(change.object, change.type) };
      if (isQuiet(kind.plural) || isObserver(actor)) return this.#sink.event(event);
      const { name, namespace = '', uid = '' } = change.object.metadata;
      const object = { resource: resourceName(kind), namespace, name, uid };
      const cause = this.#trace.record({ kind: 'watch', actor, type: change.type, object, revision: change.revision });
      return this.#clock.withCause(cause, () => this.#sink.event(event));
    });
  }

  sendInitial(event: WatchEvent<ClusterObject>): void {
    const { present } = this.options;
    this.#deliver(() => this.#sink.event({ type: event.type, object: present(event.object, event.type) }));
  }

  startTimers(revision: () => number): void {
    const { bookmarkEvery, timeout } = this.options;
    if (timeout > 0) this.#clock.after(timeout, () => this.close(), { background: true });
    const last = timeout > 0 ? this.#clock.now + timeout - LAST_BOOKMARK : Number.POSITIVE_INFINITY;
    if (bookmarkEvery > 0) this.#bookmark(bookmarkEvery, last, revision);
  }

  endAfterEvents(): void {
    this.#forget();
    this.#deliver(() => this.close());
  }

  stop(): void {
    this.#open = false;
    this.#forget();
  }

  close(): void {
    if (!this.#open) return;
    this.stop();
    if (isObserver(this.options.actor)) this.#sink.closed?.();
    else this.#clock.after(LATENCY, () => this.#sink.closed?.());
  }

  /** One every so often, and one shortly before the watch ends: then the client goes on from nearly now. */
  #bookmark(every: number, last: number, revision: () => number): void {
    const next = Math.min(this.#clock.now + every, last);
    if (next <= this.#clock.now) return;
    this.#clock.at(
      next,
      () => {
        if (!this.#open) return;
        this.sendInitial(bookmark(this.options.kind, revision()));
        this.#bookmark(every, last, revision);
      },
      { background: true },
    );
  }

  #deliver(run: () => void): void {
    if (isObserver(this.options.actor)) {
      if (this.#open) run();
      return;
    }
    this.#due = Math.max(this.#due, this.#clock.now + LATENCY + this.#random.integer(JITTER));
    this.#clock.at(this.#due, () => {
      if (this.#open) run();
    });
  }
}

/** An object of that kind with nothing but a resourceVersion. */
export function bookmark(
  kind: Kind,
  revision: number,
  annotations?: Record<string, string>,
): WatchEvent<ClusterObject> {
  const metadata = {
    resourceVersion: String(revision),
    creationTimestamp: null,
    ...(annotations === undefined ? {} : { annotations }),
  };
  const object = { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata };
  return { type: 'BOOKMARK', object: object as unknown as ClusterObject };
}
