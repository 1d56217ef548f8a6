/** The containers of a Docker host for the page. */
import type { ContainerSummary, DockerDaemon } from '../../engine/docker/daemon';
import type { DockerContainer, DockerPort } from './dockerView';
import { hostPort } from './inspectDocker';
import { NOTHING_RUNS, type Running } from './runningProcesses';

/** What `docker ps` does not say. */
export interface Extras {
  readonly outOfMemory: boolean;
  readonly exitCode: number;
  readonly changedFiles: number;
  /** The ID of the container whose network it shares; '' for its own. */
  readonly networkOf: string;
}

/** More than this are counted only. */
const MOST = 300;
const PORTS = 12;

export function describeContainers(
  daemon: DockerDaemon,
  extrasOf: (id: string) => Extras,
  running: ReadonlyMap<string, Running>,
): { readonly containers: readonly DockerContainer[]; readonly more: number } {
  const answer = daemon.containers.list({ all: true, limit: 0, size: false, filters: {} });
  const all = answer.ok ? answer.value : [];
  const shown = all.slice(0, MOST);
  const networks = new Map(all.map((summary) => [summary.Id, networksOf(summary)]));
  return {
    // the daemon's list begins with the newest
    containers: [...shown].reverse().map((summary) => {
      const extras = extrasOf(summary.Id);
      const shared = networks.get(extras.networkOf) ?? networks.get(summary.Id) ?? [];
      return tellContainer(summary, extras, shared, running.get(summary.Id) ?? NOTHING_RUNS);
    }),
    more: all.length - shown.length,
  };
}

function networksOf({ Networks }: ContainerSummary): DockerContainer['networks'] {
  return Object.entries(Networks).map(([name, { IPAddress }]) => ({ name, address: IPAddress }));
}

function tellContainer(
  summary: ContainerSummary,
  extras: Extras,
  networks: DockerContainer['networks'],
  { processes, hung }: Running,
): DockerContainer {
  const { Id, Names, Image, ImageID, Command, State, Status, Created, Mounts } = summary;
  const ended = State === 'exited' || State === 'restarting' || State === 'dead';
  return {
    id: Id,
    name: (Names[0] ?? '').replace(/^\//, ''),
    image: Image.startsWith('sha256:') ? Image.slice('sha256:'.length, 'sha256:'.length + 12) : Image,
    imageId: ImageID,
    command: Command,
    state: State,
    exitCode: ended ? extras.exitCode : undefined,
    outOfMemory: ended && extras.outOfMemory,
    health: healthOf(Status),
    created: Created * 1000,
    ports: portsOf(summary),
    networks,
    mounts: Mounts.map(({ Type, Name, Source, Destination }) => ({
      type: Type,
      source: Name ?? Source,
      target: Destination,
    })),
    changedFiles: extras.changedFiles,
    processes: State === 'running' || State === 'paused' ? processes : 0,
    hung: hung && State === 'running',
  };
}

/** `Up 3 seconds (healthy)`. */
function healthOf(status: string): DockerContainer['health'] {
  if (status.endsWith('(healthy)')) return 'healthy';
  if (status.endsWith('(unhealthy)')) return 'unhealthy';
  return status.endsWith('(health: starting)') ? 'starting' : undefined;
}

/** Each once: what is published for IPv4 is published for IPv6 too. */
function portsOf({ Ports }: ContainerSummary): readonly DockerPort[] {
  const ports = new Map<string, DockerPort>();
  for (const { IP = '', PrivatePort, PublicPort, Type } of Ports) {
    const container = Type === 'tcp' ? String(PrivatePort) : `${PrivatePort}/${Type}`;
    const host = PublicPort === undefined ? '' : hostPort(IP, PublicPort);
    ports.set(`${host} ${container}`, { host, container });
  }
  return [...ports.values()].slice(0, PORTS);
}
