import { claimsOf } from '../../../kinds/storage/claimUse';
import type { SchedulerPlugin } from '../plugin';

const REASON = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';

/** A claim that only one pod may use is not given to a second one. */
export const volumeRestrictions: SchedulerPlugin = {
  name: 'VolumeRestrictions',
  weight: 0,
  begin: (pod, cluster) => {
    const namespace = pod.metadata.namespace ?? '';
    const single = claimsOf(pod).filter((name) =>
      cluster.storage.claim(namespace, name)?.spec.accessModes?.includes('ReadWriteOncePod'),
    );
    if (single.length === 0) return {};
    const used = cluster.nodes.some((node) =>
      [...node.pods.values()].some(
        ({ pod: other }) =>
          other.metadata.namespace === namespace && claimsOf(other).some((name) => single.includes(name)),
      ),
    );
    return used ? { filter: () => ({ reasons: [REASON], resolvable: true }) } : {};
  },
  mayHelp: (_, change) => change.kind === 'pod-removed' || change.kind === 'storage-changed',
};
