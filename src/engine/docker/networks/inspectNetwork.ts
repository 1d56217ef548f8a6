/** A network as the API gives it. */
import { formatNanoTime } from '../../../base/time';
import type { ContainerTable } from '../containers/containerTable';
import type { Json, JsonObject } from '../daemon';
import type { DockerNetwork } from './dockerNetwork';

/** The whole document; lists have no containers in it. */
export function inspectNetwork(network: DockerNetwork, containers: ContainerTable | undefined): JsonObject {
  const { parts } = network;
  return {
    Name: parts.name,
    Id: parts.id,
    Created: formatNanoTime(parts.created),
    Scope: 'local',
    Driver: parts.driver,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: network.predefined ? null : {}, Config: addressConfig(network) },
    Internal: parts.internal,
    Attachable: parts.attachable,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: containers === undefined ? {} : containersOf(network, containers),
    Options: parts.options,
    Labels: parts.labels,
  };
}

/** What was asked for; what Docker chose itself where nothing was. */
function addressConfig({ parts }: DockerNetwork): Json {
  if (parts.bridge === undefined) return [];
  const { subnet, gateway } = parts.bridge;
  return [
    {
      Subnet: subnet,
      ...(parts.range === '' ? {} : { IPRange: parts.range }),
      ...(parts.subnetGiven && !parts.gatewayGiven ? {} : { Gateway: gateway }),
    },
  ];
}

function containersOf(network: DockerNetwork, containers: ContainerTable): JsonObject {
  const entries = [...network.attachments.values()].map(({ containerId, endpointId, endpoint }) => [
    containerId,
    {
      Name: containers.byId(containerId)?.name ?? '',
      EndpointID: endpointId,
      MacAddress: endpoint?.mac ?? '',
      IPv4Address: endpoint === undefined ? '' : `${endpoint.address}/${endpoint.prefix}`,
      IPv6Address: '',
    },
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
