import { type Pod, podKind } from '../../kinds/pod';
import { disruptionTarget } from '../../kinds/pods/disruptionTarget';
import type { Client } from '../client/client';

/** Deletes a pod so that a more important one finds room, and says so in its status. */
export function evictForRoom(client: Client, victim: Pod, now: number): void {
  const { name, namespace, uid, deletionTimestamp } = victim.metadata;
  if (deletionTimestamp !== undefined) return;
  const message = 'default-scheduler: preempting to accommodate a higher priority pod';
  const condition = disruptionTarget('PreemptionByScheduler', message, now);
  const patch = { metadata: { uid }, status: { conditions: [condition] } };
  client.patch(podKind, name, namespace, patch, { type: 'strategic', subresource: 'status' });
  client.delete(podKind, name, namespace, uid === undefined ? {} : { preconditions: { uid } });
}
