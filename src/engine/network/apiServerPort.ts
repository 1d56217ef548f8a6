/**
 * The API server's HTTPS port, for programs that speak to it by plain HTTP requests (curl in a pod, or on the laptop).
 *
 * Simplified: nobody can authenticate here: without a token one is anonymous and may see what anonymous may see
 * (version and health); every token is unknown.
 */
import type { Status } from '../../kinds/status';
import type { ApiServer } from '../client/door';
import type { HttpRequest, HttpResponse, NetworkNamespace } from './namespace';

/** What `system:public-info-viewer` lets anyone read. */
const PUBLIC = /^\/(?:healthz|livez|readyz|version)(?:\/|$)/;
const ANONYMOUS = 'system:anonymous';
const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Listens on a port of a machine. Returns how to stop; undefined when the port is taken. */
export function serveApi(network: NetworkNamespace, port: number, api: ApiServer): (() => void) | undefined {
  const listening = network.listen(port, (request, _peer, respond) => {
    const answered = answer(request, api);
    if (answered !== undefined) respond(answered);
  });
  return listening.ok ? listening.value : undefined;
}

/** undefined: the API server is stopped, nothing answers. */
function answer(request: HttpRequest, api: ApiServer): HttpResponse | undefined {
  if (request.scheme !== 'https') return text(400, 'Client sent an HTTP request to an HTTPS server.\n');
  const [path = '/', search = ''] = request.path.split('?');
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization')) {
    return json(401, failure(401, 'Unauthorized', 'Unauthorized'));
  }
  if (!PUBLIC.test(path)) return json(403, failure(403, 'Forbidden', forbidden(request.method, path)));
  const caller = { user: ANONYMOUS, groups: ['system:unauthenticated'], actor: 'api-server' };
  const query = Object.fromEntries(search.split('&').map((pair) => pair.split('=')) as [string, string][]);
  const response = api.handle({ method: 'GET', path, ...(search === '' ? {} : { query }) }, caller);
  if (response.code === 0) return undefined;
  return typeof response.body === 'string' ? text(response.code, response.body) : json(response.code, response.body);
}

function forbidden(method: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const core = segments[0] === 'api';
  const [group, rest] = core ? ['', segments.slice(2)] : [segments[1] ?? '', segments.slice(3)];
  if ((!core && segments[0] !== 'apis') || rest.length === 0) {
    return `forbidden: User "${ANONYMOUS}" cannot ${method === 'GET' ? 'get' : method.toLowerCase()} path "${path}"`;
  }
  const namespaced = rest[0] === 'namespaces' && rest.length > 2;
  const [resource = '', name] = namespaced ? rest.slice(2) : rest;
  const verb = VERBS[method] ?? (name === undefined ? 'list' : 'get');
  const scope = namespaced ? `in the namespace "${rest[1]}"` : 'at the cluster scope';
  const full = group === '' ? resource : `${resource}.${group}`;
  const what = name === undefined ? full : `${full} "${name}"`;
  return `${what} is forbidden: User "${ANONYMOUS}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`;
}

function failure(code: number, reason: 'Unauthorized' | 'Forbidden', message: string): Status {
  const details = reason === 'Forbidden' ? { details: {} } : {};
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, ...details, code };
}

function json(status: number, body: unknown): HttpResponse {
  return { ...text(status, JSON.stringify(body, null, 2)), headers: { 'Content-Type': 'application/json' } };
}

function text(status: number, body: string): HttpResponse {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
