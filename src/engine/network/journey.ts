/** One way through the network and back: resolved, routed, timed, and recorded in the trace when it is over. */
import type { Random } from '../../base/random';
import type { Clock, Timer } from '../clock';
import type { Hop, Passage, Trace } from '../trace';
import type { Host } from './host';
import type { Link, Traffic } from './link';
import type { ExchangeFailure, Peer } from './namespace';
import { noTraffic, tcpPackets } from './packets';

/** What a host needs of the fabric that it belongs to. */
export interface Wires {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** Decides the way of a packet as the network stands now. */
  route(source: Host, destination: Destination): Route;
  /** An empty namespace on a machine. */
  addNamespace(machine: Host, options: { readonly inode?: number }): Host;
}

export interface Destination {
  readonly address: string;
  /** 0 where the protocol has none. */
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'ICMP';
}

/** A stop on the way: `after` milliseconds from the start. */
export interface RouteHop {
  readonly at: string;
  readonly after: number;
  readonly note?: string;
}

/** A device on the way: `after` milliseconds from the start. */
export type RoutePassage = Omit<Passage, 'time'> & { readonly after: number };

/** An interface that packets go through; `sent` and `received` as it sees what goes forth. */
export interface Crossing {
  readonly link: Link;
  readonly direction: 'sent' | 'received';
}

export type Route =
  | {
      readonly ok: true;
      readonly host: Host;
      /** Which of the host's addresses was meant, after any translation (127.0.0.1 for loopback). */
      readonly address: string;
      readonly port: number;
      /** The source address that the host sees. */
      readonly source: string;
      /** Docker's proxy has accepted the connection already: a host that refuses it is a reset for the sender. */
      readonly proxied: boolean;
      readonly hops: readonly RouteHop[];
      readonly passages: readonly RoutePassage[];
      readonly crossed: readonly Crossing[];
      /** What is left of the packet's 64 when it arrives. */
      readonly timeToLive: number;
      /** Milliseconds one way. */
      readonly delay: number;
    }
  | {
      readonly ok: false;
      readonly failure: 'refused' | 'timeout' | 'unreachable' | 'no-network' | 'reset';
      readonly hops: readonly RouteHop[];
      readonly passages: readonly RoutePassage[];
      readonly crossed: readonly Crossing[];
      /** Milliseconds until the sender learns of it; infinite when it never does. */
      readonly delay: number;
    };

export type Arrived = Extract<Route, { ok: true }>;

export type JourneyEnd<T> =
  | { readonly ok: true; readonly value: T; readonly address: string; readonly hops: readonly Hop[] }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly address?: string; readonly hops: readonly Hop[] };

/** How the far end replies. */
export interface Reply<T> {
  /** Sends the value back: the journey is over when it arrives. */
  answer(value: T, traffic?: Traffic): void;
  /** Sends an error back. */
  refuse(failure: ExchangeFailure): void;
  /** Sends something on the way back that is not the end; `run` is called when it arrives. */
  send(run: () => void, traffic?: Traffic): void;
}

/** What happens at the far end. Returns how to call it off when the sender hangs up. */
export type Arrival<T> = (host: Host, route: Arrived, peer: Peer, reply: Reply<T>) => (() => void) | undefined;

export interface JourneyOptions<T> {
  readonly summary: string;
  /** What the trace tells of the value that came back. */
  readonly tell?: (value: T) => { readonly status: number; readonly body: string };
  /** Gives up after so many milliseconds, answer or not. */
  readonly timeout: number | undefined;
  /** Gives up after so many milliseconds when nothing at all came back: Linux's SYN retries. */
  readonly connectTimeout: number;
  /** What is sent, once there is somebody who takes it. */
  readonly traffic?: Traffic;
}

/** Linux's six SYN retries give up after a good two minutes. */
export const CONNECT_TIMEOUT = 134_000;

export class Journey<T> {
  readonly #wires: Wires;
  readonly #source: Host;
  readonly #options: JourneyOptions<T>;
  readonly #done: (end: JourneyEnd<T>) => void;
  readonly #timers: Timer[] = [];
  #over = false;
  #hops: readonly Hop[] = [];
  #way: readonly Passage[] = [];
  #address: string | undefined;
  #leave: (() => void) | undefined;

