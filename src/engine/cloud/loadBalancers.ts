import type { Random } from '../../base/random';

/** A load balancer in the cloud: an address that the world can reach, in front of a service's node ports. */
export interface LoadBalancer {
  readonly address: string;
  /** The service that it was made for. */
  readonly service: { readonly namespace: string; readonly name: string; readonly uid: string };
  readonly ports: readonly { readonly port: number; readonly protocol: string; readonly nodePort: number }[];
  /** Names of the nodes that it sends to. */
  readonly nodes: readonly string[];
}

/**
 * The cloud's load balancers. They are machines of their own: they go on working when the controllers that order them
 * stand still. The network asks `find`.
 */
export class LoadBalancers {
  readonly #random: Random;
  readonly #byService = new Map<string, LoadBalancer>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** What stands behind an address and port; undefined when it is no load balancer's. */
  find(address: string, port: number): { readonly nodes: readonly string[]; readonly nodePort: number } | undefined {
    for (const balancer of this.#byService.values()) {
      if (balancer.address !== address) continue;
      const match = balancer.ports.find((one) => one.port === port);
      if (match !== undefined) return { nodes: balancer.nodes, nodePort: match.nodePort };
    }
    return undefined;
  }

  list(): readonly LoadBalancer[] {
    return [...this.#byService.values()];
  }

  /** The one that was made for the service with that uid. */
  of(uid: string): LoadBalancer | undefined {
    return this.#byService.get(uid);
  }

  /** Makes or changes the load balancer of a service. It keeps its address. */
  put(balancer: Omit<LoadBalancer, 'address'>, wantedAddress: string | undefined): LoadBalancer {
    const address = this.of(balancer.service.uid)?.address ?? this.#free(wantedAddress) ?? this.#newAddress();
    const made = { ...balancer, address };
    this.#byService.set(balancer.service.uid, made);
    return made;
  }

  remove(uid: string): void {
    this.#byService.delete(uid);
  }

  /** The address that spec.loadBalancerIP asks for, unless another has it. */
  #free(address: string | undefined): string | undefined {
    return address === undefined || address === '' || this.#isTaken(address) ? undefined : address;
  }

  /** Out of a range that a large public cloud hands out. Nothing leaves the tab, whatever the address. */
  #newAddress(): string {
    for (;;) {
      const address = `34.${64 + this.#random.integer(64)}.${this.#random.integer(256)}.${1 + this.#random.integer(254)}`;
      if (!this.#isTaken(address)) return address;
    }
  }

  #isTaken(address: string): boolean {
    return this.list().some((balancer) => balancer.address === address);
  }
}
