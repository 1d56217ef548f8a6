import type { PodCondition } from 'kubernetes-types/core/v1';
import { formatTime } from '../../base/time';

/** What a pod's status says of whoever is about to take it away, so that a Job, say, can tell that from a failure. */
export function disruptionTarget(reason: string, message: string, now: number): PodCondition {
  return {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: formatTime(now),
    reason,
    message,
  };
}
