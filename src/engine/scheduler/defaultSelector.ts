import { controllerOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import type { ReplicaSet } from '../../kinds/replicaSet';
import type { ReplicationController } from '../../kinds/replicationController';
import { matchesLabels, requirementsOf, requirementsOfLabels, type Selector } from '../../kinds/selector';
import type { Service } from '../../kinds/service';
import type { Informer } from '../client/informer';

/** Where the pod's services and controllers are looked up. */
export interface OwnerListers {
  readonly services: Informer<Service>;
  readonly replicationControllers: Informer<ReplicationController>;
  readonly replicaSets: Informer<ReplicaSet>;
}

/**
 * What the pod's services and its controller select it by, all together: the pods that it should be spread from.
 * Empty when nothing selects it.
 */
export function defaultSelector(pod: Pod, listers: OwnerListers): Selector {
  const { namespace = '', labels } = pod.metadata;
  const pairs: Record<string, string> = {};
  for (const service of listers.services.byIndex('namespace', namespace)) {
    const { selector } = service.spec;
    if (selector !== undefined && Object.keys(selector).length > 0 && matchesLabels(selector, labels)) {
      Object.assign(pairs, selector);
    }
  }
  const owner = controllerOf(pod);
  const key = `${namespace}/${owner?.name}`;
  if (owner?.kind === 'ReplicationController') {
    Object.assign(pairs, listers.replicationControllers.get(key)?.spec.selector);
  }
  const set = owner?.kind === 'ReplicaSet' ? listers.replicaSets.get(key) : undefined;
  const fromSet = set === undefined ? [] : requirementsOf(set.spec.selector);
  return [...requirementsOfLabels(pairs), ...fromSet];
}
