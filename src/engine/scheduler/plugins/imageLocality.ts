import type { NodeInfo } from '../nodeInfo';
import { MAX_NODE_SCORE, type SchedulerPlugin } from '../plugin';

const MEGABYTE = 1024 * 1024;
/** Images below this together are no reason to prefer a node; more than the other, for each container, is no more of one. */
const MIN_SIZE = 23 * MEGABYTE;
const MAX_SIZE = 1000 * MEGABYTE;

/** Prefers nodes that hold the pod's images already; an image that few nodes hold counts for less. */
export const imageLocality: SchedulerPlugin = {
  name: 'ImageLocality',
  weight: 1,
  begin: (pod, cluster) => {
    const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    const images = containers.map((container) => fullName(container.image ?? ''));
    return {
      score: (nodes) => {
        const spread = images.map((image) => holders(image, cluster.nodes) / cluster.nodes.length);
        const most = MAX_SIZE * containers.length;
        return nodes.map((node) => {
          const size = images.reduce(
            (sum, image, index) => sum + Math.trunc((node.images.get(image) ?? 0) * (spread[index] ?? 0)),
            0,
          );
          const clamped = Math.min(most, Math.max(MIN_SIZE, size));
          return Math.trunc((MAX_NODE_SCORE * (clamped - MIN_SIZE)) / (most - MIN_SIZE));
        });
      },
    };
  },
  mayHelp: () => false,
};

function holders(image: string, nodes: readonly NodeInfo[]): number {
  return nodes.filter((node) => node.images.has(image)).length;
}

/** With the tag that is meant when none is written. */
function fullName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
