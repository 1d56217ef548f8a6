/** Limits that the kernel can't keep. */
import { ok } from '../../../base/result';
import type { ContainerCreate } from '../containerRequests';
import type { Answer } from '../daemon';
import { badParameter } from '../refusal';
import { kernelWarnings } from './hostChecks';

type Resources = Pick<
  ContainerCreate['HostConfig'],
  | 'Memory'
  | 'MemorySwap'
  | 'MemoryReservation'
  | 'NanoCpus'
  | 'CpuPeriod'
  | 'CpuQuota'
  | 'CpuShares'
  | 'CpusetCpus'
  | 'CpusetMems'
  | 'BlkioWeight'
  | 'BlkioWeightDevice'
  | 'MemorySwappiness'
  | 'OomKillDisable'
  | 'NetworkMode'
  | 'PortBindings'
>;

const LEAST_MEMORY = 6 * 1024 * 1024;
const BILLION = 1_000_000_000;

/** Refuses what can't be; else the warnings. */
export function checkResources(
  resources: Resources,
  cpus: number,
  when: 'create' | 'update',
): Answer<readonly string[]> {
  const refusal = memoryProblem(resources, when) ?? cpuProblem(resources, cpus);
  if (refusal !== undefined) return badParameter(refusal);
  const discarded = resources.NetworkMode === 'host' && Object.keys(resources.PortBindings).length > 0;
  return ok([
    ...kernelWarnings(resources),
    ...(discarded ? ['Published ports are discarded when using host network mode'] : []),
  ]);
}

function memoryProblem(resources: Resources, when: 'create' | 'update'): string | undefined {
  const { Memory: memory, MemorySwap: swap, MemoryReservation: reservation } = resources;
  if (memory !== 0 && memory < LEAST_MEMORY) return 'Minimum memory limit allowed is 6MB';
  if (memory > 0 && swap > 0 && swap < memory) {
    return 'Minimum memoryswap limit should be larger than memory limit, see usage';
  }
  if (memory === 0 && swap > 0 && when === 'create') {
    return 'You should always set the Memory limit when using Memoryswap limit, see usage';
  }
  if (reservation > 0 && reservation < LEAST_MEMORY) return 'Minimum memory reservation allowed is 6MB';
  if (memory > 0 && reservation > 0 && memory < reservation) {
    return 'Minimum memory limit can not be less than memory reservation limit, see usage';
  }
  return undefined;
}

function cpuProblem(resources: Resources, cpus: number): string | undefined {
  const { NanoCpus: nano, CpuPeriod: period = 0, CpuQuota: quota = 0, CpusetCpus: set, CpuShares: shares } = resources;
  if (nano > 0 && period > 0) return 'Conflicting options: Nano CPUs and CPU Period cannot both be set';
  if (nano > 0 && quota > 0) return 'Conflicting options: Nano CPUs and CPU Quota cannot both be set';
  if (nano < 0 || nano > cpus * BILLION) {
    return `Range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`;
  }
  if (shares < 0) return `invalid CPU shares (${shares}): value must be a positive integer`;
  if (period !== 0 && (period < 1000 || period > 1_000_000)) {
    return 'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)';
  }
  if (quota > 0 && quota < 1000) return 'CPU cfs quota can not be less than 1ms (i.e. 1000)';
  const { CpusetMems: nodes = '' } = resources;
  const available = cpus === 1 ? '0' : `0-${cpus - 1}`;
  return setProblem(set, 'cpus', 'CPUs', available, cpus) ?? setProblem(nodes, 'mems', 'memory nodes', '0', 1);
}

/** `0-1,3`: what is wrong with it where there are `count` of them. */
function setProblem(set: string, name: string, called: string, available: string, count: number): string | undefined {
  if (set === '') return undefined;
  const wanted = set.split(',').map((part) => /^(\d+)(?:-(\d+))?$/.exec(part.trim()));
  const backwards = wanted.some((range) => range?.[2] !== undefined && Number(range[2]) < Number(range[1]));
  if (backwards || wanted.includes(null)) return `Invalid value ${set} for cpuset ${name}: invalid format: ${set}`;
  const highest = Math.max(...wanted.map((range) => Number(range?.[2] ?? range?.[1] ?? 0)));
  if (highest < count) return undefined;
  return `Requested ${called} are not available - requested ${set}, available: ${available}`;
}
