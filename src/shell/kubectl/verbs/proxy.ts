/** kubectl proxy: a web server on this computer that passes requests on to the API server as the kubeconfig's user. */

import type { ApiRequest, ApiResponse } from '../../../engine/client/door';
import { normalise } from '../../../engine/files/fileSystem';
import type { HttpRequest, HttpResponse, Respond } from '../../../engine/network/namespace';
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

export const proxy: Verb = {
  name: 'proxy',
  short: 'Run a proxy to the Kubernetes API server',
  long: `Listen on a port of this computer and pass requests on to the API server with the kubeconfig's credentials, until
the command is interrupted (Ctrl+C). Here whole answers are passed on: watches and followed logs are refused.`,
  examples: `
# Then: curl http://localhost:8001/api/v1/namespaces
kubectl proxy
# On another port, below a path
kubectl proxy --port=8080 --api-prefix=/k8s/`,
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  flags: [
    {
      name: 'accept-hosts',
      type: 'string',
      default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
      usage: 'Expressions for the hosts that may be asked for, joined by commas.',
    },
    { name: 'accept-paths', type: 'string', default: '^.*', usage: 'Expressions for the paths that may be asked for.' },
    { name: 'address', type: 'string', default: '127.0.0.1', usage: 'The address to listen on.' },
    { name: 'api-prefix', type: 'string', default: '/', usage: 'The path below which the API is.' },
    {
      name: 'append-server-path',
      type: 'bool',
      usage: "Put the server's own path before each request.",
      notSimulated: true,
    },
    { name: 'disable-filter', type: 'bool', usage: 'Let every request pass.' },
    { name: 'keepalive', type: 'duration', default: '0s', usage: 'How long connections are kept; they are not here.' },
    { name: 'port', shorthand: 'p', type: 'int', default: 8001, usage: 'The port; 0 for any that is free.' },
    { name: 'reject-methods', type: 'string', default: '^$', usage: 'Expressions for methods that are refused.' },
    {
      name: 'reject-paths',
      type: 'string',
      default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
      usage: 'Expressions for paths that are refused.',
    },
    { name: 'unix-socket', shorthand: 'u', type: 'string', usage: 'A socket to listen on.', notSimulated: true },
    { name: 'www', shorthand: 'w', type: 'string', usage: 'A directory whose files are served as well.' },
    {
      name: 'www-prefix',
      shorthand: 'P',
      type: 'string',
      default: '/static/',
      usage: 'The path below which they are.',
    },
  ],
  *run(invocation) {
    const { flags, process, print, access } = invocation;
    const filter = readFilter(invocation);
    const port = flags.int('port') === 0 ? process.network.freePort() : flags.int('port');
    const address = flags.string('address');
    // the server's address is found out before anything listens
    const { server } = access;
    if (server === '') throw new CommandError('no server is configured');
    const queue: (readonly [HttpRequest, Respond])[] = [];
    let wakeUp: (() => void) | undefined;
    const listening = process.network.listen(
      port,
      (request, _peer, respond) => {
        queue.push([request, respond]);
        wakeUp?.();
      },
      { owner: process, ...(address === '0.0.0.0' ? {} : { address }) },
    );
    if (!listening.ok) {
      const why = listening.error === 'EADDRINUSE' ? 'address already in use' : 'cannot assign requested address';
      throw new CommandError(`listen tcp ${address}:${port}: bind: ${why}`);
    }
    print(`Starting to serve on ${address}:${port}\n`);
    try {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) next[1](yield* answer(invocation, filter, next[0]));
        else {
          yield (wake) => {
            wakeUp = wake;
            return () => {
              wakeUp = undefined;
            };
          };
        }
      }
    } finally {
      listening.value();
    }
  },
};

interface Filter {
  readonly hosts: readonly RegExp[];
  readonly paths: readonly RegExp[];
  readonly refusedPaths: readonly RegExp[];
  readonly refusedMethods: readonly RegExp[];
}

function readFilter({ flags }: Invocation): Filter {
  const read = (name: string): RegExp[] =>
    flags
      .string(name)
      .split(',')
      .map((text) => {
        try {
          return new RegExp(text);
        } catch {
          throw new CommandError(`error parsing regexp: \`${text}\``);
        }
      });
  return {
    hosts: read('accept-hosts'),
    paths: read('accept-paths'),
    refusedPaths: read('reject-paths'),
    refusedMethods: read('reject-methods'),
  };
}

function passes({ hosts, paths, refusedPaths, refusedMethods }: Filter, request: HttpRequest, path: string): boolean {
  const some = (list: readonly RegExp[], text: string): boolean => list.some((one) => one.test(text));
  const [, named = request.host] =
    Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'host') ?? [];
  const host = named.replace(/:\d+$/, '');
  return !some(refusedPaths, path) && !some(refusedMethods, request.method) && some(paths, path) && some(hosts, host);
}

function* answer(invocation: Invocation, filter: Filter, request: HttpRequest): Routine<HttpResponse> {
  const { flags } = invocation;
  const [path = '/', search = ''] = request.path.split(/\?(.*)/s);
  const prefix = withSlashes(flags.string('api-prefix'));
  const files = withSlashes(flags.string('www-prefix'));
  if (flags.string('www') !== '' && path.startsWith(files)) return file(invocation, path.slice(files.length));
  if (!flags.bool('disable-filter') && !passes(filter, request, path)) return plain(403, 'Forbidden\n');
  if (!path.startsWith(prefix)) return plain(404, '404 page not found\n');
  const query = queryOf(search);
  if (query['watch'] === 'true' || query['watch'] === '1' || query['follow'] === 'true') {
    return plain(501, 'watches and followed logs do not come through this proxy: they are not simulated\n');
  }
  if (!['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) return plain(405, 'Method Not Allowed\n');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const asked: ApiRequest = {
    method: request.method as ApiRequest['method'],
    path: `/${path.slice(prefix.length)}`,
    query,
    headers,
    ...(request.body === '' ? {} : { body: request.body }),
  };
  try {
    return shown(yield* invocation.access.send(asked), headers['user-agent'] ?? '');
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    return plain(502, '');
  }
}

function withSlashes(prefix: string): string {
  return `/${prefix.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');
}

function queryOf(search: string): Record<string, string> {
  const pairs = search.split('&').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s).map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
      return [name, value];
    }),
  );
}

/** The server indents its JSON for people: for curl, wget and browsers. */
function shown({ code, body, contentType, location }: ApiResponse, agent: string): HttpResponse {
  if (location !== undefined) {
    const moved = plain(code, String(body), contentType);
    return { ...moved, headers: { ...moved.headers, Location: location } };
  }
  if (typeof body === 'string') return plain(code, body, contentType ?? 'text/plain; charset=utf-8');
  const indent = /^(curl|Wget|Mozilla\/5\.0)/.test(agent) ? 2 : undefined;
  return plain(
    code,
    `${JSON.stringify(body, undefined, indent)}${indent === undefined ? '\n' : ''}`,
    'application/json',
  );
}

function plain(status: number, body: string, type = 'text/plain; charset=utf-8'): HttpResponse {
  return { status, headers: { 'Content-Type': type }, body };
}

function file({ flags, process }: Invocation, path: string): HttpResponse {
  const root = normalise(flags.string('www'), process.workingDirectory);
  const whole = normalise(path === '' ? 'index.html' : path, root);
  const read = whole.startsWith(root) ? process.files.read(whole) : undefined;
  if (read?.ok !== true) return plain(404, '404 page not found\n');
  return plain(200, read.value, whole.endsWith('.html') ? 'text/html; charset=utf-8' : undefined);
}
