/** A network namespace: what a process sees of the network. Each pod sandbox, each node and the laptop has one. */
import type { Result } from '../../base/result';
import type { Hop } from '../trace';

export interface HttpRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** A name or an address, as in the URL. */
  readonly host: string;
  readonly port: number;
  /** With the query: `/`, `/index.html?x=1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who is calling, as the server's socket sees it (after any source NAT). */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** A server on a port. It answers by calling `respond` once, at once or later; never answering is a hang. */
export type HttpServer = (request: HttpRequest, peer: Peer, respond: (response: HttpResponse) => void) => void;

/** What a connection attempt came to (nc -z, tcpSocket probes). */
export type ConnectOutcome =
  | { readonly ok: true; readonly address: string; readonly hops: readonly Hop[] }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly address?: string; readonly hops: readonly Hop[] };

export interface NameQuestion {
  /** Without the search list: as it goes over the wire, with or without the last dot. */
  readonly name: string;
  readonly type: NameRecord['type'];
}

export interface NameRecord {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';
  /** In seconds. */
  readonly ttl: number;
  /** An address or a name; for SRV `priority weight port target`. */
  readonly data: string;
}

export interface NameAnswer {
  /** `failed`: no name server answered. */
  readonly code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'failed';
  readonly records: readonly NameRecord[];
  /** The name server that was asked; '' when there is none. */
  readonly server: string;
}

/** Answers questions about names on UDP port 53. Never answering is a hang. */
export type NameServer = (
  question: NameQuestion,
  peer: Peer,
  respond: (answer: Pick<NameAnswer, 'code' | 'records'>) => void,
) => void;

export type ExchangeFailure =
  /** Nobody listens on that port: TCP RST. */
  | 'refused'
  /** Packets go nowhere and nothing comes back. */
  | 'timeout'
  /** No route to host. */
  | 'unreachable'
  /** The name has no address. */
  | 'unresolved'
  /** The server ended while it was answering. */
  | 'reset';

export type ExchangeOutcome =
  | { readonly ok: true; readonly response: HttpResponse; readonly address: string; readonly hops: readonly Hop[] }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly address?: string; readonly hops: readonly Hop[] };

export interface NetworkNamespace {
  /** `laptop`, `node/NODE` or `pod/NAMESPACE/NAME`: also the actor in the trace. */
  readonly name: string;
  /** IPv4 addresses of its interfaces, without loopback. */
  readonly addresses: readonly string[];
  /** Binds a TCP port. The error is EADDRINUSE. Returns how to stop listening. */
  listen(port: number, server: HttpServer, options?: { readonly address?: string }): Result<() => void, 'EADDRINUSE'>;
  /** Answers DNS questions on port 53. */
  serveNames(server: NameServer): Result<() => void, 'EADDRINUSE'>;
  /** Ports that are bound, ascending. */
  readonly ports: readonly number[];
  /**
   * Sends a request and calls `done` once, when the answer is back or it failed; DNS, kube-proxy and every hop take
   * their time. `timeout` is in milliseconds (curl --max-time). Returns how to call it off.
   */
  exchange(
    request: HttpRequest,
    options: { readonly timeout?: number },
    done: (outcome: ExchangeOutcome) => void,
  ): () => void;
  /** Opens a connection and closes it again. */
  connect(
    host: string,
    port: number,
    options: { readonly timeout?: number },
    done: (outcome: ConnectOutcome) => void,
  ): () => void;
  /** Asks one DNS question, of the namespace's own name server unless another is named (an address). */
  lookup(question: NameQuestion, options: { readonly server?: string }, done: (answer: NameAnswer) => void): () => void;
  /** Resolves a name as the resolver of this namespace does (/etc/hosts, then DNS with its search list). */
  resolve(name: string, done: (addresses: readonly string[]) => void): () => void;
}
