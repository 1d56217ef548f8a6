import type { World } from '../../engine';
import type { Namespaces } from '../../engine/processes/namespaces';
import type { Process } from '../../engine/processes/process';
import { headOf, type Thing, type ThingObject } from '../thing';
import { allContainers, daemonOn, machineNamed, nameOf } from './docker';

const GROUP = /(?:docker|cri-containerd|crio)-([0-9a-f]{12,64})\.scope/;

export const process: Thing = {
  about:
    'A living process of a machine, those in containers included. Its name is that of its program: `node`, `bash`.',
  fields: {
    pid: 'its number as the machine sees it',
    ownPid: 'its number as it sees itself, in its own PID namespace',
    command: 'the whole line, as `ps` shows it',
    user: 'whom it runs as, as it sees it',
    hostname: 'the name of the machine, as it sees it',
    apart: 'the namespaces that are not the machine’s own: of `mnt`, `uts`, `ipc`, `pid`, `net`, `user`, `cgroup`',
    cgroup: 'the path of its control group: `/lab`',
    container: 'the name of the Docker container that it is in',
    memory: 'the bytes that it holds',
    parent: 'the number of its parent, as the machine sees it',
  },
  list(world, machine) {
    const kernel = machineNamed(world, machine)?.kernel;
    if (kernel === undefined) return [];
    const containers = containerNames(world, machine);
    const first = kernel.find(1);
    const own = first === undefined ? [] : inodesOf(first.namespaces);
    return kernel.processes.map((one): ThingObject => {
      const pid = kernel.pidOf(one) ?? one.pid;
      const id = GROUP.exec(one.cgroup.path)?.[1] ?? '';
      return {
        ...headOf('process', one.comm, `${pid} ${one.started}`),
        pid,
        ownPid: one.pid,
        command: one.title.join(' '),
        user: one.user,
        hostname: one.hostname,
        apart: apartFrom(own, one),
        cgroup: one.cgroup.path,
        container: containers.get(id) ?? '',
        memory: one.memory,
        parent: one.parent === undefined ? 0 : kernel.pidOf(one.parent),
      };
    });
  },
};

function containerNames(world: World, machine: string): ReadonlyMap<string, string> {
  const daemon = daemonOn(world, machine);
  return new Map(daemon === undefined ? [] : allContainers(daemon).map((one) => [one.Id, nameOf(one)]));
}

function inodesOf(namespaces: Namespaces): readonly (readonly [string, number])[] {
  return [
    ['mnt', namespaces.mount.inode],
    ['uts', namespaces.uts.inode],
    ['ipc', namespaces.ipc.inode],
    ['pid', namespaces.pid.inode],
    ['net', namespaces.network.inode],
    ['user', namespaces.user.inode],
    ['cgroup', namespaces.cgroup.inode],
  ];
}

function apartFrom(own: readonly (readonly [string, number])[], { namespaces }: Process): readonly string[] {
  return inodesOf(namespaces).flatMap(([type, inode], at) => (own[at]?.[1] === inode ? [] : [type]));
}
