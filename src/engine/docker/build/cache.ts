/**
 * What builds leave behind: the layer of each step by what it was made from, so that the same step need not be done
 * again. Shared by all builds of a daemon; its layers stay on the disk until it is pruned.
 */
import type { Random } from '../../../base/random';
import { ok, type Result } from '../../../base/result';
import { sha256 } from '../../../base/sha256';
import type { Clock } from '../../clock';
import type { ImageStore, LayerHold } from '../../containers/imageStore';
import { chainIds, type ImageLayer } from '../../containers/images/layer';
import type { DiskUsage } from '../daemon';

export interface CacheRecord {
  /** What the keys of steps on top are made of: a step that is done again makes them new. */
  readonly id: string;
  readonly key: string;
  readonly type: 'regular' | 'source.local' | 'exec.cachemount';
  /** `mount / from exec /bin/sh -c echo hi`, `local source for context`. */
  readonly description: string;
  /** The step's own; undefined for sources. */
  readonly layer: ImageLayer | undefined;
  readonly createdAt: number;
  /** The end of its chain; '' for sources. */
  readonly chainId: string;
  readonly hold: LayerHold | undefined;
  sizeBytes: number;
  lastUsedAt: number;
  usageCount: number;
}

export interface NewRecord {
  readonly key: string;
  readonly type: CacheRecord['type'];
  readonly description: string;
  /** The whole stack, lowest first, the step's own included; empty for sources. */
  readonly layers: readonly ImageLayer[];
  readonly sizeBytes: number;
}

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

export interface BuildCacheOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ImageStore;
}

export class BuildCache {
  readonly #options: BuildCacheOptions;
  readonly #records = new Map<string, CacheRecord>();
  /** Other keys that lead to the same record. */
  readonly #links = new Map<string, string>();
  /** Operations that were done on a parent, whatever else went into them. */
  readonly #operations = new Set<string>();

  constructor(options: BuildCacheOptions) {
    this.#options = options;
  }

  /** Without counting as a use. */
  find(key: string): CacheRecord | undefined {
    return this.#records.get(key) ?? this.#records.get(this.#links.get(key) ?? '');
  }

  use(record: CacheRecord): void {
    record.lastUsedAt = this.#options.clock.now;
    record.usageCount++;
  }

  /** Keeps what a step has made, in place of what had its key; fails when the disk is full. */
  put(made: NewRecord): Result<CacheRecord, string> {
    const { clock, random, store } = this.#options;
    const hold = made.layers.length === 0 ? undefined : store.hold();
    const added = hold?.add(made.layers) ?? ok(undefined);
    if (!added.ok) return added;
    this.#drop(made.key);
    const record: CacheRecord = {
      id: random.token(ID_ALPHABET, 25),
      key: made.key,
      type: made.type,
      description: made.description,
      layer: made.layers.at(-1),
      chainId: chainIds(made.layers).at(-1) ?? '',
      hold,
      sizeBytes: made.sizeBytes,
      createdAt: clock.now,
      lastUsedAt: clock.now,
      usageCount: 1,
    };
    this.#records.set(made.key, record);
    return ok(record);
  }

  /** Remembers what was sent by a client: `context`, `dockerfile`. */
  putSource(name: string, sizeBytes: number): void {
    const key = `source ${name}`;
    const before = this.#records.get(key);
    if (before === undefined) {
      this.put({ key, type: 'source.local', description: `local source for ${name}`, layers: [], sizeBytes });
      return;
    }
    before.sizeBytes = sizeBytes;
    this.use(before);
  }

  /** From now on another key leads to the record too. */
  link(key: string, record: CacheRecord): void {
    if (key !== record.key) this.#links.set(key, record.key);
  }

  /** Remembers that an operation was done on a parent. */
  noteOperation(operation: string, parentKey: string): void {
    this.#operations.add(`${operation} ${parentKey}`);
  }

  knowsOperation(operation: string, parentKey: string): boolean {
    return this.#operations.has(`${operation} ${parentKey}`);
  }

  /** As `docker system df -v` lists it, oldest first. */
  get usage(): DiskUsage['buildCache'] {
    const used = this.#layersOfImages();
    return [...this.#records.values()].map((record) => ({
      ID: record.id,
      Type: record.type,
      Size: record.sizeBytes,
      InUse: false,
      Shared: used.has(record.chainId),
      Description: record.description,
      CreatedAt: record.createdAt,
      LastUsedAt: record.lastUsedAt,
      UsageCount: record.usageCount,
    }));
  }

  /** Takes away what no image uses, or all of it. Layers that images stand on stay with them and free nothing. */
  prune(options: { readonly all: boolean; readonly until?: number }): {
    CachesDeleted: readonly string[];
    SpaceReclaimed: number;
  } {
    const used = this.#layersOfImages();
    const deleted: string[] = [];
    let reclaimed = 0;
    for (const record of [...this.#records.values()].reverse()) {
      const shared = used.has(record.chainId);
      if ((shared && !options.all) || record.createdAt > (options.until ?? Number.POSITIVE_INFINITY)) continue;
      this.#drop(record.key);
      deleted.push(record.id);
      if (!shared) reclaimed += record.sizeBytes;
    }
    if (this.#records.size === 0) {
      this.#links.clear();
      this.#operations.clear();
    }
    return { CachesDeleted: deleted, SpaceReclaimed: reclaimed };
  }

  #drop(key: string): void {
    this.#records.get(key)?.hold?.release();
    this.#records.delete(key);
  }

  #layersOfImages(): ReadonlySet<string> {
    return new Set(this.#options.store.images.flatMap(({ image }) => chainIds(image.layers)));
  }
}

/** A key that follows from what something is made of. */
export function keyOf(parts: unknown): string {
  return sha256(JSON.stringify(parts));
}
