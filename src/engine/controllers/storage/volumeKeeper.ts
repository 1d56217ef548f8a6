/** The volume's side of binding: its phase, and what becomes of it when its claim is gone. */
import { clone } from '../../../base/clone';
import { BOUND_BY_CONTROLLER, PROVISIONED_BY } from '../../../kinds/storage/bindingAnnotations';
import { type PersistentVolume, persistentVolumeKind } from '../../../kinds/storage/persistentVolume';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { EventRecorder } from '../../client/eventRecorder';
import type { ControllerContext, Outcome } from '../controller';
import { withPhase } from './volumePhase';

export class VolumeKeeper {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;

  constructor(context: ControllerContext, recorder: EventRecorder) {
    this.#context = context;
    this.#recorder = recorder;
  }

  sync(volume: PersistentVolume): Outcome {
    const { claimRef } = volume.spec;
    if (claimRef === undefined || !claimRef.uid) {
      // The claim that it waits for is looked at anew, if it is there.
      if (claimRef !== undefined) this.#context.enqueue(`claim ${claimRef.namespace}/${claimRef.name}`);
      return this.#setPhase(volume, 'Available');
    }
    const claim = this.#claimOf(volume);
    if (claim === undefined) return this.#release(volume);
    const { volumeName } = claim.spec;
    if (!volumeName) {
      this.#context.enqueue(`claim ${claim.metadata.namespace}/${claim.metadata.name}`);
      return 'done';
    }
    if (volumeName === volume.metadata.name) return this.#setPhase(volume, 'Bound');
    const provisioned = volume.metadata.annotations?.[PROVISIONED_BY] !== undefined;
    if (provisioned && volume.spec.persistentVolumeReclaimPolicy === 'Delete') return this.#release(volume);
    return this.#unbind(volume);
  }

  /** The claim that has the volume: of that UID, and asked of the API server when the informer does not know it. */
  #claimOf({ spec: { claimRef } }: PersistentVolume): PersistentVolumeClaim | undefined {
    const claims = this.#context.informer(persistentVolumeClaimKind);
    const known = claims.get(`${claimRef?.namespace}/${claimRef?.name}`);
    if (known?.metadata.uid === claimRef?.uid) return known;
    const found = this.#context.client.get(persistentVolumeClaimKind, claimRef?.name ?? '', claimRef?.namespace);
    return found.ok && found.value.metadata.uid === claimRef?.uid ? found.value : undefined;
  }

  #release(volume: PersistentVolume): Outcome {
    const phase = volume.status?.phase;
    if (phase !== 'Released' && phase !== 'Failed') return this.#setPhase(volume, 'Released');
    switch (volume.spec.persistentVolumeReclaimPolicy) {
      case 'Delete':
        return this.#delete(volume);
      case 'Recycle':
        return this.#recycle(volume);
      default:
        return 'done';
    }
  }

  /** What a provisioner made, it deletes. Of other volumes, Kubernetes itself can only delete directories below /tmp. */
  #delete(volume: PersistentVolume): Outcome {
    if (volume.metadata.annotations?.[PROVISIONED_BY] !== undefined) return 'done';
    const { hostPath } = volume.spec;
    const name = JSON.stringify(volume.metadata.name);
    if (hostPath === undefined) {
      const why = `error getting deleter volume plugin for volume ${name}: no deletable volume plugin matched`;
      return this.#fail(volume, 'VolumeFailedDelete', why);
    }
    return this.#fail(
      volume,
      'VolumeFailedDelete',
      /^\/tmp\/.+/.test(hostPath.path)
        ? 'deleting what is on a directory of the controller manager’s own machine is not simulated here'
        : `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`,
    );
  }

  #recycle(volume: PersistentVolume): Outcome {
    const { hostPath, nfs } = volume.spec;
    const message =
      hostPath === undefined && nfs === undefined
        ? 'No recycler plugin found for the volume!'
        : 'recycling volumes is not simulated here (it is deprecated: use dynamic provisioning)';
    return this.#fail(volume, 'VolumeFailedRecycle', message);
  }

  /** The claim has taken another volume: this one is free again. */
  #unbind(volume: PersistentVolume): Outcome {
    const changed = clone(volume);
    if (changed.metadata.annotations?.[BOUND_BY_CONTROLLER] !== undefined) {
      delete changed.metadata.annotations[BOUND_BY_CONTROLLER];
      delete changed.spec.claimRef;
    } else if (changed.spec.claimRef !== undefined) {
      delete changed.spec.claimRef.uid;
    }
    const updated = this.#context.client.update(persistentVolumeKind, changed);
    return updated.ok ? this.#setPhase(updated.value, 'Available') : 'retry';
  }

  #fail(volume: PersistentVolume, reason: string, message: string): Outcome {
    const outcome = this.#setPhase(volume, 'Failed', message);
    const changed = volume.status?.phase !== 'Failed' || volume.status.message !== message;
    if (changed && outcome === 'done') this.#recorder.event(volume, 'Warning', reason, message);
    return outcome;
  }

  #setPhase(volume: PersistentVolume, phase: string, message?: string): Outcome {
    const changed = withPhase(volume, phase, this.#context.clock.now, message);
    if (changed === volume) return 'done';
    const updated = this.#context.client.updateStatus(persistentVolumeKind, changed);
    return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';
  }
}
