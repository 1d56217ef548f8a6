/**
 * People out there: a steady stream of requests to an address, as many a second as they are told to send. They reach what
 * can be reached from outside: load balancers and nodes.
 */
import type { Timer } from '../clock';
import type { Fabric } from './fabric';
import type { Host } from './host';

export interface Traffic {
  /** `http://34.1.2.3/shop` */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The name in the Host header, where that is another: an ingress tells hosts apart by it. */
  readonly name?: string | undefined;
  /** Requests a second; none at 0. */
  readonly rate: number;
}

/** More than this a second is not sent. */
const MOST_A_SECOND = 50;
/** People go away when nothing has come by then, in milliseconds. */
const PATIENCE = 10_000;

export class Visitors {
  readonly #fabric: Fabric;
  #host: Host | undefined;
  #traffic: Traffic | undefined;
  #timer: Timer | undefined;

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  get traffic(): Traffic | undefined {
    return this.#traffic;
  }

  /** From now on these requests, in place of those before. */
  send(traffic: Traffic | undefined): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#traffic = traffic === undefined || traffic.rate <= 0 ? undefined : traffic;
    if (this.#traffic !== undefined) this.#wait();
  }

  #wait(): void {
    const rate = Math.min(MOST_A_SECOND, this.#traffic?.rate ?? 1);
    this.#timer = this.#fabric.clock.after(1000 / rate, () => this.#visit(), { background: true });
  }

  #visit(): void {
    const traffic = this.#traffic;
    if (traffic === undefined) return;
    this.#wait();
    const { host, port, path, name = host } = traffic;
    this.#host ??= this.#fabric.addVisitors();
    const headers = { Host: name, 'User-Agent': 'Mozilla/5.0', Accept: '*/*' };
    const request = { method: 'GET', scheme: 'http', host, port, path, headers, body: '' } as const;
    this.#host.exchange(request, { timeout: PATIENCE }, () => {});
  }
}
