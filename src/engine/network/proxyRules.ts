/**
 * kube-proxy's rules on one node, and how they choose: a random ready endpoint, the same one again with session
 * affinity, only local ones where a policy says so, terminating ones that still serve when no other is left.
 */
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import type { Packet, PacketRules, Verdict } from './packet';

export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  /** On this node. */
  readonly local: boolean;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** One port of one service. */
export interface ServicePortRule {
  /** `NAMESPACE/NAME`. */
  readonly service: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly clusterAddresses: readonly string[];
  /** Load balancer and external addresses. */
  readonly externalAddresses: readonly string[];
  readonly nodePort: number | undefined;
  readonly endpoints: readonly ProxyEndpoint[];
  /** Session affinity by client address, for this long; undefined for none. */
  readonly affinityMilliseconds: number | undefined;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
}

interface Affinity {
  readonly endpoint: string;
  readonly until: number;
}

export class ProxyRules implements PacketRules {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #nodeAddresses: readonly string[];
  readonly #services = new Map<string, readonly ServicePortRule[]>();
  readonly #byDestination = new Map<string, ServicePortRule>();
  readonly #affinities = new Map<string, Affinity>();

  constructor(clock: Clock, random: Random, nodeAddresses: readonly string[]) {
    this.#clock = clock;
    this.#random = random;
    this.#nodeAddresses = nodeAddresses;
  }

  /** Every rule, in the order in which its service was first seen. */
  get rules(): readonly ServicePortRule[] {
    return [...this.#services.values()].flat();
  }

  /** Puts a service's rules in place of those that it had; none takes them away. */
  set(service: string, rules: readonly ServicePortRule[]): void {
    for (const rule of this.#services.get(service) ?? []) {
      for (const key of destinations(rule)) if (this.#byDestination.get(key) === rule) this.#byDestination.delete(key);
    }
    if (rules.length === 0) this.#services.delete(service);
    else this.#services.set(service, rules);
    for (const rule of rules) for (const key of destinations(rule)) this.#byDestination.set(key, rule);
  }

  translate(packet: Packet): Verdict | undefined {
    const { protocol, destination, port } = packet;
    const direct = this.#byDestination.get(`${protocol} ${destination}:${port}`);
    if (direct !== undefined) {
      const internal = direct.clusterAddresses.includes(destination);
      return this.#choose(direct, packet, internal ? 'internal' : 'external');
    }
    if (!this.#nodeAddresses.includes(destination)) return undefined;
    const byNodePort = this.#byDestination.get(`${protocol} node:${port}`);
    return byNodePort === undefined ? undefined : this.#choose(byNodePort, packet, 'external');
  }

  /** With externalTrafficPolicy Local only nodes that have a ready endpoint of their own pass the health check. */
  healthy(nodePort: number): boolean {
    const rule = this.#byDestination.get(`TCP node:${nodePort}`) ?? this.#byDestination.get(`UDP node:${nodePort}`);
    if (rule === undefined || !rule.externalLocal) return true;
    return rule.endpoints.some((endpoint) => endpoint.local && endpoint.ready);
  }

  #choose(rule: ServicePortRule, packet: Packet, side: 'internal' | 'external'): Verdict {
    const name = `service/${rule.service}:${rule.port}`;
    // Traffic that starts on this node and goes to an external address takes the cluster's endpoints whatever the policy.
    const local = side === 'internal' ? rule.internalLocal : rule.externalLocal && packet.from === 'outside';
    const everywhere = usable(rule.endpoints);
    if (everywhere.length === 0) return { kind: 'reject', note: `${name} has no endpoints` };
    const candidates = local ? usable(rule.endpoints.filter((endpoint) => endpoint.local)) : everywhere;
    if (candidates.length === 0) return { kind: 'drop', note: `${name} has no local endpoints` };
    const endpoint = this.#pick(rule, packet.source, candidates);
    return {
      kind: 'forward',
      address: endpoint.address,
      port: endpoint.port,
      // A pod that reaches itself through its service is masqueraded too, or it would see its own address.
      masquerade: (side === 'external' && !local) || packet.from === 'node' || packet.source === endpoint.address,
      note: `${name} -> ${endpoint.address}:${endpoint.port}`,
    };
  }

  #pick(rule: ServicePortRule, client: string, candidates: readonly ProxyEndpoint[]): ProxyEndpoint {
    if (rule.affinityMilliseconds === undefined) return this.#random.pick(candidates);
    const key = `${rule.service}:${rule.port} ${client}`;
    const before = this.#affinities.get(key);
    const same =
      before !== undefined && before.until > this.#clock.now
        ? candidates.find((endpoint) => `${endpoint.address}:${endpoint.port}` === before.endpoint)
        : undefined;
    const endpoint = same ?? this.#random.pick(candidates);
    const until = this.#clock.now + rule.affinityMilliseconds;
    this.#affinities.set(key, { endpoint: `${endpoint.address}:${endpoint.port}`, until });
    return endpoint;
  }
}

/** Ready endpoints; when there is none, those that terminate but still serve. */
function usable(endpoints: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter((endpoint) => endpoint.serving && endpoint.terminating);
}

function destinations(rule: ServicePortRule): readonly string[] {
  const addresses = [...rule.clusterAddresses, ...rule.externalAddresses];
  const keys = addresses.map((address) => `${rule.protocol} ${address}:${rule.port}`);
  if (rule.nodePort !== undefined) keys.push(`${rule.protocol} node:${rule.nodePort}`);
  return keys;
}
