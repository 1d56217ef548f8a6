/** One network of the daemon: its bridge, and which containers are on it. */
import type { Result } from '../../../base/result';
import type { BridgeNetwork, ConnectProblem, Endpoint } from '../../network/bridge';
import type { Host } from '../../network/host';

/** A running container's place on a network. */
export interface NetworkAttachment {
  readonly endpointId: string;
  readonly containerId: string;
  /** undefined on the networks `host` and `none`, where there is nothing to connect. */
  readonly endpoint: Endpoint | undefined;
}

export interface DockerNetworkParts {
  readonly id: string;
  readonly name: string;
  readonly driver: 'bridge' | 'host' | 'null';
  /** Milliseconds since 1970. */
  readonly created: number;
  /** undefined for `host` and `none`. */
  readonly bridge: BridgeNetwork | undefined;
  /** What was asked for: the subnet was chosen by whoever made it. */
  readonly subnetGiven: boolean;
  readonly gatewayGiven: boolean;
  readonly range: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

export class DockerNetwork {
  readonly parts: DockerNetworkParts;
  readonly #attachments = new Map<string, NetworkAttachment>();

  constructor(parts: DockerNetworkParts) {
    this.parts = parts;
  }

  get id(): string {
    return this.parts.id;
  }

  get name(): string {
    return this.parts.name;
  }

  get predefined(): boolean {
    return isPredefined(this.name);
  }

  /** By the containers' IDs. */
  get attachments(): ReadonlyMap<string, NetworkAttachment> {
    return this.#attachments;
  }

  /** Puts a running container on it. */
  attach(
    container: { readonly id: string; readonly host: Host; readonly endpointId: string },
    options: { readonly address: string; readonly aliases: readonly string[]; readonly mac?: string },
  ): Result<NetworkAttachment, ConnectProblem> {
    const { aliases, address, mac = '' } = options;
    const wished = { aliases, ...(address === '' ? {} : { address }), ...(mac === '' ? {} : { mac }) };
    const connected = this.parts.bridge?.connect(container.host, wished);
    if (connected !== undefined && !connected.ok) return connected;
    const attachment = {
      endpointId: container.endpointId,
      containerId: container.id,
      endpoint: connected?.value,
    };
    this.#attachments.set(container.id, attachment);
    return { ok: true, value: attachment };
  }

  detach(containerId: string): void {
    const endpoint = this.#attachments.get(containerId)?.endpoint;
    if (endpoint !== undefined) this.parts.bridge?.disconnect(endpoint);
    this.#attachments.delete(containerId);
  }
}

/** Names that Docker keeps for itself. */
export function isPredefined(name: string): boolean {
  return name === 'bridge' || name === 'host' || name === 'none' || name === 'default';
}
