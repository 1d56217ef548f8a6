import { matchesSelector } from '../../kinds/selector';
import { NodeInfo, type PlacedPod } from './nodeInfo';
import type { ClusterView } from './plugin';

/** The cluster as it would be with these pods, and no others, on one of its nodes. */
export function withPodsOn(
  cluster: ClusterView,
  { node }: NodeInfo,
  pods: Iterable<PlacedPod>,
): { readonly cluster: ClusterView; readonly node: NodeInfo } {
  const changed = new NodeInfo(node);
  for (const placed of pods) changed.add(placed);
  return {
    node: changed,
    cluster: {
      ...cluster,
      nodes: cluster.nodes.map((one) => (one.name === changed.name ? changed : one)),
      countMatching: (at, namespace, selector) => {
        if (at !== changed) return cluster.countMatching(at, namespace, selector);
        return [...changed.pods.values()].filter(
          ({ pod: { metadata } }) =>
            metadata.namespace === namespace &&
            metadata.deletionTimestamp === undefined &&
            matchesSelector(selector, metadata.labels),
        ).length;
      },
    },
  };
}
