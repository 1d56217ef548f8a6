/**
 * The store behind the API server: a flat, ordered key space in which every write makes a new revision, with the
 * history of changes for reads in the past and for watches that resume.
 *
 * Values are kept by reference and must be frozen. One member, always available: no Raft.
 */
import type { Result } from '../../base/result';
import { fail, ok } from '../../base/result';
import type { Clock } from '../clock';

export interface KeyValue<T> {
  readonly key: string;
  readonly value: T;
  /** The revision at which the key came to be. */
  readonly createRevision: number;
  /** The revision of this value. */
  readonly revision: number;
}

export interface EtcdEvent<T> {
  readonly revision: number;
  readonly key: string;
  /** What is there now; undefined when the key was deleted. */
  readonly current: KeyValue<T> | undefined;
  readonly previous: KeyValue<T> | undefined;
}

/** The asked revision was compacted away; `oldest` is the first that can still be read. */
export interface Compacted {
  readonly oldest: number;
}

export interface EtcdOptions {
  /** How many changes are remembered at most; the older half goes when there are more. */
  readonly historyLimit?: number;
}

interface Expiry {
  readonly time: number;
  readonly key: string;
  readonly revision: number;
}

export class Etcd<T extends object> {
  readonly #clock: Clock;
  readonly #historyLimit: number;
  readonly #current = new Map<string, KeyValue<T>>();
  /** All present keys in order. */
  readonly #keys: string[] = [];
  /** Changes after the compacted revision, oldest first. */
  #history: EtcdEvent<T>[] = [];
  #revision = 1;
  #compacted = 0;
  readonly #watchers = new Set<(event: EtcdEvent<T>) => void>();
  #expiries: Expiry[] = [];

  constructor(clock: Clock, options: EtcdOptions = {}) {
    this.#clock = clock;
    this.#historyLimit = options.historyLimit ?? 20_000;
  }

  /** The newest revision. */
  get revision(): number {
    return this.#revision;
  }

  /** Revisions up to this one (exclusive of its state) can no longer be asked for. */
  get compacted(): number {
    return this.#compacted;
  }

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): KeyValue<T> | undefined {
    return this.#current.get(key);
  }

  /** The key's value as it was at `revision`. */
  getAt(key: string, revision: number): Result<KeyValue<T> | undefined, Compacted> {
    if (revision < this.#compacted) return fail({ oldest: this.#compacted });
    let found = this.#current.get(key);
    for (let i = this.#history.length - 1; i >= 0; i--) {
      const event = this.#history[i] as EtcdEvent<T>;
      if (event.revision <= revision) break;
      if (event.key === key) found = event.previous;
    }
    return ok(found);
  }

  /** Everything whose key begins with `prefix`, in key order, from the key `from` on. */
  *range(prefix: string, from = prefix): Generator<KeyValue<T>, void, void> {
    const start = from > prefix ? from : prefix;
    for (let i = this.#lowerBound(start); i < this.#keys.length; i++) {
      const key = this.#keys[i] as string;
      if (!key.startsWith(prefix)) return;
      yield this.#current.get(key) as KeyValue<T>;
    }
  }

  /** `range` as it was at `revision`: today's state with the later changes undone. */
  rangeAt(prefix: string, revision: number, from = prefix): Result<KeyValue<T>[], Compacted> {
    if (revision < this.#compacted) return fail({ oldest: this.#compacted });
    const undone = new Map<string, KeyValue<T> | undefined>();
    for (let i = this.#history.length - 1; i >= 0; i--) {
      const event = this.#history[i] as EtcdEvent<T>;
      if (event.revision <= revision) break;
      if (event.key.startsWith(prefix) && event.key >= from) undone.set(event.key, event.previous);
    }
    const found: KeyValue<T>[] = [];
    for (const entry of this.range(prefix, from)) if (!undone.has(entry.key)) found.push(entry);
    for (const entry of undone.values()) if (entry !== undefined) found.push(entry);
    if (undone.size > 0) found.sort((a, b) => (a.key < b.key ? -1 : 1));
    return ok(found);
  }

  /**
   * Writes a value and returns the new revision. `ttl` is a lease: the key is deleted after so many milliseconds,
   * unless it is written again.
   */
  put(key: string, value: T, options: { readonly ttl?: number } = {}): number {
    const previous = this.#current.get(key);
    const revision = ++this.#revision;
    const current = { key, value, createRevision: previous?.createRevision ?? revision, revision };
    if (previous === undefined) this.#keys.splice(this.#lowerBound(key), 0, key);
    this.#current.set(key, current);
    if (options.ttl !== undefined) this.#expire({ time: this.#clock.now + options.ttl, key, revision });
    this.#publish({ revision, key, current, previous });
    return revision;
  }

  /** Deletes a key and returns the new revision; undefined when it wasn't there. */
  delete(key: string): number | undefined {
    const previous = this.#current.get(key);
    if (previous === undefined) return undefined;
    const revision = ++this.#revision;
    this.#current.delete(key);
    this.#keys.splice(this.#lowerBound(key), 1);
    this.#publish({ revision, key, current: undefined, previous });
    return revision;
  }

  /** Changes of keys with that prefix after `revision`, oldest first. */
  since(prefix: string, revision: number): Result<EtcdEvent<T>[], Compacted> {
    if (revision < this.#compacted) return fail({ oldest: this.#compacted });
    const events: EtcdEvent<T>[] = [];
    for (let i = this.#after(revision); i < this.#history.length; i++) {
      const event = this.#history[i] as EtcdEvent<T>;
      if (event.key.startsWith(prefix)) events.push(event);
    }
    return ok(events);
  }

  /** Calls `listener` with every change from now on, while it is made. Returns how to stop. */
  watch(listener: (event: EtcdEvent<T>) => void): () => void {
    this.#watchers.add(listener);
    return () => {
      this.#watchers.delete(listener);
    };
  }

  /** Forgets what was before `revision`. */
  compact(revision: number): void {
    const until = Math.min(revision, this.#revision);
    if (until <= this.#compacted) return;
    this.#history = this.#history.slice(this.#after(until));
    this.#compacted = until;
  }

  #publish(event: EtcdEvent<T>): void {
    this.#history.push(event);
    if (this.#history.length > this.#historyLimit) {
      this.compact((this.#history[this.#history.length >> 1] as EtcdEvent<T>).revision);
    }
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  /** Keys expire in the order in which they were written when all have the same time to live, as events do. */
  #expire(expiry: Expiry): void {
    this.#expiries.push(expiry);
    if (this.#expiries.length === 1) this.#clock.at(expiry.time, () => this.#sweep(), { background: true });
  }

  #sweep(): void {
    const waiting = this.#expiries.findIndex((expiry) => expiry.time > this.#clock.now);
    const due = this.#expiries.splice(0, waiting < 0 ? this.#expiries.length : waiting);
    const next = this.#expiries[0];
    if (next !== undefined) this.#clock.at(next.time, () => this.#sweep(), { background: true });
    for (const { key, revision } of due) if (this.#current.get(key)?.revision === revision) this.delete(key);
  }

  /** The index of the first key that is not before `key`. */
  #lowerBound(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The index of the first change after `revision`. */
  #after(revision: number): number {
    let low = 0;
    let high = this.#history.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#history[middle] as EtcdEvent<T>).revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
