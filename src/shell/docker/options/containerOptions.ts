/** What `docker run` and `docker create` ask the daemon for, from their flags. */
import { parseBinarySize } from '../../../base/units';
import type { ContainerCreate, HealthConfig, RestartPolicy } from '../../../engine/docker/daemon';
import { normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import type { FlagValues } from '../../flags/flag';
import { CliFailure } from '../failure';
import { readEnvironment, readLabels } from './environment';
import { readCpus } from './flagProblems';
import { furtherOptions, securityOptions } from './furtherOptions';
import { readMount, readTmpfs, readVolume } from './mounts';
import { networking } from './networks';
import { readPorts } from './publishedPorts';

/** @throws CliFailure for what does not go together */
export function containerOptions(
  process: Process,
  flags: FlagValues,
  image: string,
  words: readonly string[],
): ContainerCreate {
  const streams = attachedStreams(flags);
  const interactive = flags.bool('interactive');
  const command = words.length === 0 ? null : words;
  const entrypoint = flags.string('entrypoint');
  const ports = readPorts(flags.strings('publish'), flags.strings('expose'));
  const Env = readEnvironment(process, flags.strings('env-file'), flags.strings('env'));
  const Labels = readLabels(process, flags.strings('label-file'), flags.strings('label'));
  const health = healthOf(flags);
  const networks = networking(flags);
  return {
    Image: image,
    Cmd: command,
    Entrypoint: flags.changed('entrypoint') ? (entrypoint === '' ? [''] : [entrypoint]) : null,
    Env,
    Hostname: flags.string('hostname'),
    Domainname: flags.string('domainname'),
    User: flags.string('user'),
    WorkingDir: flags.string('workdir'),
    Labels,
    AttachStdin: streams.stdin,
    AttachStdout: streams.stdout,
    AttachStderr: streams.stderr,
    OpenStdin: interactive,
    StdinOnce: interactive && streams.stdin,
    Tty: flags.bool('tty'),
    ExposedPorts: ports.exposed,
    ...(flags.changed('stop-signal') ? { StopSignal: flags.string('stop-signal') } : {}),
    ...(flags.changed('stop-timeout') ? { StopTimeout: flags.int('stop-timeout') } : {}),
    ...(health === undefined ? {} : { Healthcheck: health }),
    HostConfig: hostConfig(process, flags, ports.bindings, networks.mode),
    Networking: networks.networking,
  };
}

/** The streams that the client joins: those of -a, else all; none in the background. */
export function attachedStreams(flags: FlagValues): { stdin: boolean; stdout: boolean; stderr: boolean } {
  if (flags.knows('detach') && flags.bool('detach')) return { stdin: false, stdout: false, stderr: false };
  const named = flags.strings('attach').map((name) => name.toLowerCase());
  if (named.length === 0) return { stdin: flags.bool('interactive'), stdout: true, stderr: true };
  const has = (name: string) => named.includes(name);
  return { stdin: has('stdin') && flags.bool('interactive'), stdout: has('stdout'), stderr: has('stderr') };
}

function hostConfig(
  process: Process,
  flags: FlagValues,
  PortBindings: ContainerCreate['HostConfig']['PortBindings'],
  NetworkMode: string,
): ContainerCreate['HostConfig'] {
  const RestartPolicy = restartPolicy(flags.string('restart'));
  const AutoRemove = flags.bool('rm');
  if (AutoRemove && RestartPolicy.Name !== '' && RestartPolicy.Name !== 'no') {
    throw new CliFailure('conflicting options: cannot specify both --restart and --rm');
  }
  return {
    PortBindings,
    PublishAllPorts: flags.bool('publish-all'),
    RestartPolicy,
    AutoRemove,
    NetworkMode,
    Mounts: mountsOf(process, flags),
    VolumesFrom: flags.strings('volumes-from'),
    ...resources(flags),
    ...furtherOptions(process, flags),
    ...(flags.bool('oom-kill-disable') ? { OomKillDisable: true } : {}),
    ...(flags.changed('shm-size') ? { ShmSize: bytes(flags, 'shm-size') } : {}),
    ...(flags.changed('cgroup-parent') ? { CgroupParent: flags.string('cgroup-parent') } : {}),
    ...(flags.changed('cgroupns') ? { CgroupnsMode: mode(flags, 'cgroupns', 'CGROUP', /^(host|private)?$/) } : {}),
    ...(flags.changed('security-opt') ? { SecurityOpt: securityOptions(process, flags.strings('security-opt')) } : {}),
    ...(flags.changed('sysctl') ? { Sysctls: readLabels(process, [], flags.strings('sysctl')) } : {}),
    PidMode: mode(flags, 'pid', 'PID', /^(|host|container:.+)$/),
    IpcMode: flags.string('ipc'),
    UTSMode: mode(flags, 'uts', 'UTS', /^(|host)$/),
    Privileged: flags.bool('privileged'),
    ReadonlyRootfs: flags.bool('read-only'),
    CapAdd: flags.strings('cap-add'),
    CapDrop: flags.strings('cap-drop'),
    ExtraHosts: flags.strings('add-host').map((line) => line.replace('=', ':').replace(/:\[(.*)\]$/, ':$1')),
    Dns: flags.strings('dns'),
    DnsSearch: flags.strings('dns-search'),
    Init: flags.bool('init'),
    LogDriver: flags.string('log-driver'),
  };
}

/** Limits, as `docker update` sets them as well. */
export function resources(flags: FlagValues) {
  return {
    Memory: bytes(flags, 'memory'),
    MemorySwap: flags.string('memory-swap') === '-1' ? -1 : bytes(flags, 'memory-swap'),
    MemoryReservation: bytes(flags, 'memory-reservation'),
    NanoCpus: Number(readCpus(flags.string('cpus') || '0')),
    CpuPeriod: flags.int('cpu-period'),
    CpuQuota: flags.int('cpu-quota'),
    CpuShares: flags.int('cpu-shares'),
    CpusetCpus: flags.string('cpuset-cpus'),
    PidsLimit: flags.int('pids-limit'),
  };
}

function bytes(flags: FlagValues, name: string): number {
  const parsed = parseBinarySize(flags.string(name) || '0');
  return parsed.ok ? parsed.value : 0;
}

/** @throws CliFailure */
export function restartPolicy(text: string): RestartPolicy {
  const [Name = '', count, extra] = text.split(':');
  if (text !== '' && Name === '')
    throw new CliFailure('invalid restart policy format: no policy provided before colon');
  if (count !== undefined && (extra !== undefined || !/^([+-]?\d+)?$/.test(count))) {
    throw new CliFailure('invalid restart policy format: maximum retry count must be an integer');
  }
  return { Name, MaximumRetryCount: Number(count ?? 0) };
}

function mountsOf(process: Process, flags: FlagValues): ContainerCreate['HostConfig']['Mounts'] {
  const whole = (path: string) =>
    normalise(path.replace(/^~/, process.env.get('HOME') ?? '~'), process.workingDirectory);
  const mounts = flags.strings('mount').flatMap((text) => {
    const mount = readMount(text);
    if (typeof mount === 'string') return [];
    return [
      mount.Type === 'bind' && /^\.{1,2}(\/|$)/.test(mount.Source) ? { ...mount, Source: whole(mount.Source) } : mount,
    ];
  });
  const volumes = flags.strings('volume').map((text) => readVolume(text, whole));
  return [...volumes, ...mounts, ...flags.strings('tmpfs').map(readTmpfs)];
}

function mode(flags: FlagValues, name: string, called: string, allowed: RegExp): string {
  const text = flags.string(name);
  if (!allowed.test(text)) throw new CliFailure(`--${name}: invalid ${called} mode`);
  return text;
}

function healthOf(flags: FlagValues): HealthConfig | undefined {
  const times = ['health-interval', 'health-timeout', 'health-start-period', 'health-start-interval'];
  const names = ['health-cmd', 'health-retries', ...times];
  const given = names.filter((name) => flags.changed(name));
  if (flags.bool('no-healthcheck')) {
    if (given.length > 0) throw new CliFailure('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'], Interval: 0, Timeout: 0, StartPeriod: 0, Retries: 0 };
  }
  if (given.length === 0) return undefined;
  const command = flags.string('health-cmd');
  const nanoseconds = (name: string) => {
    const time = flags.duration(name);
    if (time < 0) throw new CliFailure(`--${name} cannot be negative`);
    return Math.round(time * 1e6);
  };
  if (flags.int('health-retries') < 0) throw new CliFailure('--health-retries cannot be negative');
  return {
    Test: command === '' ? [] : ['CMD-SHELL', command],
    Interval: nanoseconds('health-interval'),
    Timeout: nanoseconds('health-timeout'),
    StartPeriod: nanoseconds('health-start-period'),
    StartInterval: nanoseconds('health-start-interval'),
    Retries: flags.int('health-retries'),
  };
}
