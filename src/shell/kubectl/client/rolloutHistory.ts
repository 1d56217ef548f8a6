/** The revisions of a deployment: its ReplicaSets by the revision that they are annotated with. */
import type { Routine } from '../../../engine/processes/routine';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import type { Invocation } from '../verb';
import { findResource, resourcePath } from './discovery';
import type { Item } from './items';
import { selectorOf } from './pods';

const REVISION = 'deployment.kubernetes.io/revision';

export interface Revision {
  readonly revision: number;
  readonly replicaSet: ReplicaSet;
}

/** All revisions, ascending. */
export function* deploymentRevisions({ access }: Invocation, item: Item): Routine<readonly Revision[]> {
  const replicaSets = findResource(yield* access.discovery(), 'replicasets.apps');
  const { items } = yield* access.call<{ items: readonly ReplicaSet[] }>({
    method: 'GET',
    path: resourcePath(replicaSets, item.namespace),
    query: { labelSelector: selectorOf(item) ?? '' },
  });
  const uid = item.object.metadata?.['uid'];
  return items
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid))
    .flatMap((replicaSet): Revision[] => {
      const revision = Number(replicaSet.metadata.annotations?.[REVISION] ?? 'none');
      return Number.isInteger(revision) ? [{ revision, replicaSet }] : [];
    })
    .sort((a, b) => a.revision - b.revision);
}
