/**
 * kube-proxy on one node: follows Services and EndpointSlices and keeps the node's rules. What it has not learnt yet
 * has no rule; when it is stopped, the rules stay as they were.
 *
 * Simplified: as in iptables mode, but without the chains themselves; IPv4 only; no topology hints.
 */
import type { Random } from '../../base/random';
import { type EndpointSlice, endpointSliceKind } from '../../kinds/endpointSlice';
import { type Service, serviceKind } from '../../kinds/service';
import type { Client } from '../client/client';
import { Informer } from '../client/informer';
import type { Clock, Timer } from '../clock';
import type { Trace } from '../trace';
import { type ProxyEndpoint, ProxyRules, type ServicePortRule } from './proxyRules';

export interface KubeProxyOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  /** For `system:kube-proxy`, with the actor `kube-proxy/NODE`. */
  readonly client: Client;
  readonly node: string;
  /** The node's own addresses, on which node ports answer. */
  readonly nodeAddresses: readonly string[];
}

/** How long a change waits for more changes, and how long writing the rules takes: milliseconds. */
const SYNC_DELAY = 30;

const SERVICE_LABEL = 'kubernetes.io/service-name';

export class KubeProxy {
  /** To be given to the node's host in the fabric: `fabric.setRules(node, proxy.rules)`. */
  readonly rules: ProxyRules;
  readonly #options: KubeProxyOptions;
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  readonly #dirty = new Set<string>();
  #timer: Timer | undefined;

  constructor(options: KubeProxyOptions) {
    this.#options = options;
    const { clock, random, client, nodeAddresses } = options;
    this.rules = new ProxyRules(clock, random, nodeAddresses);
    const touchService = (service: Service) => this.#touch(`${service.metadata.namespace}/${service.metadata.name}`);
    this.#services = new Informer(client, serviceKind, {
      clock,
      onAdd: touchService,
      onUpdate: (_old, service) => touchService(service),
      onDelete: touchService,
    });
    const touchSlice = (slice: EndpointSlice) => {
      const name = serviceOf(slice);
      if (name !== undefined) this.#touch(name);
    };
    this.#slices = new Informer(client, endpointSliceKind, {
      clock,
      indexes: { service: (slice) => [serviceOf(slice) ?? ''] },
      onAdd: touchSlice,
      onUpdate: (_old, slice) => touchSlice(slice),
      onDelete: touchSlice,
    });
  }

  start(): void {
    this.#services.start();
    this.#slices.start();
  }

  /** Stops following; the rules stay. */
  stop(): void {
    this.#services.stop();
    this.#slices.stop();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #touch(service: string): void {
    this.#dirty.add(service);
    this.#timer ??= this.#options.clock.after(SYNC_DELAY, () => this.#sync());
  }

  #sync(): void {
    this.#timer = undefined;
    const { trace, node } = this.#options;
    for (const key of this.#dirty) {
      const service = this.#services.get(key);
      const rules = service === undefined ? [] : this.#rulesOf(key, service);
      this.rules.set(key, rules);
      const [namespace = '', name = ''] = key.split('/');
      const endpoints = rules[0]?.endpoints.filter((endpoint) => endpoint.ready).length ?? 0;
      trace.record({
        kind: 'act',
        actor: `kube-proxy/${node}`,
        action: 'program-rules',
        object: { resource: 'services', namespace, name },
        detail: { ports: rules.length, endpoints },
      });
    }
    this.#dirty.clear();
  }

  #rulesOf(key: string, service: Service): readonly ServicePortRule[] {
    const { spec, status } = service;
    const clusterAddresses = (spec.clusterIPs ?? [spec.clusterIP ?? '']).filter((address) => /^\d/.test(address));
    if (spec.type === 'ExternalName' || clusterAddresses.length === 0) return [];
    const ingress = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
    const slices = this.#slices.byIndex('service', key).filter((slice) => slice.addressType === 'IPv4');
    return (spec.ports ?? [])
      .filter((port) => port.protocol !== 'SCTP')
      .map((port) => ({
        service: key,
        protocol: port.protocol === 'UDP' ? 'UDP' : 'TCP',
        port: port.port,
        clusterAddresses,
        externalAddresses: [...(spec.externalIPs ?? []), ...ingress],
        nodePort: port.nodePort,
        endpoints: this.#endpointsOf(slices, port.name ?? ''),
        affinityMilliseconds:
          spec.sessionAffinity === 'ClientIP'
            ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800) * 1000
            : undefined,
        internalLocal: spec.internalTrafficPolicy === 'Local',
        externalLocal: spec.externalTrafficPolicy === 'Local',
      }));
  }

  #endpointsOf(slices: readonly EndpointSlice[], portName: string): readonly ProxyEndpoint[] {
    const found = new Map<string, ProxyEndpoint>();
    for (const slice of slices) {
      const port = slice.ports?.find((one) => (one.name ?? '') === portName)?.port;
      if (port === undefined) continue;
      for (const endpoint of slice.endpoints ?? []) {
        const ready = endpoint.conditions?.ready ?? true;
        const terminating = endpoint.conditions?.terminating ?? false;
        const address = endpoint.addresses[0] ?? '';
        found.set(`${address}:${port}`, {
          address,
          port,
          local: endpoint.nodeName === this.#options.node,
          ready,
          serving: endpoint.conditions?.serving ?? ready,
          terminating,
        });
      }
    }
    return [...found.values()];
  }
}

function serviceOf(slice: EndpointSlice): string | undefined {
  const name = slice.metadata.labels?.[SERVICE_LABEL];
  return name === undefined ? undefined : `${slice.metadata.namespace}/${name}`;
}
