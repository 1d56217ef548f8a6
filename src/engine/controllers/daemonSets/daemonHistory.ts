/** The revisions of a DaemonSet. Follows pkg/controller/daemon's update.go. */
import { equal } from '../../../base/equality';
import { type ControllerRevision, controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type DaemonSet, daemonSetKind } from '../../../kinds/apps/daemonSet';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Client } from '../../client/client';
import { templateHash } from '../deployment/templateHash';
import { createRevision } from '../revisions/createRevision';
import { byRevision, nextRevision } from '../revisions/revisionOrder';
import { templatePatch } from '../revisions/templatePatch';
import { HASH_LABEL } from './daemonPod';

export interface DaemonHistory {
  /** The revision of the template as it is now. */
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

/** Finds or makes the revision of the current template, and numbers it as the newest. Undefined when a write failed. */
export function daemonHistory(
  client: Client,
  set: DaemonSet,
  revisions: readonly ControllerRevision[],
  pods: readonly Pod[],
): DaemonHistory | undefined {
  const patch = templatePatch(set.spec.template);
  const same = revisions.filter(({ data }) => equal(data, patch)).sort(byRevision);
  const old = revisions.filter((revision) => !same.includes(revision));
  const number = nextRevision(old);
  const newest = same.at(-1);
  if (newest === undefined) {
    const made = snapshot(client, set, patch, number);
    return made === undefined ? undefined : { current: made, old };
  }
  for (const twin of same.slice(0, -1)) if (!dissolve(client, twin, newest, pods)) return undefined;
  if (newest.revision >= number) return { current: newest, old };
  const updated = client.update(controllerRevisionKind, { ...newest, revision: number });
  return updated.ok ? { current: updated.value, old } : undefined;
}

/** Deletes the oldest revisions beyond spec.revisionHistoryLimit that no pod is of. True when all went well. */
export function cleanUpDaemonHistory(
  client: Client,
  set: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
): boolean {
  const alive = new Set(pods.map(({ metadata }) => metadata.labels?.[HASH_LABEL]));
  let surplus = old.length - (set.spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of [...old].sort(byRevision)) {
    if (surplus <= 0) break;
    if (alive.has(metadata.labels?.[HASH_LABEL])) continue;
    if (!client.delete(controllerRevisionKind, metadata.name, metadata.namespace).ok) return false;
    surplus--;
  }
  return true;
}

function snapshot(client: Client, set: DaemonSet, patch: unknown, revision: number): ControllerRevision | undefined {
  const { name: owner, namespace } = set.metadata;
  const hash = templateHash(set.spec.template, set.status?.collisionCount);
  const name = `${owner}-${hash}`;
  const made = createRevision(client, daemonSetKind, set, { name, label: { [HASH_LABEL]: hash }, patch, revision });
  if (made !== 'taken') return made;
  // Another template has the same hash: the next look at the set uses another one.
  const fresh = client.get(daemonSetKind, owner, namespace);
  if (fresh.ok && fresh.value.status !== undefined) {
    const collisionCount = (fresh.value.status.collisionCount ?? 0) + 1;
    client.updateStatus(daemonSetKind, { ...fresh.value, status: { ...fresh.value.status, collisionCount } });
  }
  return undefined;
}

/** Of two revisions with the same template only the newer one stays, with the pods of both. */
function dissolve(client: Client, twin: ControllerRevision, kept: ControllerRevision, pods: readonly Pod[]): boolean {
  const hash = kept.metadata.labels?.[HASH_LABEL] ?? '';
  for (const pod of pods) {
    if (pod.metadata.labels?.[HASH_LABEL] === hash) continue;
    const labels = { ...pod.metadata.labels, [HASH_LABEL]: hash };
    if (!client.update(podKind, { ...pod, metadata: { ...pod.metadata, labels } }).ok) return false;
  }
  return client.delete(controllerRevisionKind, twin.metadata.name, twin.metadata.namespace).ok;
}
