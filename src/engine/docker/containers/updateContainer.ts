/** `docker update`: other limits and another restart policy, also while it runs. */
import { fail, ok } from '../../../base/result';
import type { RestartPolicy } from '../containerRequests';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { conflict } from '../refusal';
import { recordContainer } from './containerEvents';
import { applyLimits } from './containerPlaces';
import { checkRestartPolicy } from './createChecks';
import type { DockerContainer, HostConfig } from './dockerContainer';
import { checkResources } from './resourceChecks';

export interface UpdateOptions {
  readonly RestartPolicy?: RestartPolicy;
  /** Bytes; 0 and what is left out: as it is. */
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly NanoCpus?: number;
  readonly PidsLimit?: number;
}

export function updateContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: UpdateOptions,
): Answer<{ readonly Warnings: readonly string[] }> {
  const { RestartPolicy: policy } = options;
  const refusal = policy === undefined ? undefined : checkRestartPolicy(policy);
  if (refusal !== undefined) return refusal;
  const { hostConfig } = container;
  const asked = resourcesOf(options);
  const warnings = checkResources({ ...hostConfig, ...NOTHING, ...asked }, context.machine.kernel.cpus, 'update');
  if (!warnings.ok) return warnings;
  if (hostConfig.AutoRemove && policy !== undefined && !['', 'no'].includes(policy.Name)) {
    return conflict('Restart policy cannot be updated because AutoRemove is enabled for the container');
  }
  if (container.removing) {
    return cannotUpdate(container, `Container is marked for removal and cannot be "update".`);
  }
  const problem = memoryProblem(hostConfig, options);
  if (problem !== undefined) return cannotUpdate(container, problem);
  const restart = policy === undefined || policy.Name === '' ? {} : { RestartPolicy: policy };
  container.hostConfig = { ...hostConfig, ...asked, ...restart };
  const cgroup = container.container.place?.cgroup;
  if (cgroup !== undefined) applyLimits(cgroup, container.hostConfig);
  recordContainer(context, container, 'update');
  return ok({ Warnings: warnings.value });
}

const NOTHING = { Memory: 0, MemorySwap: 0, NanoCpus: 0 };

function resourcesOf({ Memory, MemorySwap, NanoCpus, PidsLimit }: UpdateOptions): Partial<HostConfig> {
  return {
    ...(Memory ? { Memory } : {}),
    ...(MemorySwap ? { MemorySwap } : {}),
    ...(NanoCpus ? { NanoCpus } : {}),
    ...(PidsLimit ? { PidsLimit } : {}),
  };
}

/** More memory than the swap limit of before, and no new swap limit. */
function memoryProblem(before: HostConfig, { Memory: memory = 0, MemorySwap: swap = 0 }: UpdateOptions) {
  if (memory === 0 || swap !== 0 || before.MemorySwap <= 0 || memory <= before.MemorySwap) return undefined;
  return 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time';
}

function cannotUpdate(container: DockerContainer, why: string): Answer<never> {
  return fail({ status: 500, message: `Cannot update container ${container.id}: ${why}` });
}
