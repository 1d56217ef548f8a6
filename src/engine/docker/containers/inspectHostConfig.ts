/** HostConfig as `docker inspect` shows it. */
import type { MountSpec } from '../containerRequests';
import type { Json, JsonObject } from '../daemon';
import { listOrNull } from '../json';
import type { DockerContainer, HostConfig } from './dockerContainer';
import { linksOf } from './hostLines';

const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
const SHARED_MEMORY = 67_108_864;

export function hostConfigJson(container: DockerContainer): JsonObject {
  const { hostConfig: host } = container;
  const open = (host.SecurityOpt ?? []).includes(OPEN_PATHS);
  const tmpfs = host.Mounts.filter((mount) => mount.Type === 'tmpfs' && !mount.mustExist);
  return {
    Binds: listOrNull(bindsOf(host.Mounts)),
    ContainerIDFile: host.ContainerIDFile ?? '',
    LogConfig: { Type: host.LogDriver, Config: host.LogOptions ?? {} },
    NetworkMode: host.NetworkMode,
    PortBindings: portBindings(host),
    RestartPolicy: {
      Name: host.RestartPolicy.Name || 'no',
      MaximumRetryCount: host.RestartPolicy.MaximumRetryCount,
    },
    AutoRemove: host.AutoRemove,
    VolumeDriver: '',
    VolumesFrom: listOrNull(host.VolumesFrom),
    ...(Object.keys(host.Annotations ?? {}).length === 0 ? {} : { Annotations: host.Annotations ?? {} }),
    CapAdd: listOrNull(host.CapAdd),
    CapDrop: listOrNull(host.CapDrop),
    CgroupnsMode: host.CgroupnsMode || 'private',
    Dns: host.Dns,
    DnsOptions: host.DnsOptions ?? [],
    DnsSearch: host.DnsSearch,
    ExtraHosts: listOrNull(host.ExtraHosts),
    GroupAdd: null,
    IpcMode: host.IpcMode,
    Cgroup: '',
    Links: listOrNull(linksOf(container).map((link) => `/${link.container}:/${container.name}/${link.alias}`)),
    OomScoreAdj: host.OomScoreAdj ?? 0,
    PidMode: host.PidMode,
    Privileged: host.Privileged,
    PublishAllPorts: host.PublishAllPorts,
    ReadonlyRootfs: host.ReadonlyRootfs,
    SecurityOpt: securityOptions(host),
    ...(tmpfs.length === 0
      ? {}
      : { Tmpfs: Object.fromEntries(tmpfs.map((mount) => [mount.Target, mount.tmpfsOptions ?? ''])) }),
    UTSMode: host.UTSMode,
    UsernsMode: host.UsernsMode ?? '',
    ShmSize: host.ShmSize || SHARED_MEMORY,
    ...(Object.keys(host.Sysctls ?? {}).length === 0 ? {} : { Sysctls: host.Sysctls ?? {} }),
    Runtime: host.Runtime || 'runc',
    ConsoleSize: [0, 0],
    Isolation: host.Isolation ?? '',
    ...resourcesJson(host),
    ...mountsJson(host.Mounts),
    MaskedPaths: host.Privileged ? null : open ? [] : MASKED,
    ReadonlyPaths: host.Privileged ? null : open ? [] : READ_ONLY,
    ...(host.Init ? { Init: true } : {}),
  };
}

function resourcesJson(host: HostConfig): JsonObject {
  return {
    CpuShares: host.CpuShares,
    Memory: host.Memory,
    NanoCpus: host.NanoCpus,
    CgroupParent: host.CgroupParent ?? '',
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: [],
    BlkioDeviceWriteBps: [],
    BlkioDeviceReadIOps: [],
    BlkioDeviceWriteIOps: [],
    CpuPeriod: host.CpuPeriod ?? 0,
    CpuQuota: host.CpuQuota ?? 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: host.CpusetCpus,
    CpusetMems: host.CpusetMems ?? '',
    Devices: host.Devices ?? [],
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: host.MemoryReservation,
    MemorySwap: host.MemorySwap,
    MemorySwappiness: null,
    OomKillDisable: host.OomKillDisable ?? false,
    PidsLimit: host.PidsLimit === 0 ? null : host.PidsLimit,
    Ulimits: [],
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}

/** -v as it was written. */
function bindsOf(mounts: readonly MountSpec[]): readonly string[] {
  return mounts
    .filter((mount) => !mount.mustExist && mount.Type !== 'tmpfs' && mount.Source !== '')
    .map((mount) => `${mount.Source}:${mount.Target}${mount.ReadOnly ? ':ro' : ''}`);
}

/** --mount; left out when there is none. */
function mountsJson(mounts: readonly MountSpec[]): JsonObject {
  const given = mounts.filter((mount) => mount.mustExist);
  if (given.length === 0) return {};
  return {
    Mounts: given.map((mount) => ({
      Type: mount.Type,
      ...(mount.Source === '' ? {} : { Source: mount.Source }),
      Target: mount.Target,
      ...(mount.ReadOnly ? { ReadOnly: true } : {}),
    })),
  };
}

function portBindings(host: HostConfig): JsonObject {
  return Object.fromEntries(
    Object.entries(host.PortBindings)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([port, bindings]) => [port, bindings.map(({ HostIp, HostPort }) => ({ HostIp, HostPort }))]),
  );
}

/** What the client turns into two empty lists of paths. */
const OPEN_PATHS = 'systempaths=unconfined';

function securityOptions(host: HostConfig): Json {
  const given = (host.SecurityOpt ?? []).filter((option) => option !== OPEN_PATHS);
  if ((host.SecurityOpt ?? []).length > given.length && given.length === 0 && !host.Privileged) return [];
  return host.Privileged ? [...given, 'label=disable'] : listOrNull(given);
}
