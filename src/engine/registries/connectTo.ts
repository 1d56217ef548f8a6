/** Reaching a registry that somebody runs on a machine of the world, through the network. */
import { fail, ok, type Result } from '../../base/result';
import type { ExchangeFailure, NetworkNamespace } from '../network/namespace';
import type { ContentStore } from './contentStore';
import { ownRegistry, type Registry } from './registry';

/** Why a registry was not reached. */
export type ConnectError =
  | ExchangeFailure
  /** It listens, but speaks no TLS, and only localhost is trusted without. */
  | 'plain http'
  /** Something else listens there. */
  | 'no registry';

/** How long is waited for an answer, in milliseconds, as Docker's client to registries does. */
const TIMEOUT = 15_000;

/** Asks whoever listens at `domain` (`localhost:5000`) whether it is a registry. Returns how to call it off. */
export function connectTo(
  domain: string,
  network: NetworkNamespace,
  contents: ContentStore,
  done: (result: Result<Registry, ConnectError>) => void,
): () => void {
  const { host, port, local } = placeOf(domain);
  const id = contents.nextRequest();
  const headers = { 'User-Agent': 'docker/28.2.2 go/go1.24.3 kernel/6.1.0 os/linux arch/amd64', 'X-Request-Id': id };
  const request = { method: 'GET', scheme: 'http', host, port, path: '/v2/', headers, body: '' } as const;
  return network.exchange(request, { timeout: TIMEOUT }, (outcome) => {
    const storage = contents.answered.get(id);
    contents.answered.delete(id);
    if (!outcome.ok) done(fail(outcome.failure));
    else if (!local) done(fail('plain http'));
    else if (storage === undefined) done(fail('no registry'));
    else done(ok(ownRegistry(domain, storage)));
  });
}

/** Where a registry's name leads: localhost is spoken to without TLS, others on port 443. */
function placeOf(domain: string): { host: string; port: number; local: boolean } {
  const [host = '', port] = domain.split(':');
  const local = host === 'localhost' || host.startsWith('127.');
  return { host, port: port === undefined ? (local ? 80 : 443) : Number(port), local };
}

/** Where a registry's API begins. */
export function baseUrl(domain: string): string {
  if (domain === 'docker.io') return 'https://registry-1.docker.io/v2/';
  return `${placeOf(domain).local ? 'http' : 'https'}://${domain}/v2/`;
}

/** Why, in the words of Go's network library. */
export function connectCause(domain: string, error: ConnectError): string {
  const { host, port } = placeOf(domain);
  const place = `${host === 'localhost' ? '127.0.0.1' : host}:${port}`;
  switch (error) {
    case 'refused':
      return `dial tcp ${place}: connect: connection refused`;
    case 'unreachable':
      return `dial tcp ${place}: connect: no route to host`;
    case 'unresolved':
      return `dial tcp: lookup ${host}: no such host`;
    case 'reset':
      return `read tcp ${place}: read: connection reset by peer`;
    case 'plain http':
      return 'http: server gave HTTP response to HTTPS client';
    case 'no registry':
      return 'received unexpected HTTP status: 404 Not Found';
    default:
      return 'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)';
  }
}
