import { keyOf } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { ControllerDefinition } from '../controller';

/** Makes the claims of pods' ephemeral volumes: they belong to the pod and go with it. */
export const ephemeralVolumeController: ControllerDefinition = {
  name: 'ephemeral-volume-controller',
  account: 'ephemeral-volume-controller',
  create(context) {
    const pods = context.informer(podKind);
    const claims = context.informer(persistentVolumeClaimKind);
    const enqueue = (pod: Pod) => {
      if ((pod.spec.volumes ?? []).some((volume) => volume.ephemeral !== undefined)) context.enqueue(keyOf(pod));
    };
    context.watch(podKind, { onAdd: enqueue, onUpdate: (_, pod) => enqueue(pod) });
    return {
      reconcile(key) {
        const pod = pods.get(key);
        if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return 'done';
        const missing = claimsFor(pod).filter((claim) => claims.get(keyOf(claim)) === undefined);
        const refused = missing.some((claim) => {
          const made = context.client.create(persistentVolumeClaimKind, claim);
          return !made.ok && made.error.reason !== 'AlreadyExists';
        });
        return refused ? 'retry' : 'done';
      },
    };
  },
};

function claimsFor(pod: Pod): readonly PersistentVolumeClaim[] {
  const { name, namespace, uid = '' } = pod.metadata;
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const template = volume.ephemeral?.volumeClaimTemplate;
    if (template === undefined) return [];
    const { labels, annotations } = template.metadata ?? {};
    const owner = { apiVersion: 'v1', kind: 'Pod', name, uid, controller: true, blockOwnerDeletion: true };
    return [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: `${name}-${volume.name}`,
          ...(namespace === undefined ? {} : { namespace }),
          ...(labels === undefined ? {} : { labels }),
          ...(annotations === undefined ? {} : { annotations }),
          ownerReferences: [owner],
        },
        spec: template.spec,
      },
    ];
  });
}
