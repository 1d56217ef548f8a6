/** A local copy of a collection that follows the API server: list, then watch; again from the list when lost. */
import type { Kind } from '../../kinds/kind';
import { type ClusterObject, keyOf } from '../../kinds/object';
import { isStatus } from '../../kinds/status';
import type { Clock, Timer } from '../clock';
import type { Client, ListOptions } from './client';
import type { WatchEvent, WatchHandle } from './door';

export interface InformerHandlers<T> {
  onAdd?(object: T): void;
  onUpdate?(old: T, object: T): void;
  onDelete?(object: T): void;
}

export interface InformerOptions<T> extends ListOptions, InformerHandlers<T> {
  /** Named indexes: each gives the values under which an object is found with `byIndex`. */
  readonly indexes?: Readonly<Record<string, (object: T) => readonly string[]>>;
  /** The world's clock, for retrying; left out, it is the server's. */
  readonly clock?: Clock;
}

/** client-go's reflector back-off: 800 ms doubling up to 30 s. */
const FIRST_RETRY = 800;
const LAST_RETRY = 30_000;

export class Informer<T extends ClusterObject> {
  readonly kind: Kind<T>;
  readonly #client: Client;
  readonly #options: InformerOptions<T>;
  readonly #objects = new Map<string, T>();
  readonly #indexes = new Map<string, Map<string, Map<string, T>>>();
  readonly #handlers: InformerHandlers<T>[] = [];
  #watch: WatchHandle | undefined;
  #retry: Timer | undefined;
  #delay = FIRST_RETRY;
  #running = false;
  #synced = false;
  #revision = '';

  constructor(client: Client, kind: Kind<T>, options: InformerOptions<T> = {}) {
    this.#client = client;
    this.kind = kind;
    this.#options = options;
    for (const name of Object.keys(options.indexes ?? {})) this.#indexes.set(name, new Map());
    this.#handlers.push(options);
  }

  /** Adds handlers; what is already known is announced to them as added. */
  handle(handlers: InformerHandlers<T>): this {
    this.#handlers.push(handlers);
    for (const object of this.#objects.values()) handlers.onAdd?.(object);
    return this;
  }

  /** Begins to follow. The list is read at once. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#relist();
  }

  stop(): void {
    this.#running = false;
    this.#watch?.stop();
    this.#watch = undefined;
    this.#retry?.cancel();
    this.#retry = undefined;
  }

  /** True once the first list was read. */
  get synced(): boolean {
    return this.#synced;
  }

  list(): readonly T[] {
    return [...this.#objects.values()];
  }

  /** By key: `namespace/name`, or the name of a cluster-scoped object. */
  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  byIndex(index: string, value: string): readonly T[] {
    return [...(this.#indexes.get(index)?.get(value)?.values() ?? [])];
  }

  #relist(): void {
    this.#retry = undefined;
    const list = this.#client.list(this.kind, this.#options);
    if (!list.ok) {
      this.#retryLater();
      return;
    }
    this.#delay = FIRST_RETRY;
    this.#synced = true;
    this.#revision = list.value.metadata.resourceVersion ?? '';
    const gone = new Map(this.#objects);
    for (const object of list.value.items) {
      gone.delete(keyOf(object));
      this.#set(object);
    }
    for (const object of gone.values()) this.#remove(object);
    this.#open();
  }

  #open(): void {
    if (!this.#running) return;
    const watch = this.#client.watch(
      this.kind,
      { ...this.#options, resourceVersion: this.#revision },
      { event: (event) => this.#take(event), closed: () => this.#lost() },
    );
    if (watch.ok) this.#watch = watch.value;
    else this.#retryLater();
  }

  #take(event: WatchEvent): void {
    if (!this.#running) return;
    if (event.type === 'ERROR') {
      this.#watch?.stop();
      this.#watch = undefined;
      // 410 Gone: what happened in between is forgotten, so read everything anew.
      if (isStatus(event.object) && event.object.code === 410) this.#relist();
      else this.#retryLater();
      return;
    }
    const object = event.object as T;
    this.#revision = object.metadata.resourceVersion ?? this.#revision;
    if (event.type === 'DELETED') this.#remove(object);
    else if (event.type !== 'BOOKMARK') this.#set(object);
  }

  #lost(): void {
    this.#watch = undefined;
    if (this.#running) this.#retryLater();
  }

  #retryLater(): void {
    const clock = this.#options.clock ?? this.#client.server.clock;
    if (!this.#running || clock === undefined || this.#retry !== undefined) return;
    this.#retry = clock.after(this.#delay, () => this.#relist(), { background: true });
    this.#delay = Math.min(this.#delay * 2, LAST_RETRY);
  }

  #set(object: T): void {
    const key = keyOf(object);
    const old = this.#objects.get(key);
    if (old?.metadata.resourceVersion === object.metadata.resourceVersion && old !== undefined) return;
    this.#objects.set(key, object);
    this.#index(key, old, object);
    for (const handlers of this.#handlers) {
      if (old === undefined) handlers.onAdd?.(object);
      // Deleted and made again between two lists: as the real DeltaFIFO, told as an update.
      else handlers.onUpdate?.(old, object);
    }
  }

  #remove(object: T): void {
    const key = keyOf(object);
    const old = this.#objects.get(key);
    if (old === undefined) return;
    this.#objects.delete(key);
    this.#index(key, old, undefined);
    for (const handlers of this.#handlers) handlers.onDelete?.(object);
  }

  #index(key: string, old: T | undefined, object: T | undefined): void {
    for (const [name, buckets] of this.#indexes) {
      const valuesOf = this.#options.indexes?.[name];
      if (valuesOf === undefined) continue;
      for (const value of old === undefined ? [] : valuesOf(old)) {
        const bucket = buckets.get(value);
        bucket?.delete(key);
        if (bucket?.size === 0) buckets.delete(value);
      }
      for (const value of object === undefined ? [] : valuesOf(object)) {
        const bucket = buckets.get(value) ?? new Map<string, T>();
        buckets.set(value, bucket);
        bucket.set(key, object as T);
      }
    }
  }
}
