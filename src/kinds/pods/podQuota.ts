/** Pods in quotas: how many there are, and what they ask for and may use. */
import type { PodAffinityTerm, ScopedResourceSelectorRequirement } from 'kubernetes-types/core/v1';
import { parseTime } from '../../base/time';
import type { QuotaRules } from '../limits/quotaRules';
import { isComputeResource, isExtendedResource } from '../limits/resourceNames';
import type { Pod } from '../pod';
import { type Quantity, quantityOf } from '../quantity';
import { podAmounts } from './podAmounts';
import { qualityOfService } from './qualityOfService';

const storage = ['ephemeral-storage', 'requests.ephemeral-storage', 'limits.ephemeral-storage'];

export const podQuota: QuotaRules<Pod> = {
  measures: (name) =>
    name === 'pods' ||
    isComputeResource(name) ||
    storage.includes(name) ||
    /^(requests\.)?hugepages-/.test(name) ||
    (name.startsWith('requests.') && isExtendedResource(name.slice('requests.'.length))),
  usage: (pod, now) => (takesResources(pod, now) ? computeUsage(pod) : {}),
  inScope,
  missing,
};

/** Pods that have ended take nothing, nor do those whose grace period is over though nobody has confirmed their end. */
function takesResources({ status, metadata }: Pod, now: number): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false;
  const end = parseTime(metadata.deletionTimestamp);
  return end === undefined || now <= end + (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}

function computeUsage(pod: Pod): Record<string, Quantity> {
  const usage: Record<string, Quantity> = { pods: quantityOf('1') };
  for (const [name, amount] of podAmounts(pod, 'requests')) {
    usage[`requests.${name}`] = amount;
    if (!isExtendedResource(name)) usage[name] = amount;
  }
  for (const [name, amount] of podAmounts(pod, 'limits')) usage[`limits.${name}`] = amount;
  return usage;
}

function inScope(pod: Pod, { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  const terminating = (pod.spec.activeDeadlineSeconds ?? -1) >= 0;
  switch (scopeName) {
    case 'Terminating':
      return terminating;
    case 'NotTerminating':
      return !terminating;
    case 'BestEffort':
      return qualityOfService(pod.spec) === 'BestEffort';
    case 'NotBestEffort':
      return qualityOfService(pod.spec) !== 'BestEffort';
    case 'CrossNamespacePodAffinity':
      return affinityTerms(pod).some(
        (term) => (term.namespaces ?? []).length > 0 || term.namespaceSelector !== undefined,
      );
    case 'PriorityClass':
      return hasPriorityClass(pod.spec.priorityClassName ?? '', operator, values);
    default:
      return false;
  }
}

function hasPriorityClass(name: string, operator: string, values: readonly string[]): boolean {
  if (operator === 'Exists') return name !== '';
  if (operator === 'DoesNotExist') return name === '';
  return operator === 'In' ? values.includes(name) : !values.includes(name);
}

function affinityTerms({ spec }: Pod): PodAffinityTerm[] {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return [podAffinity, podAntiAffinity].flatMap((one) => [
    ...(one?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(one?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((soft) => soft.podAffinityTerm),
  ]);
}

/** Where CPU or memory is limited, every container must say what it asks for or may use. */
function missing(pod: Pod, limits: readonly string[]): string | undefined {
  const texts = limits.filter(isComputeResource).flatMap((limit) => {
    const list = limit.startsWith('limits.') ? 'limits' : 'requests';
    const name = limit.replace(/^(limits|requests)\./, '');
    const without = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]
      .filter((container) => container.resources?.[list]?.[name] === undefined)
      .map((container) => container.name);
    return without.length === 0 ? [] : [`${limit} for: ${without.sort().join(',')}`];
  });
  return texts.length === 0 ? undefined : `must specify ${texts.sort().join('; ')}`;
}
