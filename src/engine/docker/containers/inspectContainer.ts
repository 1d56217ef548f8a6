/** `docker inspect` of a container: the API's whole document. */
import { formatNanoTime } from '../../../base/time';
import type { Json, JsonObject } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { healthJson, listOrNull, setOf } from '../json';
import { containerDriver } from '../layerPaths';
import { rootSize, writableSize } from './containerSize';
import type { DockerContainer } from './dockerContainer';
import { hostConfigJson } from './inspectHostConfig';
import { networkSettingsJson } from './inspectNetworks';

const NEVER = '0001-01-01T00:00:00Z';

export function inspectContainer(context: DaemonContext, container: DockerContainer, size: boolean): JsonObject {
  const { id, image, hostConfig } = container;
  const [path = '', ...args] = container.argv;
  const { tried } = container;
  const file = (name: string) => (tried ? `/var/lib/docker/containers/${id}/${name}` : '');
  const execs = [...container.execs.keys()];
  return {
    Id: id,
    Created: formatNanoTime(container.container.createdAt),
    Path: path,
    Args: args,
    State: stateJson(container),
    Image: image.id,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: hostConfig.LogDriver === 'json-file' ? file(`${id}-json.log`) : '',
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: listOrNull(execs),
    HostConfig: hostConfigJson(container),
    GraphDriver: containerDriver(id, image.layers),
    ...(size ? { SizeRw: writableSize(container), SizeRootFs: rootSize(container) } : {}),
    Mounts: mountsJson(container),
    Config: configJson(container),
    NetworkSettings: networkSettingsJson(context, container),
  };
}

function stateJson(container: DockerContainer): JsonObject {
  const { container: core, health } = container;
  const time = (moment: number | undefined) => (moment === undefined ? NEVER : formatNanoTime(moment));
  return {
    Status: container.state === 'removing' ? 'removing' : container.state,
    Running: container.running,
    Paused: container.paused,
    Restarting: container.restarting,
    OOMKilled: core.oomKilled,
    Dead: false,
    Pid: core.pid,
    ExitCode: core.exitCode,
    Error: container.error,
    StartedAt: time(core.startedAt),
    // A start that failed is no end.
    FinishedAt: core.startedAt === undefined ? NEVER : time(core.finishedAt),
    ...(health === undefined
      ? {}
      : {
          Health: {
            Status: health.status,
            FailingStreak: health.failingStreak,
            Log: health.log.map((result) => ({
              Start: formatNanoTime(result.start),
              End: formatNanoTime(result.end),
              ExitCode: result.exitCode,
              Output: result.output,
            })),
          },
        }),
  };
}

function mountsJson(container: DockerContainer): Json {
  return container.parts.mounts
    .filter((mount) => !mount.hidden)
    .map((mount) => ({
      Type: mount.type,
      ...(mount.volume === '' ? {} : { Name: mount.volume }),
      Source: mount.source,
      Destination: mount.destination,
      ...(mount.type === 'volume' ? { Driver: 'local' } : {}),
      Mode: mount.mode,
      RW: !mount.readOnly,
      Propagation: mount.type === 'bind' ? 'rprivate' : '',
    }));
}

function configJson(container: DockerContainer): JsonObject {
  const { config } = container;
  return {
    Hostname: config.hostname,
    Domainname: config.domainname,
    User: config.user,
    AttachStdin: config.attachStdin,
    AttachStdout: config.attachStdout,
    AttachStderr: config.attachStderr,
    ...(config.exposedPorts.length === 0 ? {} : { ExposedPorts: setOf(config.exposedPorts) }),
    Tty: config.tty,
    OpenStdin: config.openStdin,
    StdinOnce: config.stdinOnce,
    Env: listOrNull(config.env),
    Cmd: listOrNull(config.command),
    ...(config.healthcheck === undefined ? {} : { Healthcheck: healthJson(config.healthcheck) }),
    Image: config.image,
    Volumes: config.volumes.length === 0 ? null : setOf(config.volumes),
    WorkingDir: config.workingDirectory,
    Entrypoint: listOrNull(config.entrypoint),
    OnBuild: listOrNull(config.onBuild),
    Labels: config.labels,
    ...(config.stopSignal === '' ? {} : { StopSignal: config.stopSignal }),
    ...(config.stopTimeout === undefined ? {} : { StopTimeout: config.stopTimeout }),
  };
}
