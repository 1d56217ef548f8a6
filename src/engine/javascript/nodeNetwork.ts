/** The isolate's servers and requests on the process's network namespace. */
import type { BodyWriter, HttpServer, Respond } from '../network/namespace';
import type { Process } from '../processes/process';

type Headers = Readonly<Record<string, string | readonly string[]>>;

interface Open {
  readonly respond: Respond;
  body?: BodyWriter;
}

export class NodeNetwork {
  readonly #process: Process;
  readonly #push: (event: Readonly<Record<string, unknown>>) => void;
  readonly #servers = new Map<number, { readonly stop: () => void; kept: boolean }>();
  readonly #open = new Map<number, Open>();
  readonly #calls = new Map<number, () => void>();
  #next = 1;

  constructor(process: Process, push: (event: Readonly<Record<string, unknown>>) => void) {
    this.#process = process;
    this.#push = push;
  }

  /** True while a server or a request keeps the process alive. */
  get busy(): boolean {
    return this.#calls.size > 0 || [...this.#servers.values()].some((server) => server.kept);
  }

  listen({ id, port, address }: { id: number; port: number; address?: string }): unknown {
    const { network } = this.#process;
    const wanted = port === 0 ? network.freePort() : port;
    const server: HttpServer = (request, peer, respond, onHangUp) => {
      const exchange = this.#next++;
      this.#open.set(exchange, { respond });
      onHangUp(() => {
        if (this.#open.delete(exchange)) this.#push({ kind: 'hangUp', id: exchange });
      });
      const { method, path, headers, body } = request;
      this.#push({ kind: 'request', server: id, id: exchange, port: wanted, peer, method, path, headers, body });
    };
    const only = address === undefined || address === '::' || address === '0.0.0.0' ? undefined : address;
    const local = only === 'localhost' ? '127.0.0.1' : only;
    const listening = network.listen(wanted, server, {
      owner: this.#process,
      ...(local === undefined ? {} : { address: local }),
    });
    if (!listening.ok) return { code: listening.error };
    this.#servers.set(id, { stop: listening.value, kept: true });
    return { port: wanted };
  }

  close({ id }: { id: number }): void {
    this.#servers.get(id)?.stop();
    this.#servers.delete(id);
  }

  keep({ id, ref }: { id: number; ref: boolean }): void {
    const server = this.#servers.get(id);
    if (server !== undefined) server.kept = ref;
  }

  respond({
    id,
    status,
    statusText,
    headers,
  }: {
    id: number;
    status: number;
    statusText: string;
    headers: Headers;
  }): void {
    const open = this.#open.get(id);
    if (open !== undefined) open.body = open.respond.begin({ status, statusText, headers });
  }

  respondPart({ id, text }: { id: number; text: string }): void {
    this.#open.get(id)?.body?.write(text);
  }

  respondEnd({ id }: { id: number }): void {
    this.#open.get(id)?.body?.end();
    this.#open.delete(id);
  }

  respondCut({ id }: { id: number }): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (open === undefined) return;
    if (open.body === undefined) open.respond.hangUp();
    else open.body.cut();
  }

  request(call: {
    readonly id: number;
    readonly method: string;
    readonly host: string;
    readonly port: number;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeout?: number;
  }): void {
    const { id, method, host, port, path, headers, body, timeout } = call;
    let seen = false;
    const cancel = this.#process.network.exchange(
      { method, scheme: 'http', host, port, path, headers, body },
      {
        ...(timeout === undefined ? {} : { timeout }),
        onHead: (head) => {
          seen = true;
          this.#push({ kind: 'answer', id, more: true, value: { head } });
        },
        onBody: (text) => this.#push({ kind: 'answer', id, more: true, value: { text } }),
      },
      (outcome) => {
        this.#calls.delete(id);
        if (!outcome.ok) {
          const { failure, address } = outcome;
          this.#push({ kind: 'answer', id, error: { failure, address } });
        } else if (seen) this.#push({ kind: 'answer', id, value: { end: true } });
        else
          this.#push({ kind: 'answer', id, value: { head: outcome.response, text: outcome.response.body, end: true } });
      },
    );
    this.#calls.set(id, cancel);
  }

  cancel({ id }: { id: number }): void {
    this.#calls.get(id)?.();
    this.#calls.delete(id);
  }

  /** The process ends: its ports are closed and its requests called off. */
  end(): void {
    for (const server of this.#servers.values()) server.stop();
    for (const cancel of this.#calls.values()) cancel();
    this.#servers.clear();
    this.#calls.clear();
    this.#open.clear();
  }
}
