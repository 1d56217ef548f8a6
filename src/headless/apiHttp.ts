/**
 * The engine's API server behind a real HTTP port: what a real kubectl sends is handed to it unchanged, and its answers,
 * watches and followed logs go back as the real server sends them. Exec, attach and port-forward go over WebSockets; SPDY
 * alone, which older clients speak, is refused in words.
 */
import type { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiRequest, Caller, World } from '../engine';
import { servePorts, TUNNEL_PROTOCOL } from './forwardPorts';
import { OPENAPI_V2_TYPE, openApiProtobuf } from './openApiProtobuf';
import { decodeProtobuf } from './protobuf';
import { COMMAND_PROTOCOLS, refuseCommand, serveCommand } from './remoteCommand';
import { askedProtocol, WebSocket } from './webSocket';

const CALLER: Caller = {
  user: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
  actor: 'kubectl',
};
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Answers that the real server always indents. */
const ALWAYS_PRETTY = ['/', '/version'];
const NO_UPGRADE = 'the served API streams over WebSockets only (kubectl 1.31 and later)';
/** Larger bodies are refused, as etcd's limit makes the real server do. */
const BODY_LIMIT = 3 * 1024 * 1024;

/** Serves the world's API. Whoever calls this also pumps the world's clock. */
export function createApiHttp(world: World): Server {
  const server = createServer();
  answerRequests(server, world, () => CALLER);
  return server;
}

/** Who has sent a request, by the connection that it came over; undefined: somebody whose certificate can't be trusted. */
export type CallerOf = (incoming: IncomingMessage) => Caller | undefined;

/** Lets a server answer with the world's API. */
export function answerRequests(server: EventEmitter, world: World, callerOf: CallerOf): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void readBody(request).then((body) => {
      const caller = callerOf(request);
      if (body === undefined) refuse(response, 413, 'RequestEntityTooLarge', 'request body too large');
      else if (caller === undefined) refuse(response, 401, 'Unauthorized', 'Unauthorized');
      else serve(world, request, response, body, caller);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const caller = callerOf(request);
    if (caller === undefined) refuseUpgrade(socket, 401, statusBody(401, 'Unauthorized', 'Unauthorized'));
    else upgrade(world, request, socket, caller);
  });
}

/** exec, attach and port-forward: a stream instead of an answer. */
function upgrade(world: World, incoming: IncomingMessage, socket: Duplex, caller: Caller): void {
  const request = toApiRequest(incoming, Buffer.alloc(0));
  const opened = request === undefined ? undefined : world.api.connect(request, caller);
  const command = askedProtocol(incoming, COMMAND_PROTOCOLS);
  if (opened?.ok === false && opened.error.code === 500 && command !== undefined) {
    // What the kubelet says comes through the open stream.
    refuseCommand(new WebSocket(incoming, socket, command), opened.error);
    return;
  }
  if (opened?.ok === false) {
    refuseUpgrade(socket, opened.error.code, opened.error);
    return;
  }
  const stream = opened?.value;
  const tunnel = askedProtocol(incoming, [TUNNEL_PROTOCOL]);
  if (stream !== undefined && command !== undefined) {
    serveCommand(new WebSocket(incoming, socket, command), stream);
  } else if (stream !== undefined && tunnel !== undefined) {
    servePorts(new WebSocket(incoming, socket, tunnel), stream);
  } else {
    stream?.close();
    refuseUpgrade(socket, 501, statusBody(501, 'NotImplemented', NO_UPGRADE));
  }
}

