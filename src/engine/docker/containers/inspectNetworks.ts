/** NetworkSettings as `docker inspect` shows them. */
import type { Json, JsonObject } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { listOrNull } from '../json';
import type { NetworkAttachment } from '../networks/dockerNetwork';
import { aliasesOn } from './containerNetworking';
import type { DockerContainer, NetworkWish } from './dockerContainer';

export function networkSettingsJson(context: DaemonContext, container: DockerContainer): JsonObject {
  const id = container.sandbox?.id ?? '';
  const onBridge = context.networks.byName('bridge')?.attachments.get(container.id);
  const { EndpointID, Gateway, IPAddress, IPPrefixLen, MacAddress } = endpointJson(onBridge);
  return {
    Bridge: '',
    SandboxID: id,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: portsJson(container),
    SandboxKey: id === '' ? '' : sandboxKey(container, id),
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID,
    Gateway,
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress,
    IPPrefixLen,
    IPv6Gateway: '',
    MacAddress,
    Networks: Object.fromEntries(
      [...container.networks]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, wish]) => [name, networkJson(context, container, name, wish)]),
    ),
  };
}

function sandboxKey(container: DockerContainer, id: string): string {
  return `/var/run/docker/netns/${container.hostConfig.NetworkMode === 'host' ? 'default' : id.slice(0, 12)}`;
}

function networkJson(context: DaemonContext, container: DockerContainer, name: string, wish: NetworkWish): JsonObject {
  const network = context.networks.byName(name);
  const endpoint = endpointJson(network?.attachments.get(container.id));
  const aliases = network === undefined ? wish.aliases : aliasesOn(container, network, wish);
  const links = name === 'bridge' ? [] : container.parts.links;
  const connected = endpoint.EndpointID !== '';
  return {
    IPAMConfig: wish.address === '' ? null : { IPv4Address: wish.address },
    Links: listOrNull(links),
    Aliases: listOrNull(aliases),
    NetworkID: connected || container.tried ? wish.networkId : '',
    EndpointID: endpoint.EndpointID,
    Gateway: endpoint.Gateway,
    IPAddress: endpoint.IPAddress,
    IPPrefixLen: endpoint.IPPrefixLen,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: endpoint.MacAddress,
    DriverOpts: null,
  };
}

function endpointJson(attachment: NetworkAttachment | undefined) {
  const endpoint = attachment?.endpoint;
  return {
    EndpointID: attachment?.endpointId ?? '',
    Gateway: endpoint === undefined || endpoint.network.internal ? '' : endpoint.gateway,
    IPAddress: endpoint?.address ?? '',
    IPPrefixLen: endpoint?.prefix ?? 0,
    MacAddress: endpoint?.mac ?? '',
  };
}

/** What is exposed, with where it is published. */
function portsJson(container: DockerContainer): Json {
  const { sandbox } = container;
  if (sandbox?.host === undefined) return {};
  const ports = [...container.config.exposedPorts].sort();
  return Object.fromEntries(
    ports.map((port) => {
      const [number = '', protocol = 'tcp'] = port.split('/');
      const published = sandbox.ports.filter(
        (one) => one.containerPort === Number(number) && one.protocol === protocol,
      );
      const bindings = published.flatMap((one) =>
        (one.hostAddress === '' ? ['0.0.0.0', '::'] : [one.hostAddress]).map((HostIp) => ({
          HostIp,
          HostPort: String(one.port),
        })),
      );
      return [port, bindings.length === 0 ? null : bindings];
    }),
  );
}
