/** A service's container as the daemon is asked for it. */
import { hashValue } from '../../base/hash';
import type { ContainerCreate, MountSpec } from '../../engine/docker/daemon';
import type { ComposeProject, ComposeService } from './project';
import { label } from './projectContainers';

export interface ContainerPlan {
  readonly number: number;
  readonly oneOff: boolean;
  /** compose run: in place of the service's own command. */
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: readonly string[];
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly tty?: boolean;
  readonly stdin?: boolean;
  readonly autoRemove?: boolean;
  readonly publish?: boolean;
  /** `NAME=value` */
  readonly labels?: readonly string[];
}

/** `web`'s image where the file names none: the project's and the service's names. */
export function imageOf(project: ComposeProject, service: ComposeService): string {
  return service.image === '' ? `${project.name}-${service.name}` : service.image;
}

/** Changes when anything changes that needs another container. */
export function configHash(project: ComposeProject, service: ComposeService): string {
  const { scale, dependsOn, profiles, build, ...rest } = service;
  const parts = [scale === -1, Object.keys(dependsOn).length === -1, profiles.length === -1, build === null, rest];
  return hashValue([imageOf(project, service), JSON.stringify(parts)]);
}

export function containerName(project: ComposeProject, service: ComposeService, number: number): string {
  if (service.containerName !== '') return service.containerName;
  return `${project.name}-${service.name}-${number}`;
}

export function containerOptions(
  project: ComposeProject,
  service: ComposeService,
  plan: ContainerPlan,
): ContainerCreate {
  const networks = Object.keys(service.networks).sort();
  const [first] = networks;
  const primary = first === undefined ? undefined : project.networks[first];
  const publish = plan.publish !== false;
  const environment = Object.entries(service.environment).map(([name, value]) =>
    value === null ? name : `${name}=${value}`,
  );
  return {
    Image: imageOf(project, service),
    Cmd: plan.command ?? (plan.entrypoint === undefined ? service.command : null),
    Entrypoint: plan.entrypoint ?? service.entrypoint,
    Env: [...environment, ...(plan.environment ?? [])],
    Hostname: service.hostname,
    Domainname: service.domainname,
    User: plan.user ?? service.user,
    WorkingDir: plan.workingDirectory ?? service.workingDirectory,
    Labels: {
      ...service.labels,
      [label.hash]: configHash(project, service),
      [label.number]: String(plan.number),
      [label.oneOff]: plan.oneOff ? 'True' : 'False',
      [label.project]: project.name,
      [label.files]: project.files.join(','),
      [label.directory]: project.directory,
      [label.service]: service.name,
      [label.version]: '2.40.3',
      ...Object.fromEntries(
        (plan.labels ?? []).map((line) => [line.replace(/=.*$/s, ''), line.replace(/^[^=]*=?/, '')]),
      ),
    },
    AttachStdin: plan.stdin ?? false,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: plan.stdin ?? service.stdinOpen,
    StdinOnce: plan.stdin ?? false,
    Tty: plan.tty ?? service.tty,
    ExposedPorts: [...service.expose, ...service.ports.map(({ target, protocol }) => `${target}/${protocol}`)],
    ...(service.stopSignal === '' ? {} : { StopSignal: service.stopSignal }),
    ...(service.stopGracePeriod === undefined ? {} : { StopTimeout: Math.ceil(service.stopGracePeriod) }),
    ...health(service),
    HostConfig: {
      PortBindings: publish ? portBindings(service) : {},
      PublishAllPorts: false,
      RestartPolicy: plan.oneOff ? { Name: '', MaximumRetryCount: 0 } : restartPolicy(service.restart),
      AutoRemove: plan.autoRemove ?? false,
      NetworkMode: networkMode(project, service, primary?.name),
      Mounts: [...service.mounts.map((mount) => mountSpec(project, mount)), ...grantMounts(service)],
      VolumesFrom: service.volumesFrom.map((from) => volumesFrom(project, from)),
      Memory: service.memory,
      MemorySwap: service.memorySwap,
      MemoryReservation: service.memoryReservation,
      NanoCpus: Math.round(service.cpus * 1e9),
      CpuPeriod: service.cpuPeriod,
      CpuQuota: service.cpuQuota,
      OomKillDisable: service.oomKillDisable,
      ...(service.shmSize === 0 ? {} : { ShmSize: service.shmSize }),
      ...(service.cgroupParent === '' ? {} : { CgroupParent: service.cgroupParent }),
      ...(service.cgroupMode === '' ? {} : { CgroupnsMode: service.cgroupMode }),
      SecurityOpt: service.securityOptions,
      Sysctls: service.sysctls,
      CpuShares: service.cpuShares,
      CpusetCpus: service.cpuset,
      PidsLimit: service.pidsLimit,
      PidMode: ofService(project, service.pidMode),
      IpcMode: ofService(project, service.ipcMode),
      UTSMode: service.utsMode,
      Privileged: service.privileged,
      ReadonlyRootfs: service.readOnly,
      CapAdd: service.capAdd,
      CapDrop: service.capDrop,
      ExtraHosts: service.extraHosts,
      Dns: service.dns,
      DnsSearch: service.dnsSearch,
      Init: service.init,
      LogDriver: service.logDriver,
    },
    Networking: {
      Aliases: first === undefined ? [] : aliasesOf(project, service, first, plan),
      IPv4Address: first === undefined ? '' : (service.networks[first]?.address ?? ''),
      Links: linksOf(project, service),
    },
  };
}

