/** A network namespace: what a process sees of the network. Each pod sandbox, each node and the laptop has one. */
import type { Result } from '../../base/result';
import type { Hop } from '../trace';
import type { NetworkInterface } from './link';

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

/** A process that has a port, as `ss -p` names it. */
export interface SocketOwner {
  readonly pid: number;
  readonly argv: readonly string[];
}

export interface ListenOptions {
  /** Only this local address; all of them (IPv6's too) when left out or `::`, all of IPv4 for `0.0.0.0`. */
  readonly address?: string;
  readonly owner?: SocketOwner;
}

/** A bound port, as `ss -l` shows it. */
export interface BoundPort {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** undefined: all addresses, of IPv6 too (`*:80`). */
  readonly address: string | undefined;
  /** undefined: the machine itself, or Docker's proxy. */
  readonly owner: SocketOwner | undefined;
}

/** A line of `ip route`. */
export interface RoutingEntry {
  /** `default`, `172.17.0.0/16`. */
  readonly destination: string;
  readonly gateway?: string;
  readonly device: string;
  /** The address with which it sends, for networks that it is on. */
  readonly source?: string;
}

export interface NetworkNamespace {
  /** `laptop`, `node/NODE`, `pod/NAMESPACE/NAME` or `container/NAME`: also the actor in the trace. */
  readonly name: string;
  /** `net:[4026531840]`: one for each namespace of a machine. */
  readonly inode: number;
  /** IPv4 addresses of its interfaces, without loopback. */
  readonly addresses: readonly string[];
  /** Loopback first. */
  readonly interfaces: readonly NetworkInterface[];
  readonly routes: readonly RoutingEntry[];
  /** `ip link set NAME up`. An interface that is down carries nothing, loopback included. */
  setLink(name: string, state: 'up' | 'down'): Result<void, 'no such device'>;
  /**
   * Binds a TCP port. EADDRINUSE: somebody has it on that address or on all; EADDRNOTAVAIL: the address is not the
   * namespace's. Returns how to stop listening.
   */
  listen(port: number, server: HttpServer, options?: ListenOptions): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'>;
  /** Answers DNS questions on port 53. */
  serveNames(server: NameServer): Result<() => void, 'EADDRINUSE'>;
  /** TCP ports that are bound, ascending. */
  readonly ports: readonly number[];
  /** What is bound, with addresses and owners; published ports among them (Docker's proxy has them). */
  readonly boundPorts: readonly BoundPort[];
  /** A TCP port that is free, for those who don't mind which (`listen(0)`). */
  freePort(): number;
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
