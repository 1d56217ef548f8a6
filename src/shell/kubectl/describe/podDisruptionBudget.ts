import type { PodDisruptionBudget } from '../../../kinds/policy/podDisruptionBudget';
import { formatLabelSelector } from '../../../kinds/selector';
import type { Describer } from './describer';

export const podDisruptionBudgetDescriber: Describer<PodDisruptionBudget> = {
  kind: 'policy/PodDisruptionBudget',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, { metadata, spec, status }) {
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    if (spec.minAvailable !== undefined) out.line(0, `Min available:\t${spec.minAvailable}`);
    else if (spec.maxUnavailable !== undefined) out.line(0, `Max unavailable:\t${spec.maxUnavailable}`);
    out.line(
      0,
      spec.selector === undefined ? 'Selector:\t<unset>' : `Selector:\t${formatLabelSelector(spec.selector)}`,
    );
    out.line(0, 'Status:');
    out.line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
    out.line(2, `Current:\t${status?.currentHealthy ?? 0}`);
    out.line(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
    out.line(2, `Total:\t${status?.expectedPods ?? 0}`);
  },
};
