/** The ports that are bound in a namespace. */
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Host } from './host';
import type { BoundPort, HttpServer, NameServer, SocketOwner, StreamServer } from './namespace';

/** What answers on a port. */
export type Service =
  | { readonly kind: 'http'; readonly server: HttpServer }
  | { readonly kind: 'stream'; readonly server: StreamServer }
  | { readonly kind: 'names'; readonly server: NameServer }
  /** docker-proxy: whoever connects is connected to a port of a container. */
  | { readonly kind: 'published'; readonly container: Host; readonly port: number };

/** A bound port. */
export interface Listener extends BoundPort {
  readonly service: Service;
  /** Called when it stops, for exchanges that are still waiting for an answer. */
  readonly onStop: Set<() => void>;
}

/** Where Linux takes the ports from that nobody chose. */
const EPHEMERAL = { first: 32_768, count: 28_232 };

export class Sockets {
  readonly #listeners = new Map<string, Listener[]>();

  get listeners(): readonly Listener[] {
    return [...this.#listeners.values()].flat();
  }

  bind(
    socket: {
      readonly port: number;
      readonly protocol: 'TCP' | 'UDP';
      readonly address: string | undefined;
      readonly owner: SocketOwner | undefined;
    },
    service: Service,
  ): Result<Listener, 'EADDRINUSE'> {
    const address = boundAddress(socket.address);
    const key = `${socket.protocol} ${socket.port}`;
    const bound = this.#listeners.get(key) ?? [];
    if (bound.some((one) => overlap(one.address, address))) return fail('EADDRINUSE');
    const listener: Listener = { ...socket, address, service, onStop: new Set() };
    this.#listeners.set(key, [...bound, listener]);
    return ok(listener);
  }

  /** Who listens on a port for what is sent to one of the namespace's addresses. */
  find(protocol: 'TCP' | 'UDP', port: number, address: string): Listener | undefined {
    return this.#listeners
      .get(`${protocol} ${port}`)
      ?.find((one) => one.address === address || covers(one.address, address));
  }

  /** A TCP port that nobody has bound. */
  free(random: Random): number {
    const start = random.integer(EPHEMERAL.count);
    for (let step = 0; step < EPHEMERAL.count; step++) {
      const port = EPHEMERAL.first + ((start + step) % EPHEMERAL.count);
      if (!this.#listeners.has(`TCP ${port}`)) return port;
    }
    return EPHEMERAL.first;
  }

  stop(listener: Listener): void {
    const key = `${listener.protocol} ${listener.port}`;
    const rest = (this.#listeners.get(key) ?? []).filter((one) => one !== listener);
    if (rest.length === 0) this.#listeners.delete(key);
    else this.#listeners.set(key, rest);
    for (const stop of [...listener.onStop]) stop();
    listener.onStop.clear();
  }
}

/** undefined: every address, of IPv6 too. */
function boundAddress(address: string | undefined): string | undefined {
  if (address === '' || address === '::') return undefined;
  return address === 'localhost' ? '127.0.0.1' : address;
}

function covers(bound: string | undefined, address: string): boolean {
  return bound === undefined || (bound === '0.0.0.0' && !address.includes(':'));
}

function overlap(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true;
  return covers(one, other ?? '0.0.0.0') || covers(other, one ?? '0.0.0.0');
}
