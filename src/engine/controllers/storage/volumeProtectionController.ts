import { persistentVolumeKind } from '../../../kinds/storage/persistentVolume';
import type { ControllerDefinition } from '../controller';
import { hasFinalizer, withFinalizer } from './finalizers';

const FINALIZER = 'kubernetes.io/pv-protection';

/** Keeps a volume that is being deleted as long as a claim has it. */
export const volumeProtectionController: ControllerDefinition = {
  name: 'persistentvolume-protection-controller',
  account: 'pv-protection-controller',
  create(context) {
    const volumes = context.informer(persistentVolumeKind);
    context.watch(persistentVolumeKind, {
      onAdd: ({ metadata }) => context.enqueue(metadata.name),
      onUpdate: (_, { metadata }) => context.enqueue(metadata.name),
    });
    return {
      reconcile(key) {
        const volume = volumes.get(key);
        if (volume === undefined) return 'done';
        const deleting = volume.metadata.deletionTimestamp !== undefined;
        const wanted = !deleting || volume.status?.phase === 'Bound';
        if (hasFinalizer(volume, FINALIZER) === wanted || (deleting && wanted)) return 'done';
        const updated = context.client.update(persistentVolumeKind, withFinalizer(volume, FINALIZER, wanted));
        return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';
      },
    };
  },
};
