/** HTTP exchanges and bare connections between hosts. */
import type { Host } from './host';
import { CONNECT_TIMEOUT, Journey, type Wires } from './journey';
import type { ConnectOutcome, ExchangeOutcome, HttpRequest, HttpResponse } from './namespace';

/** Sends a request; see NetworkNamespace.exchange. */
export function sendRequest(
  wires: Wires,
  source: Host,
  request: HttpRequest,
  options: { readonly timeout?: number },
  done: (outcome: ExchangeOutcome) => void,
): () => void {
  const { host, port, scheme, method, path } = request;
  const shown = port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`;
  const journey = new Journey<HttpResponse>(
    wires,
    source,
    { summary: `${method} ${scheme}://${shown}${path}`, timeout: options.timeout, connectTimeout: CONNECT_TIMEOUT },
    (end) => {
      if (!end.ok) done(end);
      else done({ ok: true, response: end.value, address: end.address, hops: end.hops });
    },
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    journey.depart({ address, port, protocol: 'TCP' }, (target, route, peer, answer, refuse) => {
      const listener = target.sockets.find('TCP', route.port, route.address);
      if (listener?.service.kind !== 'http') {
        refuse(route.proxied ? 'reset' : 'refused');
        return undefined;
      }
      const reset = () => refuse('reset');
      listener.onStop.add(reset);
      let answered = false;
      listener.service.server(request, peer, (response) => {
        if (answered) return;
        answered = true;
        if (listener.onStop.delete(reset)) answer(response);
      });
      return () => {
        listener.onStop.delete(reset);
      };
    });
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
    { summary: `TCP ${host}:${port}`, timeout: options.timeout, connectTimeout: CONNECT_TIMEOUT },
    (end) => done(end.ok ? { ok: true, address: end.address, hops: end.hops } : end),
  );
  const stopResolving = source.resolve(host, ([address]) => {
    if (address === undefined) {
      journey.fail('unresolved');
      return;
    }
    journey.depart({ address, port, protocol: 'TCP' }, (target, route, _peer, answer, refuse) => {
      // A proxy accepts first, whoever stands behind it.
      if (route.proxied || target.sockets.find('TCP', route.port, route.address) !== undefined) answer(undefined);
      else refuse('refused');
      return undefined;
    });
  });
  return () => {
    stopResolving();
    journey.cancel();
  };
}
