import type { PodFailurePolicy } from 'kubernetes-types/batch/v1';
import type { ContainerStatus } from 'kubernetes-types/core/v1';
import type { Pod } from '../../../kinds/pod';

export interface FailureVerdict {
  /** Whether the failure counts towards the limits. */
  readonly counts: boolean;
  /** The action of the rule that fits; undefined when none does. */
  readonly action?: string;
  /** Why the whole Job fails. */
  readonly failJob?: string;
}

type Rule = PodFailurePolicy['rules'][number];

/** What a Job's policy says about a pod that failed: the first rule that fits decides. */
export function judgeFailure(policy: PodFailurePolicy | undefined, pod: Pod): FailureVerdict {
  for (const [index, rule] of (policy?.rules ?? []).entries()) {
    const reason = matches(rule, pod);
    if (reason === undefined) continue;
    const { action } = rule;
    if (action === 'FailJob')
      return { counts: true, action, failJob: `${reason} matching FailJob rule at index ${index}` };
    return { counts: action !== 'Ignore', action };
  }
  return { counts: true };
}

function matches({ onExitCodes, onPodConditions = [] }: Rule, pod: Pod): string | undefined {
  const { name, namespace } = pod.metadata;
  if (onExitCodes !== undefined) {
    const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    const found = [...containerStatuses, ...initContainerStatuses].find((status) => exitMatches(onExitCodes, status));
    const code = found?.state?.terminated?.exitCode;
    return found && `Container ${found.name} for pod ${namespace}/${name} failed with exit code ${code}`;
  }
  const condition = (pod.status?.conditions ?? []).find(({ type, status }) =>
    onPodConditions.some((pattern) => pattern.type === type && pattern.status === status),
  );
  return condition && `Pod ${namespace}/${name} has condition ${condition.type}`;
}

function exitMatches(requirement: NonNullable<Rule['onExitCodes']>, status: ContainerStatus): boolean {
  const { containerName, operator, values } = requirement;
  if (containerName !== undefined && containerName !== status.name) return false;
  const code = status.state?.terminated?.exitCode ?? 0;
  if (code === 0) return false;
  return operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code);
}