function refuseUpgrade(socket: Duplex, code: number, status: object): void {
  const text = JSON.stringify(status);
  socket.end(
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}

function serve(world: World, incoming: IncomingMessage, response: ServerResponse, body: Buffer, caller: Caller): void {
  const request = toApiRequest(incoming, body);
  if (request === undefined) {
    response.writeHead(405).end();
    return;
  }
  const { query = {}, path } = request;
  if (request.method === 'GET' && (query['watch'] === 'true' || query['watch'] === '1'))
    serveWatch(world, request, response, caller);
  else if (request.method === 'GET' && path.endsWith('/log') && query['follow'] === 'true')
    serveLog(world, request, response, caller);
  else {
    world.api.ask(request, caller, ({ code, body: content, warnings, contentType, location }) => {
      const inProtobuf = code === 200 && path === '/openapi/v2' && incoming.headers.accept?.includes('proto-openapi');
      if (location !== undefined) response.setHeader('location', location);
      if (code === 0) response.destroy();
      else if (inProtobuf === true) {
        response.writeHead(200, { 'content-type': OPENAPI_V2_TYPE }).end(openApiProtobuf(content as object));
      } else answer(response, code, content, warnings, contentType, isForPeople(request));
    });
  }
}

/** The request as the API server takes it; undefined for a method that it does not know. */
function toApiRequest(incoming: IncomingMessage, body: Buffer): ApiRequest | undefined {
  const method = METHODS.find((known) => known === incoming.method) as ApiRequest['method'] | undefined;
  if (method === undefined) return undefined;
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === 'string') headers[name] = value;
  return {
    method,
    path: url.pathname,
    query: queryOf(url),
    headers,
    ...(body.length === 0 ? {} : { body: parsed(body, headers) }),
  };
}

/** Parameters that are given several times (the words of `exec`'s command) come as lists. */
function queryOf(url: URL): Record<string, string | readonly string[]> {
  const query: Record<string, string | readonly string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

function parsed(body: Buffer, headers: Readonly<Record<string, string>>): unknown {
  const type = headers['content-type'] ?? 'application/json';
  const text = () => body.toString('utf8');
  if (type.includes('protobuf')) return decodeProtobuf(body) ?? text();
  if (!/json/.test(type)) return text();
  try {
    return JSON.parse(text());
  } catch {
    return text();
  }
}

function serveWatch(world: World, request: ApiRequest, response: ServerResponse, caller: Caller): void {
  const opened = world.api.watch(request, caller, {
    event: (event) => response.write(`${JSON.stringify(event)}\n`),
    closed: () => response.end(),
  });
  if (!opened.ok) {
    answer(response, opened.error.code, opened.error);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  response.on('close', () => opened.value.stop());
}

function serveLog(world: World, request: ApiRequest, response: ServerResponse, caller: Caller): void {
  const opened = world.api.connect(request, caller);
  if (!opened.ok) {
    answer(response, opened.error.code, opened.error);
    return;
  }
  const stream = opened.value;
  response.writeHead(200, { 'content-type': 'text/plain' });
  const drain = () => {
    for (let text = stream.stdout.take(); text; text = stream.stdout.take()) response.write(text);
  };
  drain();
  const stop = stream.stdout.onReadable(drain);
  stream.onEnd(() => {
    drain();
    stop();
    response.end();
  });
  response.on('close', () => stream.close());
}

function refuse(response: ServerResponse, code: number, reason: string, message: string): void {
  answer(response, code, statusBody(code, reason, message));
}

function statusBody(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

function answer(
  response: ServerResponse,
  code: number,
  content: unknown,
  warnings: readonly string[] = [],
  contentType = typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
  pretty = false,
): void {
  const json = pretty ? JSON.stringify(content, null, 2) : `${JSON.stringify(content)}\n`;
  const text = typeof content === 'string' ? content : json;
  response.writeHead(code, {
    'content-type': contentType,
    ...(warnings.length > 0
      ? { warning: warnings.map((warning) => `299 - ${JSON.stringify(warning)}`).join(', ') }
      : {}),
  });
  response.end(text);
}

/** As the real server does it: indented for whoever asks so, and for the tools of people. */
function isForPeople({ path, query = {}, headers = {} }: ApiRequest): boolean {
  if (ALWAYS_PRETTY.includes(path)) return true;
  const { pretty } = query;
  if (pretty !== undefined) return pretty === 'true' || pretty === '1';
  return /^(curl|Wget|Mozilla\/5\.0)/.test(headers['user-agent'] ?? '');
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= BODY_LIMIT) chunks.push(chunk as Buffer);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks);
}
