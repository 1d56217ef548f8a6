/** A network namespace: what a process sees of the network. Each pod sandbox, each node and the laptop has one. */
import type { Result } from '../../base/result';
import type { Hop } from '../trace';
import type { NetworkInterface } from './link';
import type { Wiring } from './wiring';

export interface HttpRequest {
  /** Any word: `GET`, `PURGE`. */
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** A name or an address, as in the URL. */
  readonly host: string;
  readonly port: number;
  /** With the query: `/`, `/index.html?x=1`. */
  readonly path: string;
  /** A header that was given several times has its values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Status line and headers of an answer. */
export interface HttpHead {
  readonly status: number;
  /** The words behind the status; the usual ones when left out. */
  readonly statusText?: string;
  /** Several values are several lines (Set-Cookie). */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export interface HttpResponse extends HttpHead {
  readonly body: string;
  /** The connection was closed before the whole body had come. */
  readonly cut?: boolean;
}

/** Who is calling, as the server's socket sees it (after any source NAT). */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** How a server answers a request: once, in one of three ways. */
export interface Respond {
  /** The whole answer. */
  (response: HttpResponse): void;
  /** Status and headers now, the body in parts. */
  begin(head: HttpHead): BodyWriter;
  /** Closes the connection without an answer. */
  hangUp(): void;
  /** Sends something back that is no HTTP. */
  garble(): void;
}

export interface BodyWriter {
  write(text: string): void;
  end(): void;
  /** Closes the connection in mid-body. */
  cut(): void;
}

/**
 * A server on a port. It answers through `respond`, at once or later; never answering is a hang. `onHangUp` tells when
 * the client has gone before the answer was complete.
 */
export type HttpServer = (
  request: HttpRequest,
  peer: Peer,
  respond: Respond,
  onHangUp: (listener: () => void) => void,
) => void;

export interface ExchangeOptions {
  /** Milliseconds for all of it (curl --max-time). */
  readonly timeout?: number;
  /** Milliseconds until somebody has to have taken the connection; Linux's two minutes when left out. */
  readonly connectTimeout?: number;
  /**
   * Called with status and headers as soon as they are there, and with the address that sent them, for those who take an
   * answer while it comes.
   */
  onHead?(head: HttpHead, address: string): void;
  /** Called with each part of the body as it comes; the outcome has the whole again. */
  onBody?(text: string): void;
}

export type ExchangeFailure =
  /** Nobody listens on that port: TCP RST. */
  | 'refused'
  /** Packets go nowhere and nothing comes back. */
  | 'timeout'
  /** No route to host. */
  | 'unreachable'
  /** The sender's own namespace has no way there: network is unreachable. */
  | 'no-network'
  /** The name has no address. */
  | 'unresolved'
  /** The server ended or closed the connection before it answered. */
  | 'reset';

interface FailedExchange {
  readonly ok: false;
  readonly failure: ExchangeFailure;
  readonly address?: string;
  readonly hops: readonly Hop[];
  /** With `reset`: the connection was closed in order (FIN) after the request had been read. */
  readonly closed?: boolean;
  /** With `timeout`: somebody had taken the request. */
  readonly accepted?: boolean;
  /** With `reset`: what came back is no HTTP. */
  readonly garbled?: boolean;
  /** What had come of the answer when the time was up. */
  readonly partial?: HttpResponse;
}

export type ExchangeOutcome =
  | { readonly ok: true; readonly response: HttpResponse; readonly address: string; readonly hops: readonly Hop[] }
  | FailedExchange;

/** What a connection attempt came to (nc -z, tcpSocket probes). */
export type ConnectOutcome =
  | { readonly ok: true; readonly address: string; readonly hops: readonly Hop[] }
  | FailedExchange;

/** One end of an open TCP connection. */
export interface Connection {
  readonly local: Peer;
  readonly remote: Peer;
  /** False once this end has finished or the connection was reset. */
  readonly open: boolean;
  write(text: string): void;
  /** No more will be sent (FIN); the other end still may. */
  end(): void;
  /** Breaks it off (RST). */
  reset(): void;
  /** Takes what comes, with what has come already. One reader; without any it is kept. */
  read(onText: (text: string) => void, onEnd: (how: 'end' | 'reset') => void): void;
}

/** A server of raw connections. When its process ends it has to end them: the network knows ports only. */
export type StreamServer = (connection: Connection) => void;

/** What came of dialling. */
export type DialOutcome =
  | { readonly ok: true; readonly connection: Connection; readonly address: string; readonly hops: readonly Hop[] }
  | FailedExchange;

/** What came of an echo request (ping). */
export type PingOutcome =
  | {
      readonly ok: true;
      readonly address: string;
      /** Milliseconds there and back. */
      readonly time: number;
      /** Of the answer: 64 less the routers that it passed. */
      readonly timeToLive: number;
    }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly address?: string };

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
  /** Not from whoever is responsible for the name: nslookup calls it non-authoritative. */
  readonly secondHand?: boolean;
}

