/** The revisions of a StatefulSet. Follows pkg/controller/history and getStatefulSetRevisions. */
import { equal } from '../../../base/equality';
import { type ControllerRevision, controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import type { Pod } from '../../../kinds/pod';
import type { Client } from '../../client/client';
import { createRevision } from '../revisions/createRevision';
import { byRevision, nextRevision } from '../revisions/revisionOrder';
import { revisionHash, templatePatch } from '../revisions/templatePatch';
import { REVISION_LABEL } from './statefulPod';

/** The label under which a revision has its hash. */
const HASH_LABEL = 'controller.kubernetes.io/hash';

export interface StatefulRevisions {
  /** Of the pods that a rolling update has not come to. */
  readonly current: ControllerRevision;
  /** Of the template as it is now. */
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** Finds or makes both revisions. Undefined when a write failed. */
export function statefulRevisions(
  client: Client,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
): StatefulRevisions | undefined {
  const sorted = [...revisions].sort(byRevision);
  const patch = templatePatch(set.spec.template);
  const same = sorted.filter(({ data }) => equal(data, patch)).at(-1);
  const made = same === undefined ? create(client, set, patch, nextRevision(sorted)) : undefined;
  const update = same === undefined ? made?.revision : newest(client, same, sorted);
  if (update === undefined) return undefined;
  const current = sorted.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount: made?.collisionCount ?? set.status?.collisionCount ?? 0 };
}

/** Deletes the oldest revisions beyond spec.revisionHistoryLimit that nothing is of. True when all went well. */
export function truncateHistory(
  client: Client,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  { current, update }: StatefulRevisions,
  pods: readonly Pod[],
): boolean {
  const alive = new Set([
    current.metadata.name,
    update.metadata.name,
    ...pods.map(({ metadata }) => metadata.labels?.[REVISION_LABEL]),
  ]);
  const idle = [...revisions].sort(byRevision).filter(({ metadata }) => !alive.has(metadata.name));
  const surplus = Math.max(0, idle.length - (set.spec.revisionHistoryLimit ?? 10));
  return idle
    .slice(0, surplus)
    .every(({ metadata }) => client.delete(controllerRevisionKind, metadata.name, metadata.namespace).ok);
}

/** A template that was there before becomes the newest revision again. */
function newest(
  client: Client,
  revision: ControllerRevision,
  sorted: readonly ControllerRevision[],
): ControllerRevision | undefined {
  if (revision === sorted.at(-1)) return revision;
  const updated = client.update(controllerRevisionKind, { ...revision, revision: nextRevision(sorted) });
  return updated.ok ? updated.value : undefined;
}

function create(
  client: Client,
  set: StatefulSet,
  patch: unknown,
  revision: number,
): { readonly revision: ControllerRevision; readonly collisionCount: number } | undefined {
  const { name: owner } = set.metadata;
  const label = { [HASH_LABEL]: revisionHash(patch, set.status?.collisionCount ?? 0) };
  for (let collisionCount = set.status?.collisionCount ?? 0; ; collisionCount++) {
    const name = `${owner.slice(0, 223)}-${revisionHash(patch, collisionCount)}`;
    const made = createRevision(client, statefulSetKind, set, { name, label, patch, revision });
    if (made !== 'taken') return made && { revision: made, collisionCount };
  }
}
