/**
 * persistentvolume-binder: brings claims and volumes together, asks for new volumes, and reclaims those whose claims
 * are gone. Claims and volumes that nothing tells of are looked at again every 15 seconds.
 */
import { keyOf } from '../../../kinds/object';
import { podKind } from '../../../kinds/pod';
import { type PersistentVolume, persistentVolumeKind } from '../../../kinds/storage/persistentVolume';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import { storageClassKind } from '../../../kinds/storage/storageClass';
import type { ControllerDefinition } from '../controller';
import { ClaimBinder } from './claimBinder';
import { VolumeKeeper } from './volumeKeeper';

const RESYNC = 15_000;

export const volumeBinder: ControllerDefinition = {
  name: 'persistentvolume-binder-controller',
  account: 'persistent-volume-binder',
  create(context) {
    const claims = context.informer(persistentVolumeClaimKind);
    const volumes = context.informer(persistentVolumeKind);
    context.informer(storageClassKind);
    context.informer(podKind);
    const recorder = context.recorder('persistentvolume-controller');
    const binder = new ClaimBinder(context, recorder);
    const keeper = new VolumeKeeper(context, recorder);
    const enqueueClaim = (claim: PersistentVolumeClaim) => context.enqueue(`claim ${keyOf(claim)}`);
    const enqueueVolume = (volume: PersistentVolume) => context.enqueue(`volume ${keyOf(volume)}`);
    const claimGone = (claim: PersistentVolumeClaim) => {
      if (claim.spec.volumeName) context.enqueue(`volume ${claim.spec.volumeName}`);
    };
    context.watch(persistentVolumeClaimKind, {
      onAdd: enqueueClaim,
      onUpdate: (_, claim) => enqueueClaim(claim),
      onDelete: claimGone,
    });
    context.watch(persistentVolumeKind, {
      onAdd: enqueueVolume,
      onUpdate: (_, volume) => enqueueVolume(volume),
      onDelete: ({ spec: { claimRef } }) => {
        if (claimRef !== undefined) context.enqueue(`claim ${claimRef.namespace}/${claimRef.name}`);
      },
    });
    context.every(RESYNC, () => {
      for (const claim of claims.list()) enqueueClaim(claim);
      for (const volume of volumes.list()) enqueueVolume(volume);
    });
    return {
      reconcile(key) {
        const [what, name = ''] = key.split(' ');
        if (what === 'claim') {
          const claim = claims.get(name);
          return claim === undefined ? 'done' : binder.sync(claim);
        }
        const volume = volumes.get(name);
        return volume === undefined ? 'done' : keeper.sync(volume);
      },
    };
  },
};
