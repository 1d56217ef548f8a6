/** Where a container runs at each start: files, namespaces by its modes, and a cgroup with its limits. */
import { ok } from '../../../base/result';
import type { ContainerCommand, ContainerPlace } from '../../containers/container';
import { mountPath } from '../../containers/mountPath';
import type { MemoryFiles } from '../../files/memoryFiles';
import { MountedFiles } from '../../files/mountedFiles';
import type { FileMount } from '../../files/mountTable';
import { capabilitiesWith } from '../../processes/capabilities';
import type { Cgroup } from '../../processes/cgroup';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { conflict, failed } from '../refusal';
import { configurationOf } from './containerNetworking';
import type { DockerContainer, HostConfig } from './dockerContainer';
import type { MountPoint } from './mountPoint';
import type { NetworkSandbox } from './networkSandbox';
import { tmpfsOf } from './tmpfs';

const BILLION = 1_000_000_000;
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Makes the place for a start. The cgroup is there when it succeeds. */
export function placeOf(
  context: DaemonContext,
  container: DockerContainer,
  sandbox: NetworkSandbox,
): Answer<Omit<ContainerPlace, 'parent'>> {
  const { PidMode, IpcMode, UTSMode, CgroupnsMode } = container.hostConfig;
  const { kernel } = context.machine;
  const pid = PidMode === 'host' ? ok(kernel) : otherPlace(context, container, PidMode, 'PID', (place) => place.pid);
  if (!pid.ok) return pid;
  const ipc =
    IpcMode === 'host' ? ok(kernel.ipc) : otherPlace(context, container, IpcMode, 'IPC', (place) => place.ipc);
  if (!ipc.ok) return ipc;
  const cgroup = cgroupOf(context, container);
  return ok({
    files: containerFiles(context, container),
    network: sandbox.namespace,
    cgroup,
    hostname: container.config.hostname,
    domainname: container.config.domainname,
    ...sharedMemory(container.hostConfig),
    ...(pid.value === undefined ? {} : { pid: pid.value }),
    ...(ipc.value === undefined ? {} : { ipc: ipc.value }),
    ...(UTSMode === 'host' ? { uts: kernel.uts } : {}),
    ...(CgroupnsMode === 'host' ? { cgroupNamespace: kernel.cgroupNamespace } : {}),
  });
}

function sharedMemory({ IpcMode, ShmSize }: HostConfig): Pick<ContainerPlace, 'sharedMemoryBytes'> {
  if (IpcMode === 'none') return { sharedMemoryBytes: 0 };
  return ShmSize ? { sharedMemoryBytes: ShmSize } : {};
}

/** What it runs, with the environment that the daemon gives. */
export function commandOf(container: DockerContainer): ContainerCommand {
  const { config, hostConfig, image } = container;
  const env = new Map([
    ['PATH', DEFAULT_PATH],
    ['HOSTNAME', config.hostname],
  ]);
  if (config.tty) env.set('TERM', 'xterm');
  for (const variable of config.env) {
    const [name = '', ...value] = variable.split('=');
    if (value.length === 0) env.delete(name);
    else env.set(name, value.join('='));
  }
  return {
    argv: container.argv,
    env,
    workingDirectory: config.workingDirectory || '/',
    user: config.user,
    capabilities: hostConfig.Privileged ? undefined : capabilitiesWith(hostConfig.CapAdd, hostConfig.CapDrop),
    noNewPrivileges: (hostConfig.SecurityOpt ?? []).some((one) => NO_NEW_PRIVILEGES.test(one)),
    generic: image.generic === true,
    init: hostConfig.Init,
  };
}

/** Both ways to say it that Docker takes. */
const NO_NEW_PRIVILEGES = /^no-new-privileges(?:[:=]true)?$/;

/** Limits as they are now; also for `docker update`. */
export function applyLimits(cgroup: Cgroup, host: HostConfig): void {
  const { Memory: memory, NanoCpus: nano, CpuPeriod: period = 0, CpuQuota: quota = 0, PidsLimit: pids } = host;
  cgroup.memoryMax = memory > 0 ? memory : undefined;
  if (nano > 0) cgroup.cpuMax = nano / BILLION;
  else cgroup.cpuMax = quota > 0 ? quota / (period || 100_000) : undefined;
  cgroup.pidsMax = pids > 0 ? pids : undefined;
}

function cgroupOf(context: DaemonContext, container: DockerContainer): Cgroup {
  const parent = container.hostConfig.CgroupParent || 'system.slice';
  const cgroup = context.machine.kernel.rootCgroup.descendant(`${parent}/docker-${container.id}.scope`);
  applyLimits(cgroup, container.hostConfig);
  return cgroup;
}

function containerFiles(context: DaemonContext, container: DockerContainer): MountedFiles {
  const { files: root, mounts } = container.parts;
  const shares = container.hostConfig.NetworkMode.startsWith('container:')
    ? context.containers.find(container.hostConfig.NetworkMode.slice('container:'.length))
    : undefined;
  const network = shares?.ok === true ? shares.value : container;
  const all: FileMount[] = [...configurationOf(context, network).mounts];
  for (const mount of [...mounts].sort((a, b) => a.destination.length - b.destination.length)) {
    all.push(fileMount(context, root, mount));
  }
  const readOnly = container.hostConfig.ReadonlyRootfs ? { readOnly: true } : {};
  return new MountedFiles(root, all, { type: 'overlay', source: 'overlay', ...readOnly });
}

/** A mount, and the directory or file below it where the image has none. */
function fileMount(context: DaemonContext, root: MemoryFiles, mount: MountPoint): FileMount {
  const path = mountPath(root, mount.destination);
  const common = { path, ...(mount.readOnly ? { readOnly: true } : {}) };
  const { files } = context.machine;
  if (mount.type === 'tmpfs') {
    root.makeDirectory(path, { parents: true });
    return { ...common, ...tmpfsOf(context, mount.tmpfsOptions) };
  }
  const source = mountPath(files, mount.source);
  const stat = files.stat(source);
  if (stat.ok && stat.value.type === 'file') {
    root.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
    if (!root.stat(path).ok) root.write(path, '', { mode: 0o755 });
  } else root.makeDirectory(path, { parents: true });
  return { ...common, files, subPath: source, type: 'ext4', source: '/dev/vda1' };
}

function otherPlace<T>(
  context: DaemonContext,
  container: DockerContainer,
  mode: string,
  kind: string,
  part: (place: NonNullable<DockerContainer['container']['place']>) => T,
): Answer<T | undefined> {
  if (!mode.startsWith('container:')) return ok(undefined);
  const name = mode.slice('container:'.length);
  const other = context.containers.find(name);
  if (!other.ok) return other;
  const place = other.value.container.place;
  if (other.value === container || place === undefined) {
    return conflict(
      kind === 'PID'
        ? `cannot join PID of a non running container: ${name}`
        : `cannot join IPC of a non running container: ${name}`,
    );
  }
  if (kind === 'IPC' && other.value.hostConfig.IpcMode !== 'shareable' && other.value.hostConfig.IpcMode !== 'host') {
    return failed(
      `can't join IPC of container ${name}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
    );
  }
  return ok(part(place));
}
