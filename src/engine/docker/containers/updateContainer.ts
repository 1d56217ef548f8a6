/** `docker update`: other limits and another restart policy, also while it runs. */
import { fail, ok } from '../../../base/result';
import type { ContainerUpdate } from '../containerRequests';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { recordContainer } from './containerEvents';
import { applyLimits } from './containerPlaces';
import { checkRestartPolicy } from './createChecks';
import type { DockerContainer, HostConfig } from './dockerContainer';
import { checkResources } from './resourceChecks';

export function updateContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: ContainerUpdate,
): Answer<{ readonly Warnings: readonly string[] }> {
  const { RestartPolicy: policy } = options;
  const refusal = policy === undefined ? undefined : checkRestartPolicy(policy);
  if (refusal !== undefined) return refusal;
  const { hostConfig } = container;
  const asked = resourcesOf(options);
  const warnings = checkResources({ ...hostConfig, ...NOTHING, ...asked }, context.machine.kernel.cpus, 'update');
  if (!warnings.ok) return warnings;
  if (hostConfig.AutoRemove && policy !== undefined && !['', 'no'].includes(policy.Name)) {
    return cannotUpdate(container, 'Restart policy cannot be updated because AutoRemove is enabled for the container');
  }
  if (container.removing) {
    return cannotUpdate(container, `Container is marked for removal and cannot be "update".`);
  }
  const problem = cpuProblem(hostConfig, options) ?? memoryProblem(hostConfig, options);
  if (problem !== undefined) return cannotUpdate(container, problem);
  const restart = policy === undefined || policy.Name === '' ? {} : { RestartPolicy: policy };
  container.hostConfig = { ...hostConfig, ...asked, ...restart };
  const cgroup = container.container.place?.cgroup;
  if (cgroup !== undefined) applyLimits(cgroup, container.hostConfig);
  recordContainer(context, container, 'update');
  return ok({ Warnings: warnings.value });
}

const NOTHING = {
  ...{ Memory: 0, MemorySwap: 0, MemoryReservation: 0, MemorySwappiness: -1, OomKillDisable: false },
  ...{ NanoCpus: 0, CpuPeriod: 0, CpuQuota: 0, CpuShares: 0, CpusetCpus: '', CpusetMems: '' },
  ...{ BlkioWeight: 0, BlkioWeightDevice: [] },
};

/** What is to be changed. */
function resourcesOf({ RestartPolicy: _, ...resources }: ContainerUpdate): Partial<HostConfig> {
  return Object.fromEntries(
    Object.entries(resources).filter(([, value]) => value !== undefined && value !== 0 && value !== ''),
  );
}

/** Two ways to say how much of a CPU it may use don't go together. */
function cpuProblem(before: HostConfig, options: ContainerUpdate): string | undefined {
  const { NanoCpus: nano = 0, CpuPeriod: period = 0, CpuQuota: quota = 0 } = options;
  const conflicting = (what: string, other: string) =>
    `Conflicting options: ${what} cannot be updated as ${other} has already been set`;
  if (nano > 0 && (before.CpuPeriod ?? 0) > 0) return conflicting('Nano CPUs', 'CPU Period');
  if (nano > 0 && (before.CpuQuota ?? 0) > 0) return conflicting('Nano CPUs', 'CPU Quota');
  if (period > 0 && before.NanoCpus > 0) return conflicting('CPU Period', 'NanoCPUs');
  return quota > 0 && before.NanoCpus > 0 ? conflicting('CPU Quota', 'NanoCPUs') : undefined;
}

/** More memory than the swap limit of before, and no new swap limit. */
function memoryProblem(before: HostConfig, { Memory: memory = 0, MemorySwap: swap = 0 }: ContainerUpdate) {
  if (memory === 0 || swap !== 0 || memory <= before.MemorySwap) return undefined;
  return 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time';
}

function cannotUpdate(container: DockerContainer, why: string): Answer<never> {
  return fail({ status: 500, message: `Cannot update container ${container.id}: ${why}` });
}
