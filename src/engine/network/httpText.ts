/** HTTP/1.1 as text on a connection: for raw clients of web servers (`nc`) and web clients of raw servers. */
import { httpReason } from '../../base/httpStatus';
import { utf8Length } from '../../base/utf8';
import type { Clock } from '../clock';
import { connectionPair } from './connection';
import type {
  BodyWriter,
  Connection,
  HttpHead,
  HttpRequest,
  HttpServer,
  Respond,
  SocketOwner,
  StreamServer,
} from './namespace';

interface Parsed {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rest: string;
}

/** First line and headers; undefined while the empty line behind them is missing. */
function parseHead(text: string): Parsed | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return undefined;
  const [line = '', ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const headers: Record<string, string> = {};
  for (const one of lines) {
    const [, name, value = ''] = /^([^:\s]+)\s*:\s*(.*)$/.exec(one) ?? [];
    if (name === undefined) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return { line, headers, rest: text.slice(end.index + end[0].length) };
}

function headerOf(headers: Parsed['headers'], name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** A web server as those see it who write HTTP by hand. */
export function asStreamServer(server: HttpServer, owner: SocketOwner | undefined): StreamServer {
  return (connection) => {
    let text = '';
    let busy = false;
    const next = () => {
      const head = busy ? undefined : parseHead(text);
      if (head === undefined) return;
      const length = Number(headerOf(head.headers, 'content-length') ?? 0);
      const body = head.rest.slice(0, lengthOf(head.rest, length));
      if (utf8Length(body) < length) return;
      const [, method, path, version] = /^(\S+) (\S+)(?: (HTTP\/[\d.]+))?$/.exec(head.line) ?? [];
      if (method === undefined || path === undefined) {
        connection.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
        connection.end();
        return;
      }
      busy = true;
      text = head.rest.slice(body.length);
      const { address: host, port } = connection.local;
      const request: HttpRequest = { method, scheme: 'http', host, port, path, headers: head.headers, body };
      const close = version !== 'HTTP/1.1' || headerOf(head.headers, 'connection')?.toLowerCase() === 'close';
      const respond = writer(connection, close || method === 'CONNECT', () => {
        busy = false;
        next();
      });
      const serve = () => server(request, connection.remote, respond, (listener) => hangUps.add(listener));
      if (owner?.whenRunning === undefined) serve();
      else owner.whenRunning(serve);
    };
    const hangUps = new Set<() => void>();
    connection.read(
      (more) => {
        text += more;
        next();
      },
      () => {
        if (busy) for (const listener of hangUps) listener();
        else connection.end();
      },
    );
  };
}

function headerText(headers: HttpHead['headers']): string {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return lines.join('');
}

/** How many characters of a text are so many bytes. */
function lengthOf(text: string, bytes: number): number {
  if (utf8Length(text) <= bytes) return text.length;
  let end = Math.min(text.length, bytes);
  while (utf8Length(text.slice(0, end)) > bytes) end--;
  return end;
}

function writer(connection: Connection, close: boolean, onDone: () => void): Respond {
  const head = ({ status, statusText, headers }: HttpHead) =>
    `HTTP/1.1 ${status} ${statusText ?? httpReason(status)}\r\n${headerText(headers)}\r\n`;
  const done = (byLength: boolean) => {
    if (close || !byLength) connection.end();
    onDone();
  };
  const hasLength = (headers: HttpHead['headers']) =>
    Object.keys(headers).some((name) => name.toLowerCase() === 'content-length');
  const begin = (start: HttpHead): BodyWriter => {
    connection.write(head(start));
    return {
      write: (part) => connection.write(part),
      end: () => done(hasLength(start.headers)),
      cut: () => done(false),
    };
  };
  return Object.assign(
    (response: HttpHead & { readonly body: string }) => {
      connection.write(head(response) + response.body);
      done(hasLength(response.headers));
    },
    { begin, hangUp: () => done(false), garble: () => done(false) },
  );
}

/** A server of raw connections as web clients see it: it is sent the request as text, and has to answer HTTP itself. */
export function asHttpServer(server: StreamServer, clock: Clock, address: string, port: number): HttpServer {
  return (request, peer, respond, onHangUp) => {
    const own = { address, port };
    const ends = { client: peer, server: own, seenClient: peer, asked: own };
    const pair = connectionPair(clock, { delay: 0, crossed: [] }, ends);
    const reader = new AnswerReader(respond, () => pair.client.end());
    pair.client.read(
      (text) => reader.read(text),
      () => reader.end(),
    );
    onHangUp(() => pair.client.reset());
    const { method, path, headers, body } = request;
    pair.client.write(`${method} ${path} HTTP/1.1\r\n${headerText(headers)}\r\n${body}`);
    server(pair.server);
  };
}

/** Makes an answer of the text that a raw server writes. */
class AnswerReader {
  readonly #respond: Respond;
  readonly #close: () => void;
  #text = '';
  #writer: BodyWriter | undefined;
  /** Bytes that are still to come; undefined: until the connection ends. */
  #missing: number | undefined;
  #over = false;

  constructor(respond: Respond, close: () => void) {
    this.#respond = respond;
    this.#close = close;
  }

  read(text: string): void {
    if (this.#over) return;
    if (this.#writer !== undefined) {
      this.#body(text);
      return;
    }
    this.#text += text;
    const head = parseHead(this.#text);
    if (head === undefined) return;
    const [, status, statusText = ''] = /^HTTP\/\d(?:\.\d)? (\d{3})(?: (.*))?$/.exec(head.line) ?? [];
    if (status === undefined) {
      this.#finish();
      this.#respond.garble();
      return;
    }
    const length = headerOf(head.headers, 'content-length');
    this.#missing = length === undefined ? undefined : Number(length);
    this.#writer = this.#respond.begin({ status: Number(status), statusText, headers: head.headers });
    this.#body(head.rest);
  }

  end(): void {
    if (this.#over) return;
    const writer = this.#writer;
    this.#finish();
    if (writer !== undefined) {
      if (this.#missing === undefined) writer.end();
      else writer.cut();
    } else if (this.#text === '') this.#respond.hangUp();
    else this.#respond.garble();
  }

  #body(text: string): void {
    this.#writer?.write(text);
    if (this.#missing === undefined) return;
    this.#missing -= utf8Length(text);
    if (this.#missing > 0) return;
    this.#writer?.end();
    this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this.#close();
  }
}
