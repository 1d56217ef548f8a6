import { formatTime, parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import { podCondition } from '../podConditions';

export const LAST_CHANGE_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

interface Known {
  readonly service: number;
  readonly pods: ReadonlyMap<string, number>;
}

/**
 * When the change happened that makes a service's endpoints change: the making of a service that is new, or else the
 * earliest change of a pod's readiness that was not known before. It is written on the endpoints so that their delay
 * can be measured. Follows the TriggerTimeTracker of k8s.io/endpointslice.
 */
export class TriggerTimes {
  readonly #known = new Map<string, Known>();

  /** The annotation's text; undefined when nothing new is known. `selected`: all pods, with or without an address. */
  next(key: string, service: Service, selected: readonly Pod[]): string | undefined {
    const before = this.#known.get(key);
    const created = parseTime(service.metadata.creationTimestamp) ?? 0;
    const fresh: number[] = created > (before?.service ?? 0) ? [created] : [];
    const times = new Map<string, number>();
    for (const pod of selected) {
      const time = parseTime(podCondition(pod, 'Ready')?.lastTransitionTime);
      if (time === undefined) continue;
      times.set(pod.metadata.name, time);
      if (time > (before?.pods.get(pod.metadata.name) ?? 0)) fresh.push(time);
    }
    this.#known.set(key, { service: created, pods: times });
    if (before === undefined) return formatTime(created);
    return fresh.length === 0 ? undefined : formatTime(Math.min(...fresh));
  }

  forget(key: string): void {
    this.#known.delete(key);
  }
}
