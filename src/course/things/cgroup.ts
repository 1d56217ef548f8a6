import type { Cgroup } from '../../engine/processes/cgroup';
import { headOf, type Thing, type ThingObject } from '../thing';
import { machineNamed } from './docker';

export const cgroup: Thing = {
  about: 'A control group of a machine. Its name is its path below /sys/fs/cgroup: `/lab`.',
  fields: {
    memoryMax: 'its limit in bytes; nothing when it has none',
    memory: 'the bytes that its processes hold now',
    memoryPeak: 'the most that they ever held',
    cpuMax: 'its limit in CPUs (0.2 is a fifth of one); nothing when it has none',
    cpuUsed: 'milliseconds of CPU time in all',
    held: 'how often its processes had to wait for their next share of CPU time',
    pidsMax: 'how many processes may be in it; nothing when any number',
    pids: 'how many processes are in it and below',
    oomKills: 'how often a process was killed because memory ran out',
    frozen: 'true while nothing in it runs',
  },
  list(world, machine) {
    const root = machineNamed(world, machine)?.kernel.rootCgroup;
    return root === undefined ? [] : tell(root);
  },
};

function tell(group: Cgroup): readonly ThingObject[] {
  const told: ThingObject = {
    ...headOf('cgroup', group.path, group.path),
    memoryMax: group.memoryMax,
    memory: group.memoryCurrent,
    memoryPeak: group.memoryPeak,
    cpuMax: group.cpuMax,
    cpuUsed: group.cpuUsage,
    held: group.throttledPeriods,
    pidsMax: group.pidsMax,
    pids: group.pids,
    oomKills: group.oomKills,
    frozen: group.frozen,
  };
  return [told, ...group.children.flatMap(tell)];
}
