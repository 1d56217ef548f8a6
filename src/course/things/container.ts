import type { ContainerSummary, DockerDaemon, JsonObject } from '../../engine/docker/daemon';
import { headOf, type Thing, type ThingObject } from '../thing';
import { allContainers, daemonOn, inspectContainer, nameOf } from './docker';

/** So much of what a container printed is looked at. */
const LINES = 200;

export const container: Thing = {
  about: 'A container of Docker, running or not.',
  fields: {
    image: 'as it was asked for: `kubia`, `node:7`',
    imageId: '`sha256:...`',
    state: '`created`, `running`, `paused`, `restarting`, `exited` or `dead`',
    exitCode: 'of the last run; nothing before it has ended once and while it runs',
    outOfMemory: 'true when the kernel killed it for taking too much memory',
    command: 'its main process: `node app.js`',
    ports: 'what is published, HOST:CONTAINER: `[8080:8080]`; `127.0.0.1:8080:80` when bound to an address',
    networks: 'their names',
    mounts: 'SOURCE:TARGET, the source being a volume or a path of the machine',
    memory: 'its limit in bytes; 0 for none',
    cpus: 'its limit in CPUs; 0 for none',
    restarts: 'how often Docker started it again',
    changes: 'what its writable layer holds: `A /new`, `C /etc/hosts`, `D /gone`',
    output: 'what it printed, the newest 200 lines',
    inspect: 'everything that `docker inspect` says, by its own names: `inspect.HostConfig.Memory`',
  },
  list(world, machine) {
    const daemon = daemonOn(world, machine);
    return daemon === undefined ? [] : allContainers(daemon).map((summary) => tell(daemon, summary));
  },
};

/** What costs something to find out is only looked at when a check asks. */
function tell(daemon: DockerDaemon, summary: ContainerSummary): ThingObject {
  const { Id, Image, ImageID, State, Command, Networks, Mounts, Labels } = summary;
  const inspect = inspectContainer(daemon, Id);
  const state = inspect['State'] as JsonObject | undefined;
  const host = inspect['HostConfig'] as JsonObject | undefined;
  const ended = State === 'exited' || State === 'dead' || State === 'restarting';
  return {
    ...headOf('container', nameOf(summary), Id, Labels),
    image: Image,
    imageId: ImageID,
    state: State,
    exitCode: ended ? state?.['ExitCode'] : undefined,
    outOfMemory: state?.['OOMKilled'] === true,
    command: Command,
    ports: portsOf(summary),
    networks: Object.keys(Networks),
    mounts: Mounts.map(({ Name, Source, Destination }) => `${Name ?? Source}:${Destination}`),
    memory: host?.['Memory'] ?? 0,
    cpus: Number(host?.['NanoCpus'] ?? 0) / 1e9,
    restarts: inspect['RestartCount'] ?? 0,
    get changes() {
      return changesOf(daemon, Id);
    },
    get output() {
      return outputOf(daemon, Id);
    },
    inspect,
  };
}

/** Each once: what is published for IPv4 is published for IPv6 too. */
function portsOf({ Ports }: ContainerSummary): readonly string[] {
  const published = Ports.flatMap(({ IP = '', PrivatePort, PublicPort, Type }) => {
    if (PublicPort === undefined) return [];
    const address = ['', '0.0.0.0', '::'].includes(IP) ? '' : `${IP}:`;
    return [`${address}${PublicPort}:${PrivatePort}${Type === 'tcp' ? '' : `/${Type}`}`];
  });
  return [...new Set(published)];
}

function changesOf(daemon: DockerDaemon, id: string): readonly string[] {
  const answer = daemon.containers.changes(id);
  return answer.ok ? answer.value.map(({ Kind, Path }) => `${'CAD'[Kind]} ${Path}`) : [];
}

function outputOf(daemon: DockerDaemon, id: string): string {
  const answer = daemon.containers.logs(id);
  if (!answer.ok) return '';
  return answer.value.lines
    .slice(-LINES)
    .map(({ text }) => text)
    .join('');
}
