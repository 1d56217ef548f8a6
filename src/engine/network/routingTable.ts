/** The lines of a kernel's routing table that somebody added: the longest prefix that fits counts. */
import { type AddressRange, addressRange, inRange } from './address';
import type { RoutingEntry } from './namespace';

/** A line with its destination read; machines that have the same line share it. */
export interface AddedRoute {
  readonly entry: RoutingEntry;
  readonly range: AddressRange;
}

export function readRoute(entry: RoutingEntry): AddedRoute {
  const { destination } = entry;
  const range = addressRange(
    destination === 'default' ? '0.0.0.0/0' : destination.includes('/') ? destination : `${destination}/32`,
  );
  return { entry, range };
}

export class RoutingTable {
  #routes: readonly AddedRoute[] = [];

  get entries(): readonly RoutingEntry[] {
    return this.#routes.map(({ entry }) => entry);
  }

  has(destination: string): boolean {
    return this.#routes.some(({ entry }) => entry.destination === destination);
  }

  add(route: AddedRoute): void {
    this.remove(route.entry.destination);
    this.#routes = [...this.#routes, route];
  }

  remove(destination: string): boolean {
    const left = this.#routes.filter(({ entry }) => entry.destination !== destination);
    const found = left.length < this.#routes.length;
    this.#routes = left;
    return found;
  }

  clear(): void {
    this.#routes = [];
  }

  /** The line by which a packet to that address is sent on. */
  find(address: string): RoutingEntry | undefined {
    let best: AddedRoute | undefined;
    for (const route of this.#routes) {
      if (!inRange(route.range, address)) continue;
      if (best === undefined || route.range.prefix > best.range.prefix) best = route;
    }
    return best?.entry;
  }
}