  constructor(wires: Wires, source: Host, options: JourneyOptions<T>, done: (end: JourneyEnd<T>) => void) {
    this.#wires = wires;
    this.#source = source;
    this.#options = options;
    this.#done = done;
    this.#hops = [{ at: source.name, time: wires.clock.now }];
    if (options.timeout !== undefined) this.#after(options.timeout, () => this.fail('timeout'), true);
  }

  /** Sets out to an address. */
  depart(destination: Destination, arrival: Arrival<T>): void {
    if (this.#over) return;
    const { clock, random } = this.#wires;
    const start = clock.now;
    const route = this.#wires.route(this.#source, destination);
    this.#address = destination.address;
    this.#hops = route.hops.map(({ at, after, note }) => ({
      at,
      time: start + after,
      ...(note === undefined ? {} : { note }),
    }));
    this.#way = route.passages.map(({ after, ...passage }) => ({ ...passage, time: start + after }));
    if (!route.ok) {
      const { failure, delay } = route;
      if (destination.protocol === 'TCP') countCrossed(route.crossed, tcpPackets(0, 1), noTraffic);
      const { connectTimeout } = this.#options;
      if (delay <= connectTimeout) this.#after(delay, () => this.fail(failure));
      else this.#after(connectTimeout, () => this.fail('timeout'), true);
      return;
    }
    const peer = { address: route.source, port: 32_768 + random.integer(28_232) };
    this.#after(route.delay, () => this.#arrive(route, peer, arrival));
  }

  fail(failure: ExchangeFailure): void {
    const address = this.#address === undefined ? {} : { address: this.#address };
    this.#finish({ ok: false, failure, ...address, hops: this.#hops });
  }

  /** The sender hangs up: nothing is reported or recorded. */
  cancel(): void {
    this.#over = true;
    this.#leave?.();
    this.#leave = undefined;
    for (const timer of this.#timers) timer.cancel();
  }

  #arrive(route: Arrived, peer: Peer, arrival: Arrival<T>): void {
    const back = (run: () => void, traffic: Traffic = noTraffic) => {
      // Whoever was taken off the network in the meantime is not heard any more.
      if (route.crossed.some(({ link }) => link.removed || !link.up)) return;
      countCrossed(route.crossed, noTraffic, traffic);
      this.#after(route.delay, run);
    };
    const end = (run: () => void, traffic?: Traffic) => {
      this.#leave?.();
      this.#leave = undefined;
      back(run, traffic);
    };
    countCrossed(route.crossed, this.#options.traffic ?? noTraffic, noTraffic);
    const address = this.#address ?? route.address;
    this.#leave = arrival(route.host, route, peer, {
      send: back,
      answer: (value, traffic) => end(() => this.#finish({ ok: true, value, address, hops: this.#hops }), traffic),
      refuse: (failure) => end(() => this.fail(failure), tcpPackets(0, 1)),
    });
  }

  #after(delay: number, run: () => void, background = false): void {
    this.#timers.push(this.#wires.clock.after(delay, () => !this.#over && run(), { background }));
  }

  #finish(end: JourneyEnd<T>): void {
    if (this.#over) return;
    this.cancel();
    const { clock, trace } = this.#wires;
    const { tell } = this.#options;
    const sequence = trace.record({
      kind: 'exchange',
      actor: this.#source.name,
      summary: this.#options.summary,
      hops: end.hops,
      ...(this.#way.length === 0 ? {} : { way: this.#way }),
      outcome: end.ok ? 'ok' : end.failure === 'no-network' ? 'unreachable' : end.failure,
      ...(end.ok && tell !== undefined ? { answer: tell(end.value) } : {}),
    });
    clock.withCause(sequence, () => this.#done(end));
  }
}

/** Counts what went forth and what came back at every interface on the way. */
export function countCrossed(crossed: readonly Crossing[], forth: Traffic, back: Traffic): void {
  for (const { link, direction } of crossed) {
    if (direction === 'sent') link.count(back, forth);
    else link.count(forth, back);
  }
}
