/** What happened in the world, in order, each entry with its cause. The diagram plays this back; "why?" walks it. */
import { Emitter } from '../base/emitter';
import type { Clock } from './clock';

/**
 * Who did something. One of: `laptop`, `kubectl`, `api-server`, `etcd`, `scheduler`, `controller-manager`, `cloud`,
 * `load-balancer`, `registry`, `visitors` (people on the internet), and, with the node's name after a slash, `kubelet/NODE`, `kube-proxy/NODE`,
 * `runtime/NODE`, `node/NODE`; for what runs in a pod `pod/NAMESPACE/NAME`; for a service `service/NAMESPACE/NAME`;
 * for a Docker container `container/NAME`. On the way of exchanges also, MACHINE being `laptop` or a node's name,
 * `bridge/MACHINE/INTERFACE`, `docker-proxy/MACHINE` (which stands for the address translation too), and `name-server`.
 */
export type Actor = string;

/** Which object: `plural.group` (`pods`, `deployments.apps`), namespace ('' when it has none) and name. */
export interface ObjectName {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
}

/** One stop of a network exchange, at `time`; `note` says what was decided there. */
export interface Hop {
  readonly at: Actor;
  readonly time: number;
  readonly note?: string;
}

/**
 * One device, or one decision of a kernel, on the way of a packet: `send` and `receive` at an interface, `bridge` from
 * port to port, `route` by a line of the routing table, `translate` and `masquerade` by rules, `wrap` into a packet
 * between nodes and `unwrap` of it, `balance` to a node; `drop` is where it was lost, `detail` being the reason.
 */
export interface Passage {
  /** Whose device it is. */
  readonly at: Actor;
  /** `eth0`, `veth1a2b3c4d`, `cni0`, `flannel.1`; left out where the kernel itself decides. */
  readonly device?: string;
  readonly does:
    | 'send'
    | 'receive'
    | 'bridge'
    | 'route'
    | 'translate'
    | 'masquerade'
    | 'wrap'
    | 'unwrap'
    | 'balance'
    | 'drop';
  /** The packet's addresses afterwards. */
  readonly source: string;
  readonly destination: string;
  /** Those of the packet that it travels in. */
  readonly outer?: { readonly source: string; readonly destination: string };
  /** `10.244.2.0/24 via 10.0.0.12 dev eth0`, what rules made of it, or why it was dropped. */
  readonly detail?: string;
  readonly time: number;
}

export type TraceEvent =
  /** The learner typed a command, or clicked something that stands for one. */
  | { readonly kind: 'input'; readonly actor: Actor; readonly text: string }
  /** A component asked the API server for something, and what it answered (an HTTP status code). */
  | {
      readonly kind: 'request';
      readonly actor: Actor;
      readonly verb: string;
      readonly object: ObjectName;
      readonly subresource?: string;
      readonly code: number;
      /** The answer's reason when it was refused. */
      readonly reason?: string;
      /** The revision that a write made. */
      readonly revision?: number;
    }
  /** The API server told a watching component of a change. */
  | {
      readonly kind: 'watch';
      readonly actor: Actor;
      readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
      readonly object: ObjectName;
      readonly revision: number;
    }
  /** A component did something outside the API: `action` is a word for the dictionaries, `detail` its particulars. */
  | {
      readonly kind: 'act';
      readonly actor: Actor;
      readonly action: string;
      readonly object?: ObjectName;
      readonly detail?: Readonly<Record<string, string | number>>;
      /** When it will be over, for what takes time. */
      readonly until?: number;
    }
  /** A network exchange (an HTTP request, a DNS question) with the way that it took. */
  | {
      readonly kind: 'exchange';
      readonly actor: Actor;
      readonly summary: string;
      readonly hops: readonly Hop[];
      /** The same way, device by device, as far as the request went; the answer comes back along it. */
      readonly way?: readonly Passage[];
      /** `ok`, or why it failed: `refused`, `timeout`, `unreachable`, `unresolved`, `reset`. */
      readonly outcome: string;
      /** Of HTTP that was answered: the body's first 400 characters. */
      readonly answer?: { readonly status: number; readonly body: string };
    };

export type TraceEntry = TraceEvent & {
  readonly sequence: number;
  readonly time: number;
  /** The sequence number of the entry that this one follows from; 0 when nothing is known. */
  readonly cause: number;
};

/** Keeps the newest entries; older ones are let go, so that a long session does not grow. */
export class Trace {
  readonly added = new Emitter<TraceEntry>();
  #entries: TraceEntry[] = [];
  #next = 1;
  readonly #clock: Clock;
  readonly #limit: number;

  constructor(clock: Clock, limit = 20_000) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Records an event with the clock's current cause and returns its sequence number, to be used as a cause. */
  record(event: TraceEvent): number {
    const entry: TraceEntry = { ...event, sequence: this.#next++, time: this.#clock.now, cause: this.#clock.cause };
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit * 1.25) this.#entries = this.#entries.slice(-this.#limit);
    this.added.emit(entry);
    return entry.sequence;
  }

  /** Forgets everything so far; the numbers go on. */
  clear(): void {
    this.#entries = [];
  }

  get entries(): readonly TraceEntry[] {
    return this.#entries;
  }

  /** The entry with that number, while it is still kept. */
  find(sequence: number): TraceEntry | undefined {
    const first = this.#entries[0];
    return first === undefined ? undefined : this.#entries[sequence - first.sequence];
  }

  /** The chain of causes from an entry back to its beginning, nearest first. */
  why(sequence: number): TraceEntry[] {
    const chain: TraceEntry[] = [];
    for (let entry = this.find(sequence); entry !== undefined; entry = this.find(entry.cause)) chain.push(entry);
    return chain;
  }
}
