/** A container of the laptop's Docker host in detail: what the daemon says of it, and what the machine says. */
import { parseTime } from '../../base/time';
import type { DockerDaemon, Json } from '../../engine/docker/daemon';
import type { ContainerDetail } from './containerDetail';
import { listOf, memberOf, membersOf, numberOf, textOf } from './jsonAccess';
import { type Inside, NOT_RUNNING } from './lookInside';

const MOST_CHANGES = 200;
const LOG_LINES = 200;
const KINDS = ['C', 'A', 'D'] as const;

/** Undefined when the daemon knows no such container (or nobody answers). */
export function inspectDocker(
  daemon: DockerDaemon,
  id: string,
  inside: Inside | undefined,
  cores: number,
): ContainerDetail | undefined {
  const answer = daemon.running ? daemon.containers.inspect(id) : undefined;
  if (answer?.ok !== true) return undefined;
  const json: Json = answer.value;
  const changes = daemon.containers.changes(id);
  const all = changes.ok ? changes.value : [];
  const { cpuUsage: _, cpuMax, init: __, ...seen } = { init: undefined, ...(inside ?? NOT_RUNNING) };
  return {
    ...seen,
    ...aboutContainer(json, inside !== undefined),
    layers: layersOf(daemon, textOf(json, 'Image')),
    cpu: { used: cores, limit: cpuMax },
    changes: all.slice(0, MOST_CHANGES).map(({ Kind, Path }) => ({ kind: KINDS[Kind], path: Path })),
    moreChanges: Math.max(0, all.length - MOST_CHANGES),
    interfaces: withNetworks(json, seen.interfaces),
    logs: logsOf(daemon, id),
  };
}

function aboutContainer(json: Json, running: boolean) {
  const policy = textOf(json, 'HostConfig', 'RestartPolicy', 'Name');
  const most = numberOf(json, 'HostConfig', 'RestartPolicy', 'MaximumRetryCount');
  return {
    id: textOf(json, 'Id'),
    name: textOf(json, 'Name').replace(/^\//, ''),
    image: textOf(json, 'Config', 'Image'),
    imageId: textOf(json, 'Image'),
    hostname: textOf(json, 'Config', 'Hostname'),
    command: [textOf(json, 'Path'), ...listOf(json, 'Args').map(String)].join(' '),
    workingDirectory: textOf(json, 'Config', 'WorkingDir') || '/',
    user: textOf(json, 'Config', 'User') || 'root',
    state: textOf(json, 'State', 'Status'),
    startedAt: momentOf(json, 'StartedAt'),
    finishedAt: running ? undefined : momentOf(json, 'FinishedAt'),
    exitCode: running || momentOf(json, 'StartedAt') === undefined ? undefined : numberOf(json, 'State', 'ExitCode'),
    outOfMemory: memberOf(json, 'State', 'OOMKilled') === true,
    error: textOf(json, 'State', 'Error'),
    restartPolicy: most > 0 ? `${policy}:${most}` : policy,
    restarts: numberOf(json, 'RestartCount'),
    environment: listOf(json, 'Config', 'Env').map(String),
    mounts: listOf(json, 'Mounts').map((mount) => ({
      type: textOf(mount, 'Type'),
      source: textOf(mount, 'Name') || textOf(mount, 'Source'),
      target: textOf(mount, 'Destination'),
      readOnly: memberOf(mount, 'RW') === false,
    })),
    networkMode: textOf(json, 'HostConfig', 'NetworkMode'),
    ports: membersOf(json, 'NetworkSettings', 'Ports').flatMap(([port, bindings]) => portsOf(port, bindings)),
  };
}

/** The daemon says `0001-01-01T00:00:00Z` for never. */
function momentOf(json: Json, name: string): number | undefined {
  const text = textOf(json, 'State', name);
  return text === '' || text.startsWith('0001-') ? undefined : parseTime(text);
}

/** Each port once: it is published for IPv4 and IPv6 alike. */
function portsOf(port: string, bindings: Json) {
  const container = port.replace(/\/tcp$/, '');
  const published = listOf(bindings).map((binding) => hostPort(textOf(binding, 'HostIp'), textOf(binding, 'HostPort')));
  const once = [...new Set(published)];
  return once.length === 0 ? [{ host: '', container }] : once.map((host) => ({ host, container }));
}

/** `8080` for all addresses, else `127.0.0.1:8080`. */
export function hostPort(address: string, port: string | number): string {
  return address === '' || address === '0.0.0.0' || address === '::' ? String(port) : `${address}:${port}`;
}

function withNetworks(json: Json, interfaces: ContainerDetail['interfaces']): ContainerDetail['interfaces'] {
  const networks = membersOf(json, 'NetworkSettings', 'Networks');
  return interfaces.map((one) => {
    const address = one.address.split('/')[0];
    const network = networks.find(([, endpoint]) => textOf(endpoint, 'IPAddress') === address && address !== '');
    return network === undefined ? one : { ...one, network: network[0] };
  });
}

function layersOf(daemon: DockerDaemon, image: string): ContainerDetail['layers'] {
  const inspected = daemon.images.inspect(image);
  const history = daemon.images.history(image);
  if (!inspected.ok || !history.ok) return [];
  const count = listOf(inspected.value, 'RootFS', 'Layers').length;
  const made = [...history.value]
    .reverse()
    .filter(({ CreatedBy, Size }) => Size > 0 || /^(RUN|COPY|ADD|WORKDIR)\b/.test(CreatedBy));
  return made.slice(-count).map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy, bytes: Size }));
}

function logsOf(daemon: DockerDaemon, id: string): string {
  const logs = daemon.containers.logs(id);
  return logs.ok
    ? logs.value.lines
        .slice(-LOG_LINES)
        .map(({ text }) => text)
        .join('')
    : '';
}
