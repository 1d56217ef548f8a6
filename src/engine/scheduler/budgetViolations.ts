/** Which pods cannot be taken away without breaking a disruption budget. */
import type { Pod } from '../../kinds/pod';
import type { PodDisruptionBudget } from '../../kinds/policy/podDisruptionBudget';
import { matchesLabelSelector } from '../../kinds/selector';

/**
 * Those of the pods that go beyond what the budgets allow, when they are taken in this order. Follows the scheduler's
 * `filterPodsWithPDBViolation`: an empty selector is about nobody here, and who is counted as disrupted already costs nothing.
 */
export function violatingPods(pods: readonly Pod[], budgets: readonly PodDisruptionBudget[]): ReadonlySet<Pod> {
  const left = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]));
  const violating = new Set<Pod>();
  for (const pod of pods) {
    const { namespace, name, labels } = pod.metadata;
    if (Object.keys(labels ?? {}).length === 0) continue;
    for (const budget of budgets) {
      if (budget.metadata.namespace !== namespace || isEmpty(budget)) continue;
      if (!matchesLabelSelector(budget.spec.selector, labels)) continue;
      if (budget.status?.disruptedPods?.[name] !== undefined) continue;
      const allowed = (left.get(budget) ?? 0) - 1;
      left.set(budget, allowed);
      if (allowed < 0) violating.add(pod);
    }
  }
  return violating;
}

function isEmpty({ spec }: PodDisruptionBudget): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec.selector ?? {};
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
