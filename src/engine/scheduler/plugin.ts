/** What a plugin of the scheduler is: it refuses nodes, or prefers some to others. */
import type { Namespace } from '../../kinds/namespace';
import type { Node } from '../../kinds/node';
import type { Pod } from '../../kinds/pod';
import type { Selector } from '../../kinds/selector';
import type { PersistentVolume } from '../../kinds/storage/persistentVolume';
import type { PersistentVolumeClaim } from '../../kinds/storage/persistentVolumeClaim';
import type { StorageClass } from '../../kinds/storage/storageClass';
import type { NodeInfo } from './nodeInfo';
import type { ClaimPlan } from './plugins/volumeBinding';

/** Why a node does not do. */
export interface Refusal {
  readonly reasons: readonly string[];
  /** True when it could do if other pods were not there (preemption may help). */
  readonly resolvable: boolean;
}

/** The cluster's volumes and those who want them. */
export interface StorageView {
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  volumes(): readonly PersistentVolume[];
  storageClass(name: string): StorageClass | undefined;
  /** Volumes that claims of pods on their way to a node will get. */
  readonly promised: ReadonlySet<string>;
}

/** The cluster as it is during one decision. */
export interface ClusterView {
  readonly nodes: readonly NodeInfo[];
  namespace(name: string): Namespace | undefined;
  /** How many pods on a node, those that are being deleted left out, are of that namespace and match the selector. */
  countMatching(node: NodeInfo, namespace: string, selector: Selector): number;
  /** What its services and controllers select the pod by; empty when nothing does. */
  defaultSelector(pod: Pod): Selector;
  readonly storage: StorageView;
}

/** One plugin's part in one decision. What it leaves out, it has no say in. */
export interface PluginCycle {
  /** Why no node at all will do. */
  readonly unschedulable?: string;
  filter?(node: NodeInfo): Refusal | undefined;
  /** How good each of the nodes that are left is, from 0 to 100, in their order. */
  score?(feasible: readonly NodeInfo[]): readonly number[];
  /** What has to become of the pod's claims before it can be bound to the chosen node. */
  reserve?(node: NodeInfo): readonly ClaimPlan[];
}

/** Something that happened in the cluster and may let a waiting pod be placed. */
export type ClusterChange =
  | { readonly kind: 'node-added'; readonly node: Node }
  | { readonly kind: 'node-changed'; readonly node: Node; readonly old: Node }
  | { readonly kind: 'pod-placed'; readonly pod: Pod }
  | { readonly kind: 'pod-relabelled'; readonly pod: Pod }
  | { readonly kind: 'pod-removed'; readonly pod: Pod }
  | { readonly kind: 'storage-changed' };

export interface SchedulerPlugin {
  readonly name: string;
  /** What its scores count for; 0 when it only refuses. */
  readonly weight: number;
  begin(pod: Pod, cluster: ClusterView): PluginCycle;
  /** Whether that change may be what a pod that this plugin refused was waiting for (a queueing hint). */
  mayHelp(pod: Pod, change: ClusterChange): boolean;
}

export const MAX_NODE_SCORE = 100;

/** Scales counts to 0..100; `reverse` when few are better. All zero stays zero (or all 100 when reversed). */
export function normalized(counts: readonly number[], reverse: boolean): number[] {
  const max = Math.max(0, ...counts);
  if (max === 0) return counts.map(() => (reverse ? MAX_NODE_SCORE : 0));
  return counts.map((count) => {
    const score = Math.trunc((MAX_NODE_SCORE * count) / max);
    return reverse ? MAX_NODE_SCORE - score : score;
  });
}
