import { horizontalPodAutoscalerKind } from '../../../kinds/autoscaling/horizontalPodAutoscaler';
import { keyOf } from '../../../kinds/object';
import { podKind } from '../../../kinds/pod';
import type { ControllerDefinition } from '../controller';
import { AutoscalerPass } from './autoscalerPass';
import { ScalingHistory } from './scalingLimits';

/** kube-controller-manager's --horizontal-pod-autoscaler-sync-period. */
const SYNC_PERIOD = 15_000;

/** Scales what autoscalers point to by what its pods use: each is looked at every fifteen seconds. */
export const horizontalPodAutoscalerController: ControllerDefinition = {
  name: 'horizontal-pod-autoscaler-controller',
  account: 'horizontal-pod-autoscaler',
  create: (context) => {
    const autoscalers = context.informer(horizontalPodAutoscalerKind);
    const pods = context.informer(podKind);
    const histories = new Map<string, ScalingHistory>();
    const recorder = context.recorder('horizontal-pod-autoscaler');
    const kit = {
      context,
      recorder,
      podsOf: (namespace: string) => pods.byIndex('namespace', namespace),
    };
    const later = (key: string): void => context.enqueueAfter(key, SYNC_PERIOD, { background: true });
    context.watch(horizontalPodAutoscalerKind, {
      onAdd: (autoscaler) => later(keyOf(autoscaler)),
      onUpdate: (_old, autoscaler) => later(keyOf(autoscaler)),
      onDelete: (autoscaler) => void histories.delete(keyOf(autoscaler)),
    });
    return {
      reconcile: (key) => {
        const autoscaler = autoscalers.get(key);
        if (autoscaler === undefined) return 'done';
        const history = histories.get(key) ?? new ScalingHistory();
        histories.set(key, history);
        new AutoscalerPass(kit, autoscaler, history).run();
        later(key);
        return 'done';
      },
    };
  },
};
