/** How many pods a budget's pods are meant to be, by the workloads that they belong to. */
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import { type Deployment, deploymentKind } from '../../../kinds/deployment';
import { type ClusterObject, controllerOf } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import { type ReplicaSet, replicaSetKind } from '../../../kinds/replicaSet';
import { type ReplicationController, replicationControllerKind } from '../../../kinds/replicationController';
import type { ControllerContext } from '../controller';

type Scaled = ClusterObject & { spec: { replicas?: number } };
type Find = (key: string) => Scaled | undefined;

export class ExpectedPods {
  readonly #find: Readonly<Record<string, Find>>;
  readonly #replicaSets: (key: string) => ReplicaSet | undefined;

  constructor(context: ControllerContext) {
    const controllers = context.informer<ReplicationController>(replicationControllerKind);
    const replicaSets = context.informer<ReplicaSet>(replicaSetKind);
    const deployments = context.informer<Deployment>(deploymentKind);
    const statefulSets = context.informer<StatefulSet>(statefulSetKind);
    this.#replicaSets = (key) => replicaSets.get(key);
    this.#find = {
      ReplicationController: (key) => controllers.get(key),
      ReplicaSet: (key) => replicaSets.get(key),
      Deployment: (key) => deployments.get(key),
      StatefulSet: (key) => statefulSets.get(key),
    };
  }

  /** The sum of the replicas of all their controllers, or why one of them has none. Pods without one don't count. */
  count(pods: readonly Pod[]): number | string {
    const wanted = new Map<string, number>();
    for (const pod of pods) {
      const owner = this.#topOwner(pod);
      if (owner === undefined || wanted.has(owner.uid)) continue;
      const find = this.#find[owner.kind];
      if (find === undefined) return `${pluralOf(owner)} does not implement the scale subresource`;
      const found = find(`${pod.metadata.namespace}/${owner.name}`);
      if (found?.metadata.uid !== owner.uid) return `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`;
      wanted.set(owner.uid, found.spec.replicas ?? 1);
    }
    return [...wanted.values()].reduce((sum, replicas) => sum + replicas, 0);
  }

  /** A deployment stands above its replica sets. */
  #topOwner(pod: Pod): ReturnType<typeof controllerOf> {
    const owner = controllerOf(pod);
    if (owner?.kind !== replicaSetKind.kind) return owner;
    const set = this.#replicaSets(`${pod.metadata.namespace}/${owner.name}`);
    return (set === undefined ? undefined : controllerOf(set)) ?? owner;
  }
}

function pluralOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}s${group}`;
}
