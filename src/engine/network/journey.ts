/** One way through the network and back: resolved, routed, timed, and recorded in the trace when it is over. */
import type { Random } from '../../base/random';
import type { Clock, Timer } from '../clock';
import type { Hop, Trace } from '../trace';
import type { Host } from './host';
import type { ExchangeFailure, Peer } from './namespace';

/** What a host needs of the fabric that it belongs to. */
export interface Wires {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** Decides the way of a packet as the network stands now. */
  route(source: Host, destination: Destination): Route;
}

export interface Destination {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** A stop on the way: `after` milliseconds from the start. */
export interface RouteHop {
  readonly at: string;
  readonly after: number;
  readonly note?: string;
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
      /** Milliseconds one way. */
      readonly delay: number;
    }
  | {
      readonly ok: false;
      readonly failure: 'refused' | 'timeout' | 'unreachable';
      readonly hops: readonly RouteHop[];
      /** Milliseconds until the sender learns of it; infinite when it never does. */
      readonly delay: number;
    };

export type JourneyEnd<T> =
  | { readonly ok: true; readonly value: T; readonly address: string; readonly hops: readonly Hop[] }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly address?: string; readonly hops: readonly Hop[] };

/** What happens at the far end: `answer` sends the value back, `refuse` an error. Returns how to call it off. */
export type Arrival<T> = (
  host: Host,
  route: Extract<Route, { ok: true }>,
  peer: Peer,
  answer: (value: T) => void,
  refuse: (failure: ExchangeFailure) => void,
) => (() => void) | undefined;

export interface JourneyOptions {
  readonly summary: string;
  /** Gives up after so many milliseconds, answer or not. */
  readonly timeout: number | undefined;
  /** Gives up after so many milliseconds when nothing at all came back: Linux's SYN retries. */
  readonly connectTimeout: number;
}

/** Linux's six SYN retries give up after a good two minutes. */
export const CONNECT_TIMEOUT = 134_000;

export class Journey<T> {
  readonly #wires: Wires;
  readonly #source: Host;
  readonly #options: JourneyOptions;
  readonly #done: (end: JourneyEnd<T>) => void;
  readonly #timers: Timer[] = [];
  #over = false;
  #hops: readonly Hop[] = [];
  #address: string | undefined;
  #leave: (() => void) | undefined;

  constructor(wires: Wires, source: Host, options: JourneyOptions, done: (end: JourneyEnd<T>) => void) {
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
    if (!route.ok) {
      const { failure, delay } = route;
      if (Number.isFinite(delay)) this.#after(delay, () => this.fail(failure));
      else this.#after(this.#options.connectTimeout, () => this.fail(failure), true);
      return;
    }
    const peer = { address: route.source, port: 32_768 + random.integer(28_232) };
    this.#after(route.delay, () => {
      this.#leave = arrival(
        route.host,
        route,
        peer,
        (value) =>
          this.#back(route.delay, () =>
            this.#finish({ ok: true, value, address: destination.address, hops: this.#hops }),
          ),
        (failure) => this.#back(route.delay, () => this.fail(failure)),
      );
    });
  }

  fail(failure: ExchangeFailure): void {
    const address = this.#address === undefined ? {} : { address: this.#address };
    this.#finish({ ok: false, failure, ...address, hops: this.#hops });
  }

  /** The sender hangs up: nothing is reported or recorded. */
  cancel(): void {
    this.#over = true;
    this.#leave?.();
    for (const timer of this.#timers) timer.cancel();
  }

  #back(delay: number, run: () => void): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#after(delay, run);
  }

  #after(delay: number, run: () => void, background = false): void {
    this.#timers.push(this.#wires.clock.after(delay, () => !this.#over && run(), { background }));
  }

  #finish(end: JourneyEnd<T>): void {
    if (this.#over) return;
    this.cancel();
    const { clock, trace } = this.#wires;
    const sequence = trace.record({
      kind: 'exchange',
      actor: this.#source.name,
      summary: this.#options.summary,
      hops: end.hops,
      outcome: end.ok ? 'ok' : end.failure,
    });
    clock.withCause(sequence, () => this.#done(end));
  }
}
