/** HTTP exchanges, bare connections and echo requests between hosts. */

import { connectionPair } from './connection';
import type { Host } from './host';
import { HttpCall } from './httpCall';
import { asStreamServer } from './httpText';
import { type Arrived, CONNECT_TIMEOUT, Journey, type Wires } from './journey';
import type {
  Connection,
  ConnectOutcome,
  DialOutcome,
  ExchangeOptions,
  ExchangeOutcome,
  HttpRequest,
  HttpResponse,
  PingOutcome,
  StreamServer,
} from './namespace';
import { echoPacket, requestBytes, tcpPackets } from './packets';

/** SYN, ACK and FIN of whoever opens a connection. */
const OPENING = 4;

/** So many characters of an answer are in the trace. */
const TOLD = 400;

/** Sends a request; see NetworkNamespace.exchange. */
export function sendRequest(
  wires: Wires,
  source: Host,
  request: HttpRequest,
  options: ExchangeOptions,
  done: (outcome: ExchangeOutcome) => void,
): () => void {
  const { host, port, scheme, method, path } = request;
  const authority = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const shown = port === (scheme === 'https' ? 443 : 80) ? authority : `${authority}:${port}`;
  const call = new HttpCall(wires.clock, request, options);
  const journey = new Journey<HttpResponse>(
    wires,
    source,
    {
      summary: `${method} ${scheme}://${shown}${path}`,
      tell: ({ status, body }) => ({ status, body: (call.body + body).slice(0, TOLD) }),
      timeout: options.timeout,
      connectTimeout: options.connectTimeout ?? CONNECT_TIMEOUT,
      traffic: tcpPackets(requestBytes(request), OPENING),
    },
    (end) => {
      const { address, hops } = end;
      if (end.ok) done({ ok: true, response: call.complete(end.value), address: end.address, hops });
      else done({ ...call.failure(end.failure), ...(address === undefined ? {} : { address }), hops });
    },
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    call.address = address;
    journey.depart({ address, port, protocol: 'TCP' }, (...arrival) => call.arrive(...arrival));
  });
  return () => {
    stopResolving();
    journey.cancel();
  };
}

/** Opens a connection and closes it; see NetworkNamespace.connect. */
export function tryConnection(
  wires: Wires,
  source: Host,
  host: string,
  port: number,
  options: { readonly timeout?: number },
  done: (outcome: ConnectOutcome) => void,
): () => void {
  const journey = new Journey<undefined>(
    wires,
    source,
    {
      summary: `TCP ${host}:${port}`,
      timeout: options.timeout,
      connectTimeout: CONNECT_TIMEOUT,
      traffic: tcpPackets(0, OPENING),
    },
    (end) => done(end.ok ? { ok: true, address: end.address, hops: end.hops } : end),
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    journey.depart({ address, port, protocol: 'TCP' }, (target, route, _peer, reply) => {
      // A proxy accepts first, whoever stands behind it.
      const open = route.proxied || target.sockets.find('TCP', route.port, route.address) !== undefined;
      if (open) reply.answer(undefined, tcpPackets(0, 2));
      else reply.refuse('refused');
      return undefined;
    });
  });
  return () => {
    stopResolving();
    journey.cancel();
  };
}

/** Opens a connection; see NetworkNamespace.dial. */
export function openConnection(
  wires: Wires,
  source: Host,
  host: string,
  port: number,
  options: { readonly timeout?: number },
  done: (outcome: DialOutcome) => void,
): () => void {
  const journey = new Journey<Connection>(
    wires,
    source,
    {
      summary: `TCP ${host}:${port}`,
      timeout: options.timeout,
      connectTimeout: CONNECT_TIMEOUT,
      traffic: tcpPackets(0, OPENING),
    },
    (end) => done(end.ok ? { ok: true, connection: end.value, address: end.address, hops: end.hops } : end),
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    journey.depart({ address, port, protocol: 'TCP' }, (target, route, peer, reply) => {
      const accept = acceptorAt(target, route);
      if (accept === undefined) {
        reply.refuse('refused');
        return undefined;
      }
      const pair = connectionPair(wires.clock, route, {
        client: { address: source.addresses[0] ?? route.source, port: peer.port },
        server: { address: route.address, port: route.port },
        seenClient: peer,
        asked: { address, port },
      });
      reply.answer(pair.client, tcpPackets(0, 2));
      accept(pair.server);
      return undefined;
    });
  });
  return () => {
    stopResolving();
    journey.cancel();
  };
}

/** undefined: nobody listens there. */
function acceptorAt(target: Host, route: Arrived): StreamServer | undefined {
  const listener = target.sockets.find('TCP', route.port, route.address);
  if (listener?.service.kind === 'stream') return listener.service.server;
  if (listener?.service.kind === 'http') return asStreamServer(listener.service.server, listener.owner);
  // A proxy accepts first, and hangs up when nobody stands behind it.
  return route.proxied ? (connection) => connection.reset() : undefined;
}

/** Sends an echo request; see NetworkNamespace.ping. */
export function sendEcho(
  wires: Wires,
  source: Host,
  host: string,
  options: { readonly timeout?: number },
  done: (outcome: PingOutcome) => void,
): () => void {
  let started = wires.clock.now;
  const journey = new Journey<number>(
    wires,
    source,
    { summary: `ping ${host}`, timeout: options.timeout, connectTimeout: CONNECT_TIMEOUT, traffic: echoPacket },
    (end) => {
      const time = wires.clock.now - started;
      if (end.ok) done({ ok: true, address: end.address, time, timeToLive: end.value });
      else done(end);
    },
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    started = wires.clock.now;
    journey.depart({ address, port: 0, protocol: 'ICMP' }, (_target, route, _peer, reply) => {
      reply.answer(route.timeToLive, echoPacket);
      return undefined;
    });
  });
  return () => {
    stopResolving();
    journey.cancel();
  };
}
