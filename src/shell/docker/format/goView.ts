/** An answer of the API as the client's own types hold it: structs with named fields, and maps. */
import type { Json, JsonObject } from '../../../engine/docker/daemon';
import { GoStruct } from '../../templates/goStruct';
import { clientView } from './clientView';

/** Fields that hold maps; other objects are structs. */
const MAPS: ReadonlySet<string> = new Set([
  'Annotations',
  'ConsoleSize',
  'Containers',
  'Data',
  'DriverOpts',
  'ExposedPorts',
  'IndexConfigs',
  'Labels',
  'Networks',
  'Options',
  'PortBindings',
  'Ports',
  'Runtimes',
  'Status',
  'StorageOpt',
  'Sysctls',
  'Tmpfs',
  'Volumes',
]);

/** Values of these maps are pointers to structs, of others structs or texts. */
const MAPS_OF_POINTERS: ReadonlySet<string> = new Set(['Networks', 'IndexConfigs']);

/** Pointers among a type's fields: what prints as an address within something else. */
const POINTERS: ReadonlySet<string> = new Set(['Health', 'IPAMConfig', 'Healthcheck', 'State', 'HostConfig', 'Config']);

/** Lists that may be nil: they print as empty ones, but JSON shows null. */
const LISTS: ReadonlySet<string> = new Set([
  'Args',
  'Binds',
  'CapAdd',
  'CapDrop',
  'Cmd',
  'Dns',
  'DnsOptions',
  'DnsSearch',
  'Entrypoint',
  'Env',
  'ExtraHosts',
  'GroupAdd',
  'Links',
  'Aliases',
  'Mounts',
  'OnBuild',
  'RepoDigests',
  'RepoTags',
  'SecurityOpt',
  'Shell',
  'VolumesFrom',
  'Devices',
  'DNSNames',
  'ExecIDs',
  'Layers',
  'ClientErrors',
  'DefaultAddressPools',
  'GenericResources',
  'RemoteManagers',
  'ServerErrors',
  'Warnings',
]);

class NilList extends Array<never> {
  toJSON(): null {
    return null;
  }
}

/** Fields that the daemon leaves out when they are nil. */
const NIL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  State: ['Health'],
  Config: ['Healthcheck'],
  container: ['SizeRw', 'SizeRootFs', 'Node'],
};

/** Types whose names don't follow from their fields'. */
const TYPES: Readonly<Record<string, string>> = {
  Client: 'system.clientVersion',
  ClientInfo: '*system.clientInfo',
  Server: '*types.Version',
  Swarm: 'swarm.Info',
};

/** Facts that are no object's: fields as the client's type calls them, JSON as it writes it. */
export function factsView(type: string, fields: JsonObject, json: JsonObject): GoStruct {
  return new GoStruct(
    type,
    new Map(Object.entries(fields).map(([name, value]) => [name, () => viewOf(name, value)] as const)),
    { json },
  );
}

/** @param type what the document is: `container`, `image`, `network`, `volume` */
export function goView(type: string, document: JsonObject): GoStruct {
  return structOf(`*${type}.InspectResponse`, type === 'container' ? clientView(document) : document, type);
}

function structOf(type: string, value: JsonObject, name: string): GoStruct {
  const fields = new Map<string, () => unknown>(
    Object.entries(value).map(([key, item]) => [key, () => viewOf(key, item)] as const),
  );
  for (const nil of NIL_FIELDS[name] ?? []) {
    const pointer = POINTERS.has(nil) ? new GoStruct(`*container.${nil}`, new Map(), { isNil: true }) : null;
    if (!fields.has(nil)) fields.set(nil, () => pointer);
  }
  const id = value['Id'];
  // the field's name in Go
  if (id !== undefined) fields.set('ID', () => id);
  if (name !== 'image') return new GoStruct(type, fields, { json: value });
  const config = imageConfigView((value['Config'] ?? {}) as JsonObject);
  fields.set('Config', () => config);
  return new GoStruct(type, fields, { json: { ...value, Config: config.toJSON() } });
}

/** The fields of an image's configuration, in their order, with what they are when they are left out. */
const IMAGE_CONFIG: readonly (readonly [name: string, zero: Json])[] = [
  ['User', ''],
  ['ExposedPorts', null],
  ['Env', null],
  ['Entrypoint', null],
  ['Cmd', null],
  ['Volumes', null],
  ['WorkingDir', ''],
  ['Labels', null],
  ['StopSignal', ''],
  ['ArgsEscaped', false],
  ['Healthcheck', null],
  ['OnBuild', null],
  ['Shell', null],
];

/** The client knows fewer fields of it than the daemon sends, and its JSON leaves out what is empty. */
function imageConfigView(config: JsonObject): GoStruct {
  const values = IMAGE_CONFIG.map(([name, zero]) => [name, config[name] ?? zero] as const);
  const fields = new Map(values.map(([name, item]) => [name, () => viewOf(name, item)] as const));
  const said = values.filter(
    ([name, item]) => item !== null && item !== IMAGE_CONFIG.find(([one]) => one === name)?.[1],
  );
  return new GoStruct('*DockerOCIImageConfig', fields, { json: Object.fromEntries(said) });
}

function viewOf(name: string, value: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => viewOf(name, item as Json));
  if (value === null) return LISTS.has(name) ? new NilList() : MAPS.has(name) ? {} : null;
  if (typeof value !== 'object') return value;
  const object = value as JsonObject;
  if (isMap(name, object)) {
    const inner = MAPS_OF_POINTERS.has(name) ? `*${name}` : '';
    return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, viewOf(inner, item)]));
  }
  const type = TYPES[name];
  if (type !== undefined) return structOf(type, object, name);
  return structOf(`${name.startsWith('*') || !POINTERS.has(name) ? '' : '*'}${name || 'struct'}`, object, name);
}

/** LogConfig's `Config` is a map, a container's is not. */
function isMap(name: string, value: JsonObject): boolean {
  return MAPS.has(name) || (name === 'Config' && !('Image' in value) && !('Hostname' in value) && !('Cmd' in value));
}
