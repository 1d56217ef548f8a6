/** `docker info`. */
import { formatNanoTime } from '../../base/time';
import { KERNEL_RELEASE } from '../processes/procMachine';
import type { JsonObject } from './daemon';
import type { DaemonContext } from './daemonContext';
import { componentCommits, ENGINE_VERSION } from './version';

export function infoDocument(context: DaemonContext, id: string): JsonObject {
  const { kernel, files } = context.machine;
  const containers = context.containers.all;
  const count = (state: string) => containers.filter((container) => container.state === state).length;
  const running = containers.filter((container) => container.running && !container.paused).length;
  const paused = count('paused');
  return {
    ID: id,
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: containers.length - running - paused,
    Images: context.images.store.images.length,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 24 + 8 * running,
    OomKillDisable: false,
    NGoroutines: 42 + 6 * running,
    SystemTime: formatNanoTime(context.clock.now),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: 0,
    KernelVersion: KERNEL_RELEASE,
    OperatingSystem: operatingSystem(files.read('/etc/os-release')),
    OSVersion: '12',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
      IndexConfigs: { 'docker.io': { Name: 'docker.io', Mirrors: [], Secure: true, Official: true } },
      Mirrors: null,
    },
    NCPU: kernel.cpus,
    MemTotal: kernel.memoryBytes,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: kernel.uts.hostname,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: ENGINE_VERSION,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: componentCommits.containerd },
    RuncCommit: { ID: componentCommits.runc },
    InitCommit: { ID: componentCommits.init },
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
    FirewallBackend: { Driver: 'iptables' },
    CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Warnings: null,
  };
}

function operatingSystem(release: { readonly ok: boolean; readonly value?: string }): string {
  return /^PRETTY_NAME="([^"]*)"/m.exec(release.value ?? '')?.[1] ?? 'Linux';
}
