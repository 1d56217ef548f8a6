/** Requests that the API server passes on to a pod, a service or a kubelet: the `proxy` subresources. */
import type { Status } from '../../kinds/status';
import type { ApiRequest, ApiResponse } from '../client/door';
import type { ExchangeOutcome, HttpRequest, NetworkNamespace } from '../network/namespace';
import * as statusError from './statusError';

/** Where a request goes: to an address in the network, or to a kubelet that answers at once. */
export type Destination =
  | { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number }
  | { readonly answer: (path: string) => ApiResponse };

/** How long somebody has to take the connection, in milliseconds. */
const DIAL_TIMEOUT = 30_000;

/** What stands behind `proxy` in a path: undefined when there is not even a slash. */
function restOf(path: string): string | undefined {
  return /\/(?:services|pods|nodes)\/[^/]+\/proxy(\/.*)?$/.exec(path)?.[1];
}

/** Sends it on, and calls `answered` with what comes back. Without a network nothing can be reached. */
export function passOn(
  request: ApiRequest,
  destination: Destination,
  network: NetworkNamespace | undefined,
  answered: (response: ApiResponse) => void,
): void {
  const rest = restOf(request.path);
  const search = searchOf(request);
  if (rest === undefined) {
    answered({ code: 301, body: '', location: `${request.path}/${search}` });
  } else if ('answer' in destination) answered(destination.answer(`${rest}${search}`));
  else if (network === undefined) answered(failed(`${dialing(destination)}: connect: network is unreachable`));
  else {
    const passed = { ...messageOf(request), ...destination, path: `${rest}${search}` };
    network.exchange(passed, { connectTimeout: DIAL_TIMEOUT }, (outcome) => {
      answered(outcome.ok ? responseOf(outcome) : failed(whyNot(outcome, destination)));
    });
  }
}

function messageOf({ method, headers = {}, body }: ApiRequest): Pick<HttpRequest, 'method' | 'headers' | 'body'> {
  const { authorization: _, host: _host, 'content-length': _length, ...others } = headers;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { method, headers: others, body: text };
}

function searchOf({ query = {} }: ApiRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function responseOf({ response }: Extract<ExchangeOutcome, { ok: true }>): ApiResponse {
  const header = (wanted: string) => {
    const found = Object.entries(response.headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
    return typeof found === 'object' ? found[0] : found;
  };
  const [contentType, location] = [header('content-type'), header('location')];
  return {
    code: response.status,
    body: response.body,
    ...(contentType === undefined ? {} : { contentType }),
    ...(location === undefined ? {} : { location }),
  };
}

function dialing({ host, port }: { readonly host: string; readonly port: number }): string {
  return `dial tcp ${host}:${port}`;
}

function whyNot(
  outcome: Extract<ExchangeOutcome, { ok: false }>,
  destination: { readonly scheme: string; readonly host: string; readonly port: number },
): string {
  const dial = dialing(destination);
  switch (outcome.failure) {
    case 'refused':
      return `${dial}: connect: connection refused`;
    case 'timeout':
      return outcome.accepted === true ? 'context deadline exceeded' : `${dial}: i/o timeout`;
    case 'unreachable':
      return `${dial}: connect: no route to host`;
    case 'no-network':
      return `${dial}: connect: network is unreachable`;
    case 'unresolved':
      return `${dial}: lookup ${destination.host}: no such host`;
    case 'reset':
      if (outcome.garbled === true && destination.scheme === 'https') {
        return 'tls: first record does not look like a TLS handshake';
      }
      return outcome.closed === true
        ? 'EOF'
        : `read tcp ${destination.host}:${destination.port}: connection reset by peer`;
  }
}

function failed(why: string): ApiResponse {
  const body: Status = statusError.serviceUnavailable(`error trying to reach service: ${why}`);
  return { code: body.code, body };
}
