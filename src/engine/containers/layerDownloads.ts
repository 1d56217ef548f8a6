/**
 * Fetching layers onto a machine: three at a time over the network, unpacked one after the other from the lowest up, as
 * Docker and containerd do. A layer that is on its way for somebody already is waited for, not fetched twice; one that
 * nobody waits for any more is given up.
 */
import { fail, ok, type Result } from '../../base/result';
import type { Clock } from '../clock';
import type { Trace } from '../trace';
import type { ImageStore, LayerHold } from './imageStore';
import type { Image } from './images/image';
import { chainIds, type ImageLayer } from './images/layer';
import { LayerTransfer, type TransferStatus, unpackTime } from './layerTransfer';

/** Where layers come from, and how fast: bytes per second on one connection, and milliseconds until the first byte. */
export interface LayerSource {
  /** `docker.io`, `localhost:5000`. */
  readonly host: string;
  readonly bandwidth: number;
  readonly latency: number;
}

export interface LayerDownloadsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly store: ImageStore;
  /** Who fetches, for the trace: `runtime/NODE`, `docker`. */
  readonly actor: string;
  /** The machine's name, for the trace. */
  readonly machine: string;
}

export interface FetchOptions {
  readonly source: LayerSource;
  /** Keeps what has come, until whoever asked for it has put it to use. */
  readonly hold: LayerHold;
  /** Called for every line of progress; without it nobody looks, and no time is spent on counting bytes. */
  readonly progress?: ((layer: ImageLayer, status: TransferStatus) => void) | undefined;
}

/** Docker's default of max-concurrent-downloads. */
const CONNECTIONS = 3;

export class LayerDownloads {
  readonly #options: LayerDownloadsOptions;
  readonly #transfers = new Map<string, LayerTransfer>();
  readonly #queue: LayerTransfer[] = [];
  #busy = 0;

  constructor(options: LayerDownloadsOptions) {
    this.#options = options;
  }

  /** Fetches what is missing of an image; fails when the disk is full. Returns how to call it off. */
  fetch(image: Image, options: FetchOptions, done: (result: Result<void, string>) => void): () => void {
    const { store, clock } = this.#options;
    const { hold, progress } = options;
    const missing = store.missingLayers(image);
    const present = image.layers.slice(0, image.layers.length - missing.length);
    if (present.length > 0) hold.add(present);
    for (const layer of present) progress?.(layer, { status: 'Already exists' });
    if (missing.length === 0) {
      const timer = clock.after(0, () => done(ok(undefined)));
      return () => timer.cancel();
    }
    const unwatch: (() => void)[] = [];
    const finish = (result: Result<void, string>) => {
      for (const leave of unwatch.splice(0)) leave();
      done(result);
    };
    const chain = chainIds(image.layers);
    const transfers = missing.map((layer) => this.#transfer(image, chain, image.layers.indexOf(layer), options.source));
    for (const [at, transfer] of transfers.entries()) {
      const stack = image.layers.slice(0, present.length + at + 1);
      const arrived = () => {
        const added = hold.add(stack);
        if (!added.ok) finish(fail(added.error));
        else if (transfer === transfers.at(-1)) finish(ok(undefined));
      };
      unwatch.push(transfer.watch({ progress: progress && ((status) => progress(transfer.layer, status)), arrived }));
    }
    for (const transfer of transfers) this.#begin(transfer);
    return () => {
      for (const leave of unwatch.splice(0)) leave();
    };
  }

  /** How long fetching and unpacking takes when nothing else is going on, in milliseconds. */
  estimate(layers: readonly ImageLayer[], source: LayerSource): number {
    const lines = new Array<number>(CONNECTIONS).fill(0);
    let unpacked = 0;
    for (const layer of layers) {
      const line = lines.indexOf(Math.min(...lines));
      const fetched = (lines[line] ?? 0) + downloadTime(layer, source);
      lines[line] = fetched;
      unpacked = Math.max(unpacked, fetched) + unpackTime(layer);
    }
    return unpacked;
  }

  #transfer(image: Image, chain: readonly string[], at: number, source: LayerSource): LayerTransfer {
    const chainId = chain[at] ?? '';
    const layer = image.layers[at] as ImageLayer;
    const before = this.#transfers.get(chainId);
    if (before !== undefined) return before;
    const { clock } = this.#options;
    const transfer = new LayerTransfer({
      clock,
      layer,
      below: this.#transfers.get(chain[at - 1] ?? ''),
      duration: downloadTime(layer, source),
      onBegin: (until) => this.#record(layer, source, until),
      onFetched: () => this.#free(),
      onOver: () => this.#over(chainId, transfer),
    });
    this.#transfers.set(chainId, transfer);
    return transfer;
  }

  #begin(transfer: LayerTransfer): void {
    if (transfer.state !== 'new') return;
    if (this.#busy < CONNECTIONS) {
      this.#busy++;
      transfer.begin();
    } else if (!this.#queue.includes(transfer)) {
      this.#queue.push(transfer);
      transfer.wait();
    }
  }

  #free(): void {
    this.#busy--;
    const next = this.#queue.shift();
    if (next !== undefined) this.#begin(next);
  }

  #over(chainId: string, transfer: LayerTransfer): void {
    this.#transfers.delete(chainId);
    const at = this.#queue.indexOf(transfer);
    if (at >= 0) this.#queue.splice(at, 1);
  }

  #record(layer: ImageLayer, source: LayerSource, until: number): number {
    const { trace, actor, machine } = this.#options;
    const detail = { layer: layer.digest, bytes: layer.sizeBytes, from: source.host, to: machine };
    return trace.record({ kind: 'act', actor, action: 'pull-layer', detail, until });
  }
}

function downloadTime(layer: ImageLayer, source: LayerSource): number {
  return source.latency + (1000 * layer.sizeBytes) / source.bandwidth;
}