/** The names that a container has in a network: its own, its service's and those of the file. */
export function aliasesOf(
  project: ComposeProject,
  service: ComposeService,
  network: string,
  plan: ContainerPlan,
): readonly string[] {
  const further = service.networks[network]?.aliases ?? [];
  if (plan.oneOff) return further;
  return [containerName(project, service, plan.number), service.name, ...further];
}

function networkMode(project: ComposeProject, service: ComposeService, primary: string | undefined): string {
  return service.networkMode === '' ? (primary ?? 'none') : ofService(project, service.networkMode);
}

/** `service:NAME` as the daemon knows it: the first container of that service. */
function ofService(project: ComposeProject, mode: string): string {
  const [, name] = /^service:(.+)$/.exec(mode) ?? [];
  const other = name === undefined ? undefined : project.services[name];
  return other === undefined ? mode : `container:${containerName(project, other, 1)}`;
}

/** `CONTAINER:ALIAS` of each link's container. */
function linksOf(project: ComposeProject, service: ComposeService): readonly string[] {
  return service.links.map((link) => {
    const [name = '', alias = name] = link.split(':');
    const other = project.services[name];
    return `${other === undefined ? name : containerName(project, other, 1)}:${alias}`;
  });
}

function volumesFrom(project: ComposeProject, from: string): string {
  const [first = '', ...rest] = from.split(':');
  if (first === 'container') return rest.join(':');
  const other = project.services[first];
  return [other === undefined ? first : containerName(project, other, 1), ...rest].join(':');
}

/** Secrets and configs that are files of this machine. */
function grantMounts(service: ComposeService): readonly MountSpec[] {
  return service.grants.flatMap(({ file, target }) =>
    file === undefined
      ? []
      : [
          {
            Type: 'bind',
            Source: file,
            Target: target,
            ReadOnly: true,
            mustExist: true,
            noCopy: false,
            tmpfsOptions: '',
          },
        ],
  );
}

function restartPolicy(text: string): { Name: string; MaximumRetryCount: number } {
  const [name = '', count] = text.split(':');
  return { Name: name, MaximumRetryCount: Number(count ?? 0) };
}

function portBindings(service: ComposeService): ContainerCreate['HostConfig']['PortBindings'] {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { target, protocol, hostAddress, published } of service.ports) {
    const key = `${target}/${protocol}`;
    bindings[key] = [...(bindings[key] ?? []), { HostIp: hostAddress, HostPort: published }];
  }
  return bindings;
}

function mountSpec(project: ComposeProject, mount: ComposeService['mounts'][number]): MountSpec {
  const source = mount.type === 'volume' && mount.source !== '' ? project.volumes[mount.source]?.name : mount.source;
  return {
    Type: mount.type as MountSpec['Type'],
    Source: source ?? mount.source,
    Target: mount.target,
    ReadOnly: mount.readOnly,
    mustExist: mount.type === 'bind' && !mount.create,
    noCopy: mount.noCopy,
    tmpfsOptions: mount.tmpfsOptions,
  };
}

function health(service: ComposeService): Pick<ContainerCreate, 'Healthcheck'> {
  const { healthcheck } = service;
  if (healthcheck === undefined) return {};
  const { test, interval, timeout, startPeriod, retries } = healthcheck;
  return {
    Healthcheck: { Test: test, Interval: interval, Timeout: timeout, StartPeriod: startPeriod, Retries: retries },
  };
}
