/** A network namespace of the simulated network: the laptop's, a node's or a pod's. Made by the fabric. */
import { fail, ok, type Result } from '../../base/result';
import { sendRequest, tryConnection } from './exchange';
import type { Wires } from './journey';
import type {
  ConnectOutcome,
  ExchangeOutcome,
  HttpRequest,
  HttpServer,
  NameAnswer,
  NameQuestion,
  NameServer,
  NetworkNamespace,
} from './namespace';
import { askNameServer, type ResolverSettings, resolveName } from './resolver';

/** A bound port. */
export interface Listener {
  readonly server: HttpServer;
  /** Only this local address; undefined for all of them. */
  readonly address: string | undefined;
  /** Called when it stops, for exchanges that are still waiting for an answer. */
  readonly onStop: Set<() => void>;
}

export interface HostOptions {
  readonly kind: 'laptop' | 'node' | 'pod';
  readonly name: string;
  readonly addresses: readonly string[];
  /** The node that it is or lives on; undefined for the laptop. */
  readonly node: string | undefined;
  readonly resolver: ResolverSettings;
}

export class Host implements NetworkNamespace {
  readonly kind: HostOptions['kind'];
  readonly name: string;
  readonly addresses: readonly string[];
  readonly node: string | undefined;
  readonly resolver: ResolverSettings;
  readonly #wires: Wires;
  readonly #listeners = new Map<number, Listener[]>();
  #nameServer: NameServer | undefined;

  constructor(wires: Wires, options: HostOptions) {
    this.#wires = wires;
    this.kind = options.kind;
    this.name = options.name;
    this.addresses = options.addresses;
    this.node = options.node;
    this.resolver = options.resolver;
  }

  get ports(): readonly number[] {
    return [...this.#listeners.keys()].sort((a, b) => a - b);
  }

  get nameServer(): NameServer | undefined {
    return this.#nameServer;
  }

  listen(port: number, server: HttpServer, options: { address?: string } = {}): Result<() => void, 'EADDRINUSE'> {
    const address = options.address === '0.0.0.0' ? undefined : options.address;
    const bound = this.#listeners.get(port) ?? [];
    if (bound.some((one) => one.address === undefined || address === undefined || one.address === address)) {
      return fail('EADDRINUSE');
    }
    const listener: Listener = { server, address, onStop: new Set() };
    this.#listeners.set(port, [...bound, listener]);
    return ok(() => this.#stop(port, listener));
  }

  serveNames(server: NameServer): Result<() => void, 'EADDRINUSE'> {
    if (this.#nameServer !== undefined) return fail('EADDRINUSE');
    this.#nameServer = server;
    return ok(() => {
      if (this.#nameServer === server) this.#nameServer = undefined;
    });
  }

  /** Who listens on a port for connections to one of the host's addresses (or 127.0.0.1, from itself). */
  listenerAt(port: number, address: string): Listener | undefined {
    return this.#listeners.get(port)?.find((one) => one.address === undefined || one.address === address);
  }

  exchange(request: HttpRequest, options: { timeout?: number }, done: (outcome: ExchangeOutcome) => void): () => void {
    return sendRequest(this.#wires, this, request, options, done);
  }

  connect(
    host: string,
    port: number,
    options: { timeout?: number },
    done: (outcome: ConnectOutcome) => void,
  ): () => void {
    return tryConnection(this.#wires, this, host, port, options, done);
  }

  lookup(question: NameQuestion, options: { server?: string }, done: (answer: NameAnswer) => void): () => void {
    return askNameServer(this.#wires, this, question, options.server ?? this.resolver.nameservers[0] ?? '', done);
  }

  resolve(name: string, done: (addresses: readonly string[]) => void): () => void {
    return resolveName(this.#wires, this, name, done);
  }

  /** Closes everything, as the end of the namespace does. */
  close(): void {
    for (const [port, listeners] of [...this.#listeners]) for (const listener of listeners) this.#stop(port, listener);
    this.#nameServer = undefined;
  }

  #stop(port: number, listener: Listener): void {
    const rest = (this.#listeners.get(port) ?? []).filter((one) => one !== listener);
    if (rest.length === 0) this.#listeners.delete(port);
    else this.#listeners.set(port, rest);
    for (const stop of [...listener.onStop]) stop();
    listener.onStop.clear();
  }
}
