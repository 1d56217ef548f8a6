/**
 * A container's document as the client's own types hold it. The client prints what the daemon sent as it came, but
 * templates see its types: their order of fields, zeros for what the daemon doesn't know, nothing that the client forgot.
 */
import type { Json, JsonObject } from '../../../engine/docker/daemon';

type Shape = Readonly<Record<string, Json>>;

/** Fields that come first, in this order, with what they are when the daemon sent none; the others follow as they came. */
const HOST_CONFIG: Shape = {
  Binds: null,
  ContainerIDFile: '',
  LogConfig: null,
  NetworkMode: '',
  PortBindings: null,
  RestartPolicy: null,
  AutoRemove: false,
  VolumeDriver: '',
  VolumesFrom: null,
  ConsoleSize: [0, 0],
};
const NETWORK_SETTINGS: Shape = { Bridge: '', SandboxID: '', SandboxKey: '', Ports: null };
const ENDPOINT: Shape = {
  IPAMConfig: null,
  Links: null,
  Aliases: null,
  MacAddress: '',
  DriverOpts: null,
  GwPriority: 0,
  NetworkID: '',
  EndpointID: '',
  Gateway: '',
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  DNSNames: null,
};

export function clientView(document: JsonObject): JsonObject {
  const host = document['HostConfig'] as JsonObject;
  const settings = document['NetworkSettings'] as JsonObject;
  const networks = Object.entries((settings['Networks'] ?? {}) as Readonly<Record<string, JsonObject>>);
  return {
    ...document,
    HostConfig: withoutZeros(shaped(host, HOST_CONFIG), ['KernelMemory', 'KernelMemoryTCP']),
    NetworkSettings: {
      ...shaped(settings, NETWORK_SETTINGS),
      Networks: Object.fromEntries(networks.map(([name, endpoint]) => [name, shaped(endpoint, ENDPOINT)])),
    },
  };
}

function shaped(value: JsonObject, shape: Shape): JsonObject {
  const first = Object.entries(shape).map(([name, zero]) => [name, value[name] ?? zero] as const);
  return {
    ...Object.fromEntries(first),
    ...Object.fromEntries(Object.entries(value).filter(([name]) => !(name in shape))),
  };
}

function withoutZeros(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name, item]) => !names.includes(name) || item !== 0));
}
