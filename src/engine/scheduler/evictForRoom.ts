import type { PodCondition } from 'kubernetes-types/core/v1';
import { formatTime } from '../../base/time';
import { type Pod, podKind } from '../../kinds/pod';
import type { Client } from '../client/client';

/** Deletes a pod so that a more important one finds room, and says so in its status. */
export function evictForRoom(client: Client, victim: Pod, now: number): void {
  const { name, namespace, uid, deletionTimestamp } = victim.metadata;
  if (deletionTimestamp !== undefined) return;
  const condition: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: formatTime(now),
    reason: 'PreemptionByScheduler',
    message: 'default-scheduler: preempting to accommodate a higher priority pod',
  };
  const patch = { metadata: { uid }, status: { conditions: [condition] } };
  client.patch(podKind, name, namespace, patch, { type: 'strategic', subresource: 'status' });
  client.delete(podKind, name, namespace, uid === undefined ? {} : { preconditions: { uid } });
}
