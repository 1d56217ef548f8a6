/**
 * port-forward for a real kubectl: SPDY in a WebSocket, a pair of streams for each connection. The engine forwards HTTP
 * exchanges, so what comes is read as HTTP/1.1; another protocol gets no answer.
 */
import { STATUS_CODES } from 'node:http';
import type { Stream } from '../engine/client/door';
import type { ForwardedAnswer, ForwardedRequest } from '../engine/client/nodeDoor';
import { SpdySession, type SpdyStream } from './spdy';
import type { WebSocket } from './webSocket';

export const TUNNEL_PROTOCOL = 'SPDY/3.1+portforward.k8s.io';

type Outcome = ForwardedAnswer['outcome'];
type Ask = (port: number, request: ForwardedRequest['request'], done: (outcome: Outcome) => void) => void;

/** Connects a port-forward of the engine with a client until one of them ends. */
export function servePorts(socket: WebSocket, stream: Stream): void {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  /** The error stream of each connection, by its request's ID: it is opened first. */
  const errors = new Map<string, SpdyStream>();
  let count = 0;
  let partial = '';
  const ask: Ask = (port, request, done) => {
    const id = ++count;
    waiting.set(id, done);
    stream.stdin.write(`${JSON.stringify({ id, port, request } satisfies ForwardedRequest)}\n`);
  };
  const drain = () => {
    const lines = (partial + (stream.stdout.take() ?? '')).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) {
      const { id, outcome } = JSON.parse(line) as ForwardedAnswer;
      waiting.get(id)?.(outcome);
      waiting.delete(id);
    }
  };
  const session = new SpdySession(
    (bytes) => socket.send(bytes),
    (opened) => {
      const id = opened.headers.get('requestid') ?? '';
      if (opened.headers.get('streamtype') === 'error') errors.set(id, opened);
      else new Connection(opened, errors.get(id), ask);
    },
  );
  socket.onMessage = (message) => session.take(message);
  socket.onClose = () => stream.close();
  stream.stdout.onReadable(drain);
  stream.onEnd(() => socket.close());
}

/** One connection to a port: requests one after the other, each answered before the next is read. */
class Connection {
  readonly #data: SpdyStream;
  readonly #error: SpdyStream | undefined;
  readonly #port: number;
  readonly #ask: Ask;
  #unread = Buffer.alloc(0);
  #busy = false;
  #ended = false;

  constructor(data: SpdyStream, error: SpdyStream | undefined, ask: Ask) {
    this.#data = data;
    this.#error = error;
    this.#port = Number(data.headers.get('port') ?? 0);
    this.#ask = ask;
    data.onData = (bytes) => {
      this.#unread = Buffer.concat([this.#unread, bytes]);
      this.#next();
    };
    data.onEnd = () => {
      this.#ended = true;
      this.#next();
    };
  }

  #next(): void {
    if (this.#busy) return;
    const found = readRequest(this.#unread, this.#port);
    if (found === undefined) {
      if (this.#ended) this.#close();
      return;
    }
    this.#unread = this.#unread.subarray(found.size);
    this.#busy = true;
    this.#ask(this.#port, found.request, (outcome) => {
      this.#busy = false;
      if (outcome.ok) {
        this.#data.write(responseBytes(outcome));
        if (found.request.headers['connection']?.toLowerCase() === 'close') this.#close();
        else this.#next();
        return;
      }
      const cause =
        outcome.failure === 'refused'
          ? `inside namespace, IPv4: dial tcp4 127.0.0.1:${this.#port}: connect: connection refused`
          : `inside namespace: ${outcome.failure}`;
      const why = `error forwarding port ${this.#port} to pod: failed to connect to localhost:${this.#port} ${cause}`;
      this.#error?.write(Buffer.from(why));
      this.#close();
    });
  }

  #close(): void {
    this.#data.end();
    this.#error?.end();
  }
}

/** The first request of the bytes; undefined while it isn't whole. */
function readRequest(
  bytes: Buffer,
  port: number,
): { readonly request: ForwardedRequest['request']; readonly size: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [method = '', path = '/'] = line.split(' ');
  const headers: Record<string, string> = {};
  for (const one of lines) {
    const colon = one.indexOf(':');
    headers[one.slice(0, colon).trim().toLowerCase()] = one.slice(colon + 1).trim();
  }
  const length = Number(headers['content-length'] ?? 0);
  const size = end + 4 + length;
  if (bytes.length < size) return undefined;
  const body = bytes.toString('utf8', end + 4, size);
  return { request: { method, scheme: 'http', host: 'localhost', port, path, headers, body }, size };
}

function responseBytes({ response }: Outcome & { ok: true }): Buffer {
  const { status, statusText = STATUS_CODES[status] ?? '', headers } = response;
  const body = Buffer.from(response.body);
  const own = Object.entries(headers).filter(([name]) => !/^(content-length|transfer-encoding)$/i.test(name));
  const lines = own.flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`),
  );
  const head = [`HTTP/1.1 ${status} ${statusText}`, ...lines, `content-length: ${body.length}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}
