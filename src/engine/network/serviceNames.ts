/**
 * The names of a cluster's services and pods, as CoreDNS's kubernetes plugin answers for them.
 *
 * Simplified: IPv4 only; NXDOMAIN without an SOA record; pods by their dashed address are answered without a look
 * whether they exist (kubeadm's `pods insecure`).
 */
import { type EndpointSlice, endpointSliceKind } from '../../kinds/endpointSlice';
import { type Namespace, namespaceKind } from '../../kinds/namespace';
import { type Service, serviceKind } from '../../kinds/service';
import type { Client } from '../client/client';
import { Informer } from '../client/informer';
import type { Clock } from '../clock';
import { isAddress } from './address';
import type { NameAnswer, NameQuestion, NameRecord } from './namespace';

type Answer = Pick<NameAnswer, 'code' | 'records'>;

const DOMAIN = 'cluster.local';
/** The plugin's `ttl 30`. */
const TTL = 30;
const NOTHING: Answer = { code: 'NXDOMAIN', records: [] };

/** One endpoint behind a service with one of its ports. */
interface Target {
  readonly address: string;
  /** The host part of its own name: its hostname, or its address with dashes. */
  readonly host: string;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
}

export class ServiceNames {
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  readonly #namespaces: Informer<Namespace>;

  constructor(client: Client, clock: Clock) {
    this.#services = new Informer(client, serviceKind, { clock });
    this.#namespaces = new Informer(client, namespaceKind, { clock });
    this.#slices = new Informer(client, endpointSliceKind, {
      clock,
      indexes: {
        service: (slice) => [
          `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name'] ?? ''}`,
        ],
      },
    });
  }

  start(): void {
    this.#services.start();
    this.#slices.start();
    this.#namespaces.start();
  }

  stop(): void {
    this.#services.stop();
    this.#slices.stop();
    this.#namespaces.stop();
  }

  get synced(): boolean {
    return this.#services.synced && this.#slices.synced;
  }

  answer(question: NameQuestion): Answer {
    const name = question.name.toLowerCase().replace(/\.$/, '');
    if (name.endsWith('.in-addr.arpa')) return this.#reverse(name);
    if (name !== DOMAIN && !name.endsWith(`.${DOMAIN}`)) {
      // What CoreDNS forwards goes to a world outside that holds no names.
      return NOTHING;
    }
    const labels = name.slice(0, -DOMAIN.length - 1).split('.');
    const type = labels.pop();
    const namespace = labels.pop();
    if (namespace === undefined || this.#namespaces.get(namespace) === undefined) return NOTHING;
    if (type === 'pod') return podRecord(name, labels, question.type);
    return type === 'svc' ? this.#service(name, namespace, labels, question.type) : NOTHING;
  }

  #service(name: string, namespace: string, labels: readonly string[], type: NameRecord['type']): Answer {
    const own = labels.at(-1);
    const service = own === undefined ? undefined : this.#services.get(`${namespace}/${own}`);
    if (service === undefined) return NOTHING;
    const { spec } = service;
    const fullName = `${own}.${namespace}.svc.${DOMAIN}`;
    if (spec.type === 'ExternalName') {
      if (labels.length > 1) return NOTHING;
      return this.#alias(name, spec.externalName ?? '', type);
    }
    const headless = spec.clusterIP === 'None';
    const targets = headless ? this.#targets(namespace, own ?? '') : [];
    if (labels.length === 3) return serviceLocations(name, fullName, labels, service, targets, type);
    if (labels.length === 2) {
      const records = targets.filter((target) => target.host === labels[0]).map(({ address }) => a(name, address));
      return records.length === 0 ? NOTHING : found(records, type);
    }
    if (labels.length !== 1) return NOTHING;
    if (!headless) return found([a(name, spec.clusterIP ?? '')], type);
    return targets.length === 0
      ? NOTHING
      : found(
          targets.map(({ address }) => a(name, address)),
          type,
        );
  }

  #alias(name: string, target: string, type: NameRecord['type']): Answer {
    const alias: NameRecord = { name, type: 'CNAME', ttl: TTL, data: target };
    if (type === 'CNAME') return { code: 'NOERROR', records: [alias] };
    const behind = isAddress(target) ? NOTHING : this.answer({ name: target, type });
    return { code: 'NOERROR', records: [alias, ...behind.records] };
  }

  /** Ready endpoints of a headless service. */
  #targets(namespace: string, service: string): readonly Target[] {
    return this.#slices.byIndex('service', `${namespace}/${service}`).flatMap((slice) =>
      (slice.endpoints ?? [])
        .filter((endpoint) => endpoint.conditions?.ready !== false)
        .flatMap((endpoint) => {
          const address = endpoint.addresses[0];
          if (address === undefined) return [];
          const ports = (slice.ports ?? []).map(({ name = '', protocol = 'TCP', port = 0 }) => ({
            name,
            protocol,
            port,
          }));
          return [{ address, host: endpoint.hostname ?? address.replaceAll('.', '-'), ports }];
        }),
    );
  }

  #reverse(name: string): Answer {
    const address = name.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.');
    const service = this.#services.list().find((one) => one.spec.clusterIP === address);
    if (service === undefined) return NOTHING;
    const data = `${service.metadata.name}.${service.metadata.namespace}.svc.${DOMAIN}`;
    return { code: 'NOERROR', records: [{ name, type: 'PTR', ttl: TTL, data }] };
  }
}

/** `10-244-1-2.NAMESPACE.pod.cluster.local`. */
function podRecord(name: string, labels: readonly string[], type: NameRecord['type']): Answer {
  const address = labels[0]?.replaceAll('-', '.') ?? '';
  return labels.length === 1 && isAddress(address) ? found([a(name, address)], type) : NOTHING;
}

/** `_PORT._PROTOCOL.SERVICE...`: SRV records. */
function serviceLocations(
  name: string,
  fullName: string,
  labels: readonly string[],
  service: Service,
  targets: readonly Target[],
  type: NameRecord['type'],
): Answer {
  const [port = '', protocol = ''] = labels.map((label) => label.replace(/^_/, ''));
  const matches = (one: { name?: string; protocol?: string }) =>
    one.name === port && (one.protocol ?? 'TCP').toLowerCase() === protocol;
  const locations =
    service.spec.clusterIP === 'None'
      ? targets.flatMap((target) =>
          target.ports.filter(matches).map((one) => `0 100 ${one.port} ${target.host}.${fullName}`),
        )
      : (service.spec.ports ?? []).filter(matches).map((one) => `0 100 ${one.port} ${fullName}`);
  if (locations.length === 0) return NOTHING;
  return found(
    locations.map((data): NameRecord => ({ name, type: 'SRV', ttl: TTL, data })),
    type,
  );
}

function a(name: string, address: string): NameRecord {
  return { name, type: 'A', ttl: TTL, data: address };
}

/** A name that exists has an answer, even when it has no record of the type that was asked for. */
function found(records: readonly NameRecord[], type: NameRecord['type']): Answer {
  return { code: 'NOERROR', records: records.filter((record) => record.type === type) };
}