/** Answers questions about names on UDP port 53. Never answering is a hang. */
export type NameServer = (
  question: NameQuestion,
  peer: Peer,
  respond: (answer: Omit<NameAnswer, 'server'>) => void,
) => void;

/** A process that has a port, as `ss -p` names it. */
export interface SocketOwner {
  readonly pid: number;
  readonly argv: readonly string[];
  /** Runs something as soon as the process is neither stopped nor frozen: until then its server answers nothing. */
  whenRunning?(run: () => void): void;
}

export interface ListenOptions {
  /** Only this local address; all of them (IPv6's too) when left out or `::`, all of IPv4 for `0.0.0.0`. */
  readonly address?: string;
  /** The process that serves; without it, a server of a stopped or frozen process would still answer. */
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
  /** The gateway is taken to be on the device's network, whatever its address. */
  readonly onlink?: boolean;
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
  /** `ip route add`; with `replace` it takes the place of one to the same destination. */
  addRoute(route: RoutingEntry, options?: { readonly replace?: boolean }): Result<void, 'exists' | 'no such device'>;
  /** `ip route del DESTINATION`: of those that were added. */
  removeRoute(destination: string): Result<void, 'no such route'>;
  /** `ip link add NAME type vxlan`, with an address and up; one of that name stays as it is. */
  addTunnel(tunnel: { readonly name: string; readonly address: string; readonly mtu: number }): NetworkInterface;
  /** Links and addresses that somebody makes by hand. */
  readonly wiring: Wiring;
  /** An empty namespace on the same machine, as `unshare --net` makes it: loopback only, and that is down. */
  unshare(inode: number): NetworkNamespace;
  /**
   * Binds a TCP port. EADDRINUSE: somebody has it on that address or on all; EADDRNOTAVAIL: the address is not the
   * namespace's. Returns how to stop listening.
   */
  listen(port: number, server: HttpServer, options?: ListenOptions): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'>;
  /** Binds a TCP port for raw connections. Web clients reach it too: they are sent to it as text. */
  listenStream(
    port: number,
    server: StreamServer,
    options?: ListenOptions,
  ): Result<() => void, 'EADDRINUSE' | 'EADDRNOTAVAIL'>;
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
   * their time. Returns how to call it off.
   */
  exchange(request: HttpRequest, options: ExchangeOptions, done: (outcome: ExchangeOutcome) => void): () => void;
  /** Opens a connection; a web server at the other end reads the text as HTTP. */
  dial(
    host: string,
    port: number,
    options: { readonly timeout?: number },
    done: (outcome: DialOutcome) => void,
  ): () => void;
  /** Opens a connection and closes it again. */
  connect(
    host: string,
    port: number,
    options: { readonly timeout?: number },
    done: (outcome: ConnectOutcome) => void,
  ): () => void;
  /** Sends an echo request (ICMP) to a name or an address. */
  ping(host: string, options: { readonly timeout?: number }, done: (outcome: PingOutcome) => void): () => void;
  /** Asks one DNS question, of the namespace's own name server unless another is named (an address). */
  lookup(question: NameQuestion, options: { readonly server?: string }, done: (answer: NameAnswer) => void): () => void;
  /** Resolves a name as the resolver of this namespace does (/etc/hosts, then DNS with its search list). */
  resolve(name: string, done: (addresses: readonly string[]) => void): () => void;
}
