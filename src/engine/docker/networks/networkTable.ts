/** The daemon's networks. */

import type { Random } from '../../../base/random';
import { fail, ok, type Result } from '../../../base/result';
import type { Clock } from '../../clock';
import type { Fabric } from '../../network/fabric';
import type { Host } from '../../network/host';
import type { Answer } from '../daemon';
import { notFound } from '../refusal';
import { DockerNetwork, type DockerNetworkParts } from './dockerNetwork';
import { freeSubnet, overlapsAny } from './subnets';

const HEX = '0123456789abcdef';

export interface NewNetwork {
  readonly name: string;
  /** '' for the next free one. */
  readonly subnet: string;
  readonly gateway: string;
  readonly range: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

export interface NetworkTableParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly fabric: Fabric;
  readonly host: Host;
  /** Networks of the machine itself, which no bridge may overlap with. */
  readonly machineNetworks: readonly string[];
}

export class NetworkTable {
  readonly #parts: NetworkTableParts;
  readonly #networks = new Map<string, DockerNetwork>();

  constructor(parts: NetworkTableParts) {
    this.#parts = parts;
    this.#addDefault();
    this.#add({ ...this.#description('host'), driver: 'host', bridge: undefined });
    this.#add({ ...this.#description('none'), driver: 'null', bridge: undefined });
  }

  /** By name. */
  get all(): readonly DockerNetwork[] {
    return [...this.#networks.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  byName(name: string): DockerNetwork | undefined {
    return this.all.find((network) => network.name === name);
  }

  /** By ID, name, or the beginning of an ID that no other has. */
  find(text: string): Answer<DockerNetwork> {
    const beginning = this.all.filter(({ id }) => text !== '' && id.startsWith(text));
    const found = this.#networks.get(text) ?? this.byName(text) ?? (beginning.length === 1 ? beginning[0] : undefined);
    return found === undefined ? notFound(`network ${text} not found`) : ok(found);
  }

  /** Makes a bridge network; the error is libnetwork's text. */
  create(wish: NewNetwork): Result<DockerNetwork, string> {
    const { fabric, host } = this.#parts;
    const inUse = [...this.#parts.machineNetworks, ...this.#subnets];
    const subnet = wish.subnet === '' ? freeSubnet(inUse) : wish.subnet;
    if (subnet === undefined) {
      return fail(
        'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
      );
    }
    if (wish.subnet !== '' && overlapsAny(subnet, inUse)) {
      return fail('Pool overlaps with other one on this address space');
    }
    const id = this.#parts.random.token(HEX, 64);
    const { name, gateway, range, internal } = wish;
    const bridge = fabric.addBridge({
      machine: host,
      interface: wish.options['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`,
      subnet,
      network: name,
      names: true,
      internal,
      ...(gateway === '' ? {} : { gateway }),
      ...(range === '' ? {} : { range }),
    });
    const { attachable, labels, options } = wish;
    const given = { subnetGiven: wish.subnet !== '', gatewayGiven: gateway !== '', range };
    const description = { id, name, created: this.#parts.clock.now, internal, attachable, labels, options };
    return ok(this.#add({ ...description, ...given, driver: 'bridge', bridge }));
  }

  remove(network: DockerNetwork): void {
    network.parts.bridge?.remove();
    this.#networks.delete(network.id);
  }

  get #subnets(): readonly string[] {
    return [...this.#networks.values()].flatMap(({ parts }) => parts.bridge?.subnet ?? []);
  }

  #add(parts: DockerNetworkParts): DockerNetwork {
    const network = new DockerNetwork(parts);
    this.#networks.set(network.id, network);
    return network;
  }

  #addDefault(): void {
    const { fabric, host } = this.#parts;
    const subnet = '172.17.0.0/16';
    const bridge = fabric.addBridge({ machine: host, interface: 'docker0', subnet, network: 'bridge', names: false });
    const options = {
      'com.docker.network.bridge.default_bridge': 'true',
      'com.docker.network.bridge.enable_icc': 'true',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
      'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
      'com.docker.network.bridge.name': 'docker0',
      'com.docker.network.driver.mtu': '1500',
    };
    this.#add({ ...this.#description('bridge'), driver: 'bridge', bridge, options });
  }

  #description(name: string) {
    return {
      id: this.#parts.random.token(HEX, 64),
      name,
      created: this.#parts.clock.now,
      subnetGiven: false,
      gatewayGiven: false,
      range: '',
      internal: false,
      attachable: false,
      labels: {},
      options: {},
    };
  }
}
