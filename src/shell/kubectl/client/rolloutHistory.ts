/** The revisions of a workload: a deployment's ReplicaSets, or the ControllerRevisions of a DaemonSet or StatefulSet. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import type { ControllerRevision } from '../../../kinds/apps/controllerRevision';
import type { ClusterObject } from '../../../kinds/object';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import type { Invocation } from '../verb';
import { findResource, resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';
import { selectorOf } from './pods';

const REVISION = 'deployment.kubernetes.io/revision';

export interface Revision {
  readonly revision: number;
  readonly template: PodTemplateSpec;
  /** Of the object that keeps it. */
  readonly annotations: Readonly<Record<string, string>>;
  /** What `-o` shows of it. */
  readonly object: PlainObject;
  /** The patch that brings it back, where there is one. */
  readonly patch?: unknown;
}

/** All revisions, ascending. */
export type RevisionsOf = (invocation: Invocation, item: Item) => Routine<readonly Revision[]>;

/** How the revisions of a kind are found; undefined for kinds that have none. */
export function revisionsOf(kind: string): RevisionsOf | undefined {
  if (kind === 'Deployment') return deploymentRevisions;
  return kind === 'DaemonSet' || kind === 'StatefulSet' ? controllerRevisions : undefined;
}

export function* deploymentRevisions(invocation: Invocation, item: Item): Routine<readonly Revision[]> {
  const owned = yield* ownedObjects<ReplicaSet>(invocation, item, 'replicasets.apps');
  const revisions = owned.flatMap((replicaSet): Revision[] => {
    const { annotations = {} } = replicaSet.metadata;
    const revision = Number(annotations[REVISION] ?? 'none');
    if (!Number.isInteger(revision)) return [];
    const template = (replicaSet.spec.template ?? {}) as PodTemplateSpec;
    return [{ revision, template, annotations, object: replicaSet as unknown as PlainObject }];
  });
  return revisions.sort((a, b) => a.revision - b.revision);
}

function* controllerRevisions(invocation: Invocation, item: Item): Routine<readonly Revision[]> {
  const owned = yield* ownedObjects<ControllerRevision>(invocation, item, 'controllerrevisions.apps');
  const revisions = owned.map((one): Revision => {
    const { spec } = one.data as { spec: { template: PodTemplateSpec & { $patch?: string } } };
    const { $patch: _, ...template } = spec.template;
    const object = { ...item.object, spec: { ...(item.object['spec'] as object), template } };
    return { revision: one.revision, template, annotations: one.metadata.annotations ?? {}, object, patch: one.data };
  });
  return revisions.sort((a, b) => a.revision - b.revision);
}

function* ownedObjects<T extends ClusterObject>(
  { access }: Invocation,
  item: Item,
  type: string,
): Routine<readonly T[]> {
  const resource = findResource(yield* access.discovery(), type);
  const { items } = yield* access.call<{ items: readonly T[] }>({
    method: 'GET',
    path: resourcePath(resource, item.namespace),
    query: { labelSelector: selectorOf(item) ?? '' },
  });
  const uid = item.object.metadata?.['uid'];
  return items.filter(({ metadata }) =>
    metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid),
  );
}
