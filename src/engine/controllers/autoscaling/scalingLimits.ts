/** How fast an autoscaler may go up and down: stabilization windows, policies, limits. */
import type { HPAScalingRules } from 'kubernetes-types/autoscaling/v2';
import type { HorizontalPodAutoscaler } from '../../../kinds/autoscaling/horizontalPodAutoscaler';

/** kube-controller-manager's --horizontal-pod-autoscaler-downscale-stabilization. */
const DOWNSCALE_WINDOW = 300;
/** Without rules of its own an autoscaler goes up to twice as many pods at most, or to four. */
const UP_FACTOR = 2;
const UP_LEAST = 4;

interface Recommendation {
  readonly replicas: number;
  readonly time: number;
}

interface ScaleEvent {
  readonly change: number;
  readonly time: number;
}

/** What is remembered of one autoscaler. */
export class ScalingHistory {
  recommendations: Recommendation[] = [];
  readonly ups: ScaleEvent[] = [];
  readonly downs: ScaleEvent[] = [];

  recordScale(before: number, after: number, time: number): void {
    if (after > before) this.ups.push({ change: after - before, time });
    else this.downs.push({ change: before - after, time });
  }
}

interface Said {
  readonly reason: string;
  readonly message: string;
}

export interface Limited {
  readonly replicas: number;
  readonly able: Said;
  readonly limited: Said & { readonly status: 'True' | 'False' };
}

interface Wish {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly history: ScalingHistory;
  readonly current: number;
  readonly desired: number;
  readonly now: number;
}

/** The wish as it may be fulfilled now, with what is said about it. */
export function limitScaling(wish: Wish): Limited {
  const stabilized = stabilize(wish);
  const able =
    stabilized.replicas === wish.desired
      ? { reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
      : stabilized.said;
  const bounded = bound({ ...wish, desired: stabilized.replicas });
  const status = bounded.replicas === stabilized.replicas ? 'False' : 'True';
  return { replicas: bounded.replicas, able, limited: { ...bounded.said, status } };
}

const LOWEST = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const HIGHEST = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};

/** The most careful of what was recommended in the window: nothing that flaps is followed. */
function stabilize({ autoscaler, history, current, desired, now }: Wish): { replicas: number; said: Said } {
  const { behavior } = autoscaler.spec;
  const upWindow = behavior?.scaleUp?.stabilizationWindowSeconds ?? 0;
  const downWindow = behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWNSCALE_WINDOW;
  const up = behavior !== undefined && desired >= current;
  const since = (seconds: number): number[] => {
    const recent = history.recommendations.filter(({ time }) => time > now - seconds * 1000);
    return [desired, ...recent.map((one) => one.replicas)];
  };
  const highest = Math.max(...since(downWindow));
  // With rules, what there is stays as long as it lies between the lowest and the highest of what was recommended.
  const replicas =
    behavior === undefined ? highest : Math.min(Math.max(current, Math.min(...since(upWindow))), highest);
  const oldest = now - Math.max(upWindow, downWindow) * 1000;
  history.recommendations = history.recommendations.filter(({ time }) => time >= oldest);
  history.recommendations.push({ replicas: desired, time: now });
  return { replicas, said: up ? LOWEST : HIGHEST };
}

const TOO_MANY = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const UP_LIMIT = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const DOWN_LIMIT = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};
const WITHIN = { reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };

function bound(wish: Wish): { replicas: number; said: Said } {
  const { autoscaler, current, desired } = wish;
  const { behavior, maxReplicas } = autoscaler.spec;
  const minReplicas = autoscaler.spec.minReplicas ?? 1;
  if (behavior === undefined) {
    const rate = Math.max(UP_FACTOR * current, UP_LEAST);
    const most = Math.min(maxReplicas, rate);
    if (desired < minReplicas) return { replicas: minReplicas, said: TOO_FEW };
    if (desired > most) return { replicas: most, said: maxReplicas > rate ? UP_LIMIT : TOO_MANY };
    return { replicas: desired, said: WITHIN };
  }
  if (desired > current) {
    const rate = Math.max(current, rateLimit(behavior.scaleUp, wish, 1));
    const most = Math.min(maxReplicas, rate);
    if (desired > most) return { replicas: most, said: maxReplicas > rate ? UP_LIMIT : TOO_MANY };
  } else if (desired < current) {
    const rate = Math.min(current, rateLimit(behavior.scaleDown, wish, -1));
    const least = Math.max(minReplicas, rate);
    if (desired < least) return { replicas: least, said: minReplicas < rate ? DOWN_LIMIT : TOO_FEW };
  }
  return { replicas: desired, said: WITHIN };
}

/** How far the rules let it go: up (1) or down (-1) from where it was when their periods began. */
function rateLimit(rules: HPAScalingRules | undefined, { history, current, now }: Wish, direction: 1 | -1): number {
  const { selectPolicy, policies = [] } = rules ?? {};
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const start = current - changeIn(history.ups, periodSeconds, now) + changeIn(history.downs, periodSeconds, now);
    if (type === 'Pods') return start + direction * value;
    const limit = start * (1 + (direction * value) / 100);
    return direction === 1 ? Math.ceil(limit) : Math.trunc(limit);
  });
  // the policy that changes most, unless that is asked for which changes least
  const highest = (selectPolicy === 'Min') === (direction === -1);
  return highest ? Math.max(...limits) : Math.min(...limits);
}

function changeIn(events: readonly ScaleEvent[], seconds: number, now: number): number {
  const cutoff = now - seconds * 1000;
  return events.filter(({ time }) => time > cutoff).reduce((sum, { change }) => sum + change, 0);
}
