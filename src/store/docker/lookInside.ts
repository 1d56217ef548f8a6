/**
 * A container from the machine's point of view: the processes in its control group, what they see, what they may take.
 * The same for Docker's containers and for those of pods: a container's group has its ID in its name.
 */
import type { Machine } from '../../engine/machine';
import type { Cgroup } from '../../engine/processes/cgroup';
import type { Namespaces } from '../../engine/processes/namespaces';
import type { Process } from '../../engine/processes/process';
import type { ContainerDetail, NamespaceDetail, ProcessDetail } from './containerDetail';

export type Inside = Pick<
  ContainerDetail,
  | 'processes'
  | 'moreProcesses'
  | 'namespaces'
  | 'cgroup'
  | 'memory'
  | 'oomKills'
  | 'throttledTime'
  | 'pids'
  | 'interfaces'
> & {
  /** Of the CPU: milliseconds used in all, and cores at most. */
  readonly cpuUsage: number;
  readonly cpuMax: number | undefined;
  /** The first process of the container. */
  readonly init: Process;
};

const MOST_PROCESSES = 60;
const GROUP = /(?:docker|cri-containerd|crio)-([0-9a-f]{12,64})\.scope$/;

export const NOT_RUNNING: Omit<Inside, 'init'> = {
  processes: [],
  moreProcesses: 0,
  namespaces: [],
  cgroup: '',
  memory: { used: 0, limit: undefined },
  oomKills: 0,
  throttledTime: 0,
  pids: { used: 0, limit: undefined },
  interfaces: [],
  cpuUsage: 0,
  cpuMax: undefined,
};

/** Undefined when nothing of it runs. `nameOf` gives other containers' names by their IDs. */
export function lookInside(
  machine: Machine,
  id: string,
  nameOf: (id: string) => string | undefined,
): Inside | undefined {
  const group = findGroup(machine.kernel.rootCgroup, id);
  const all = group === undefined ? [] : machine.kernel.processes.filter(({ cgroup }) => isWithin(cgroup, group));
  const [init] = all;
  if (group === undefined || init === undefined) return undefined;
  return {
    init,
    processes: all.slice(0, MOST_PROCESSES).map((process) => tellProcess(machine, process, init)),
    moreProcesses: Math.max(0, all.length - MOST_PROCESSES),
    namespaces: tellNamespaces(machine, init, id, nameOf),
    cgroup: group.path,
    memory: { used: group.memoryCurrent, peak: group.memoryPeak, limit: group.memoryMax },
    oomKills: group.oomKills,
    throttledTime: Math.round(group.throttledTime),
    pids: { used: group.pids, limit: group.pidsMax },
    cpuUsage: group.cpuUsage,
    cpuMax: group.cpuMax,
    interfaces: init.network.interfaces.map(({ name, address, prefix, mac, received, sent, kind }) => ({
      name,
      address: address === undefined ? '' : `${address}/${prefix}`,
      mac: kind === 'loopback' ? '' : mac,
      network: '',
      received: received.bytes,
      sent: sent.bytes,
    })),
  };
}

function findGroup(group: Cgroup, id: string): Cgroup | undefined {
  if (GROUP.exec(group.name)?.[1] === id) return group;
  for (const child of group.children) {
    const found = findGroup(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The ID of the container that a process runs in. */
export function containerOf({ cgroup }: Process): string | undefined {
  return GROUP.exec(cgroup.path)?.[1];
}

function isWithin(group: Cgroup | undefined, outer: Cgroup): boolean {
  for (let at = group; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}

function tellProcess(machine: Machine, process: Process, init: Process): ProcessDetail {
  const inner = init.namespaces.pid;
  const parent = process.parent === undefined ? undefined : inner.pidOf(process.parent);
  return {
    inside: inner.pidOf(process) ?? process.pid,
    outside: machine.kernel.pidOf(process) ?? process.pid,
    parent: parent ?? 0,
    user: process.user,
    command: process.title.join(' '),
    memory: process.memory,
    cpuTime: Math.round(process.cpuTime),
    state: stateOf(process),
  };
}

function stateOf(process: Process): ProcessDetail['state'] {
  if (process.zombie) return 'zombie';
  if (process.trouble === 'hung') return 'hung';
  return process.stopped || process.frozen ? 'stopped' : 'running';
}

type NamespaceType = 'mnt' | 'uts' | 'ipc' | 'pid' | 'net' | 'user' | 'cgroup';

function inodesOf(namespaces: Namespaces): Readonly<Record<NamespaceType, number>> {
  return {
    mnt: namespaces.mount.inode,
    uts: namespaces.uts.inode,
    ipc: namespaces.ipc.inode,
    pid: namespaces.pid.inode,
    net: namespaces.network.inode,
    user: namespaces.user.inode,
    cgroup: namespaces.cgroup.inode,
  };
}

function tellNamespaces(
  machine: Machine,
  init: Process,
  id: string,
  nameOf: (id: string) => string | undefined,
): readonly NamespaceDetail[] {
  const own = inodesOf(init.namespaces);
  const first = machine.kernel.find(1);
  const machines = first === undefined ? undefined : inodesOf(first.namespaces);
  const others = otherContainers(machine, id);
  return Object.entries(own).map(([type, inode]): NamespaceDetail => {
    const host = machines?.[type as NamespaceType] === inode;
    const sharing = host ? [] : others.filter(({ inodes }) => inodes[type as NamespaceType] === inode);
    return { type, inode, host, sharedWith: sharing.flatMap((other) => nameOf(other.id) ?? []) };
  });
}

/** The first process of each other container on the machine. */
function otherContainers(machine: Machine, id: string) {
  const seen = new Set([id]);
  return machine.kernel.processes.flatMap((process) => {
    const other = containerOf(process);
    if (other === undefined || seen.has(other)) return [];
    seen.add(other);
    return [{ id: other, inodes: inodesOf(process.namespaces) }];
  });
}
