/**
 * The API server's HTTPS port, for programs that speak to it by plain HTTP requests (curl in a pod, or on the laptop).
 * A bearer token says who asks; without one it is anonymous.
 *
 * Simplified: no client certificates, and a watch is answered with what is there now.
 */
import { ANONYMOUS, type ApiRequest, type ApiResponse, type ApiServer } from '../client/door';
import type { HttpRequest, HttpResponse, NetworkNamespace } from './namespace';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Listens on a port of a machine. Returns how to stop; undefined when the port is taken. */
export function serveApi(network: NetworkNamespace, port: number, api: ApiServer): (() => void) | undefined {
  const listening = network.listen(port, (request, _peer, respond) => {
    answer(request, api, (answered) => {
      if (answered !== undefined) respond(answered);
    });
  });
  return listening.ok ? listening.value : undefined;
}

/** undefined: the API server is stopped, nothing answers. */
function answer(request: HttpRequest, api: ApiServer, done: (response: HttpResponse | undefined) => void): void {
  if (request.scheme !== 'https') {
    done(text(400, 'Client sent an HTTP request to an HTTPS server.\n'));
    return;
  }
  const [path = '/', search = ''] = request.path.split('?');
  const method = METHODS.find((one) => one === request.method) as ApiRequest['method'] | undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  const query = Object.fromEntries(search.split('&').map((pair) => pair.split('=').map(decoded)) as [string, string][]);
  const body = request.body === undefined || request.body === '' ? {} : { body: request.body };
  api.ask(
    { method: method ?? 'GET', path, headers, ...(search === '' ? {} : { query }), ...body },
    { ...ANONYMOUS, actor: 'api-server' },
    (response) => done(shown(response)),
  );
}

function shown({ code, body, contentType, location }: ApiResponse): HttpResponse | undefined {
  if (code === 0) return undefined;
  const { headers, ...answer } = typeof body === 'string' ? text(code, body, contentType) : json(code, body);
  return { ...answer, headers: { ...headers, ...(location === undefined ? {} : { Location: location }) } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function json(status: number, body: unknown): HttpResponse {
  return { ...text(status, JSON.stringify(body, null, 2)), headers: { 'Content-Type': 'application/json' } };
}

function text(status: number, body: string, type = 'text/plain; charset=utf-8'): HttpResponse {
  return { status, headers: { 'Content-Type': type }, body };
}
