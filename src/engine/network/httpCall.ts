/** A request at its server, and the answer on its way back: at once, in parts, or not at all. */
import { utf8Length } from '../../base/utf8';
import type { Clock } from '../clock';
import type { Host } from './host';
import { asHttpServer } from './httpText';
import type { Arrived, Reply } from './journey';
import type {
  BodyWriter,
  ExchangeFailure,
  ExchangeOptions,
  HttpHead,
  HttpRequest,
  HttpResponse,
  HttpServer,
  Peer,
  Respond,
} from './namespace';
import { headBytes, tcpPackets } from './packets';
import type { Listener } from './sockets';

/** Handshake and end of a connection, as the answering side sends them. */
const CLOSING = 3;

export class HttpCall {
  readonly #clock: Clock;
  readonly #request: HttpRequest;
  readonly #options: ExchangeOptions;
  /** Which address is asked. */
  address = '';
  /** What the client has got so far. */
  #head: HttpHead | undefined;
  #body = '';
  #closed = false;
  #garbled = false;
  #accepted = false;

  constructor(clock: Clock, request: HttpRequest, options: ExchangeOptions) {
    this.#clock = clock;
    this.#request = request;
    this.#options = options;
  }

  /** The request is there. */
  arrive(target: Host, route: Arrived, peer: Peer, reply: Reply<HttpResponse>): (() => void) | undefined {
    const listener = target.sockets.find('TCP', route.port, route.address);
    const server = listener === undefined ? undefined : this.#serverOf(listener, route);
    if (listener === undefined || server === undefined) {
      reply.refuse(route.proxied ? 'reset' : 'refused');
      return undefined;
    }
    this.#accepted = true;
    const answer = new Answer(this, reply, () => listener.onStop.delete(lost));
    const lost = () => answer.lost();
    // A raw connection outlives the port that it was accepted on.
    if (listener.service.kind === 'http') listener.onStop.add(lost);
    const serve = () => {
      if (!answer.over) server(this.#request, peer, answer.respond, (listener) => answer.hangUpListeners.add(listener));
    };
    const { owner } = listener;
    if (owner?.whenRunning === undefined) serve();
    else owner.whenRunning(serve);
    return () => answer.abandon();
  }

  #serverOf({ service }: Listener, route: Arrived): HttpServer | undefined {
    if (service.kind === 'http') return service.server;
    return service.kind === 'stream' ? asHttpServer(service.server, this.#clock, route.address, route.port) : undefined;
  }

  /** What has come back of the body so far. */
  get body(): string {
    return this.#body;
  }

  /** Status and headers have come back to the client. */
  gotHead(head: HttpHead): void {
    this.#head = head;
    this.#options.onHead?.(head, this.address);
  }

  gotBody(text: string): void {
    this.#body += text;
    this.#options.onBody?.(text);
  }

  /** The connection was closed in order. */
  closed(how: 'silently' | 'garbled'): void {
    if (how === 'garbled') this.#garbled = true;
    else this.#closed = true;
  }

  /** The answer has come back whole, or its last part has. */
  complete(last: HttpResponse): HttpResponse {
    if (this.#head === undefined) this.gotHead(last);
    if (last.body !== '') this.gotBody(last.body);
    return { ...last, body: this.#body };
  }

  failure(failure: ExchangeFailure): {
    readonly ok: false;
    readonly failure: ExchangeFailure;
    readonly closed?: boolean;
    readonly garbled?: boolean;
    readonly accepted?: boolean;
    readonly partial?: HttpResponse;
  } {
    return {
      ok: false,
      failure,
      ...(this.#closed ? { closed: true } : {}),
      ...(this.#garbled ? { garbled: true } : {}),
      ...(this.#accepted && failure === 'timeout' ? { accepted: true } : {}),
      ...(this.#head === undefined ? {} : { partial: { ...this.#head, body: this.#body } }),
    };
  }
}

/** One answer on the server's side. */
class Answer {
  readonly hangUpListeners = new Set<() => void>();
  readonly respond: Respond;
  readonly #call: HttpCall;
  readonly #reply: Reply<HttpResponse>;
  readonly #onDone: () => void;
  #state: 'waiting' | 'begun' | 'done' = 'waiting';
  #head: HttpHead | undefined;

  constructor(call: HttpCall, reply: Reply<HttpResponse>, onDone: () => void) {
    this.#call = call;
    this.#reply = reply;
    this.#onDone = onDone;
    this.respond = Object.assign((response: HttpResponse) => this.#whole(response), {
      begin: (head: HttpHead) => this.#begin(head),
      hangUp: () => this.#hangUp('silently'),
      garble: () => this.#hangUp('garbled'),
    });
  }

  get over(): boolean {
    return this.#state === 'done';
  }

  /** The server's port is closed: its process has ended. */
  lost(): void {
    if (this.#state === 'begun') this.#finish(true);
    else this.#hangUp('silently');
  }

  /** The journey is over, on whichever side it ended. */
  abandon(): void {
    if (this.#state === 'done') return;
    this.#done();
    for (const listener of [...this.hangUpListeners]) listener();
  }

  #whole(response: HttpResponse): void {
    if (this.#state !== 'waiting') return;
    this.#done();
    const bytes = headBytes(response) + utf8Length(response.body);
    this.#reply.answer(response, tcpPackets(bytes, CLOSING));
  }

  #begin(head: HttpHead): BodyWriter {
    if (this.#state === 'waiting') {
      this.#state = 'begun';
      this.#head = head;
      this.#reply.send(() => this.#call.gotHead(head), tcpPackets(headBytes(head), 1));
    }
    return {
      write: (text) => {
        if (this.#state !== 'begun' || text === '') return;
        this.#reply.send(() => this.#call.gotBody(text), tcpPackets(utf8Length(text), 0));
      },
      end: () => this.#finish(false),
      cut: () => this.#finish(true),
    };
  }

  #finish(cut: boolean): void {
    const head = this.#head;
    if (this.#state !== 'begun' || head === undefined) return;
    this.#done();
    this.#reply.answer({ ...head, body: '', ...(cut ? { cut } : {}) }, tcpPackets(0, CLOSING));
  }

  #hangUp(how: 'silently' | 'garbled'): void {
    if (this.#state !== 'waiting') return;
    this.#done();
    this.#reply.send(() => this.#call.closed(how));
    this.#reply.refuse('reset');
  }

  #done(): void {
    this.#state = 'done';
    this.#onDone();
  }
}
