/** One layer on its way to a machine: waiting for a connection, coming, waiting for what is below it, unpacked. */
import type { Clock, Timer } from '../clock';
import type { ImageLayer } from './images/layer';

/** A line of progress as Docker words it; bytes where something is being counted. */
export interface TransferStatus {
  readonly status:
    | 'Already exists'
    | 'Pulling fs layer'
    | 'Waiting'
    | 'Downloading'
    | 'Verifying Checksum'
    | 'Download complete'
    | 'Extracting'
    | 'Pull complete';
  readonly current?: number;
  readonly total?: number;
}

export interface TransferWatcher {
  readonly progress: ((status: TransferStatus) => void) | undefined;
  /** It is unpacked. */
  readonly arrived: () => void;
}

export interface LayerTransferOptions {
  readonly clock: Clock;
  readonly layer: ImageLayer;
  /** What it is unpacked on top of, where that is on its way too. */
  readonly below: LayerTransfer | undefined;
  /** Of the way over the network, in milliseconds. */
  readonly duration: number;
  /** Records that it comes, until that moment; returns the trace entry. */
  readonly onBegin: (until: number) => number;
  /** Its connection is free again. */
  readonly onFetched: () => void;
  /** It has arrived or was given up. */
  readonly onOver: () => void;
}

/** Unpacking, in bytes (compressed) per second. */
const UNPACK_SPEED = 90_000_000;
/** How often bytes are counted, in milliseconds. */
const TICK = 100;

/** How long a layer takes to unpack, in milliseconds. */
export function unpackTime(layer: ImageLayer): number {
  return (1000 * layer.sizeBytes) / UNPACK_SPEED;
}

export class LayerTransfer {
  readonly layer: ImageLayer;
  state: 'new' | 'fetching' | 'fetched' | 'unpacking' | 'over' = 'new';
  readonly #options: LayerTransferOptions;
  readonly #watchers = new Set<TransferWatcher>();
  readonly #followers: (() => void)[] = [];
  #last: TransferStatus = { status: 'Pulling fs layer' };
  #timer: Timer | undefined;
  #tick: Timer | undefined;

  constructor(options: LayerTransferOptions) {
    this.#options = options;
    this.layer = options.layer;
    options.below?.onArrived(() => this.#unpack());
  }

  /** Tells from now on; it is given up when the last one leaves. */
  watch(watcher: TransferWatcher): () => void {
    this.#watchers.add(watcher);
    watcher.progress?.(this.#last);
    return () => {
      if (this.#watchers.delete(watcher) && this.#watchers.size === 0 && this.state !== 'over') this.#giveUp();
    };
  }

  /** Tells when it is unpacked, without keeping it going. */
  onArrived(listener: () => void): void {
    this.#followers.push(listener);
  }

  /** No connection is free yet. */
  wait(): void {
    this.#tell({ status: 'Waiting' });
  }

  begin(): void {
    const { clock, duration, onBegin, onFetched } = this.#options;
    this.state = 'fetching';
    const began = clock.now;
    const until = began + duration;
    this.#count('Downloading', began, until);
    clock.withCause(onBegin(until), () => {
      this.#timer = clock.at(until, () => {
        this.#tick?.cancel();
        this.state = 'fetched';
        this.#tell({ status: 'Verifying Checksum' });
        this.#tell({ status: 'Download complete' });
        onFetched();
        this.#unpack();
      });
    });
  }

  #unpack(): void {
    const { below, clock, layer } = this.#options;
    if (this.state !== 'fetched' || (below !== undefined && below.state !== 'over')) return;
    this.state = 'unpacking';
    const until = clock.now + unpackTime(layer);
    this.#count('Extracting', clock.now, until);
    this.#timer = clock.at(until, () => {
      this.#tick?.cancel();
      this.#tell({ status: 'Extracting', current: layer.sizeBytes, total: layer.sizeBytes });
      this.#tell({ status: 'Pull complete' });
      this.#finish();
    });
  }

  /** Counts bytes for those who look. */
  #count(status: 'Downloading' | 'Extracting', began: number, until: number): void {
    const { clock, layer } = this.#options;
    const total = layer.sizeBytes;
    const tick = () => {
      const share = (clock.now - began) / (until - began);
      this.#tell({ status, current: Math.floor(share * total), total });
      next();
    };
    const next = () => {
      const watched = [...this.#watchers].some((watcher) => watcher.progress !== undefined);
      if (watched && clock.now + TICK < until) this.#tick = clock.after(TICK, tick);
    };
    next();
  }

  #tell(status: TransferStatus): void {
    this.#last = status;
    for (const watcher of [...this.#watchers]) watcher.progress?.(status);
  }

  #finish(): void {
    this.state = 'over';
    this.#options.onOver();
    for (const watcher of [...this.#watchers]) watcher.arrived();
    for (const arrived of this.#followers) arrived();
  }

  #giveUp(): void {
    const fetching = this.state === 'fetching';
    this.state = 'over';
    this.#timer?.cancel();
    this.#tick?.cancel();
    this.#options.onOver();
    if (fetching) this.#options.onFetched();
  }
}
