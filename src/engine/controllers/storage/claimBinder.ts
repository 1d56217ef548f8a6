/** The claim's side of binding: finds a volume, asks for one, and writes on both that they belong together. */
import { clone } from '../../../base/clone';
import { equal } from '../../../base/equality';
import { type Pod, podKind } from '../../../kinds/pod';
import {
  BETA_PROVISIONER,
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  PROVISIONER,
  SELECTED_NODE,
} from '../../../kinds/storage/bindingAnnotations';
import { claimsOf } from '../../../kinds/storage/claimUse';
import { classOfClaim } from '../../../kinds/storage/className';
import { type PersistentVolume, persistentVolumeKind } from '../../../kinds/storage/persistentVolume';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import { newestDefaultClass, type StorageClass, storageClassKind } from '../../../kinds/storage/storageClass';
import { bestVolume, isVolumeOfClaim, mismatch } from '../../../kinds/storage/volumeMatching';
import type { EventRecorder } from '../../client/eventRecorder';
import type { ControllerContext, Outcome } from '../controller';
import { withPhase } from './volumePhase';

export class ClaimBinder {
  readonly #context: ControllerContext;
  readonly #recorder: EventRecorder;

  constructor(context: ControllerContext, recorder: EventRecorder) {
    this.#context = context;
    this.#recorder = recorder;
  }

  sync(claim: PersistentVolumeClaim): Outcome {
    if (claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) return this.#syncBound(claim);
    if (claim.metadata.deletionTimestamp !== undefined) return 'done';
    return claim.spec.volumeName ? this.#syncPrebound(claim, claim.spec.volumeName) : this.#syncUnbound(claim);
  }

  #syncUnbound(claim: PersistentVolumeClaim): Outcome {
    const { metadata } = claim;
    const chosen = metadata.annotations?.[SELECTED_NODE] !== undefined;
    const delayed = this.#classOf(claim)?.volumeBindingMode === 'WaitForFirstConsumer' && !chosen;
    const volume = bestVolume(claim, this.#context.informer(persistentVolumeKind).list(), { delayed });
    if (volume !== undefined) return this.#bind(volume, claim);
    if (delayed) {
      this.#tellOfDelay(claim);
    } else if (classOfClaim(claim) !== '') {
      return this.#provision(claim);
    } else {
      const changed = this.#giveDefaultClass(claim);
      if (changed !== undefined) return changed;
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#recorder.event(claim, 'Normal', 'FailedBinding', message);
    }
    return this.#setPending(claim);
  }

  #syncPrebound(claim: PersistentVolumeClaim, name: string): Outcome {
    const volume = this.#context.informer(persistentVolumeKind).get(name);
    if (volume === undefined) return this.#setPending(claim);
    if (volume.spec.claimRef === undefined) {
      const why = mismatch(volume, claim);
      if (why === undefined) return this.#bind(volume, claim);
      this.#recorder.event(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${why}`);
      return this.#setPending(claim);
    }
    if (isVolumeOfClaim(volume, claim)) return this.#bind(volume, claim);
    const message = `volume "${name}" already bound to a different claim.`;
    this.#recorder.event(claim, 'Warning', 'FailedBinding', message);
    return this.#setPending(claim);
  }

  #syncBound(claim: PersistentVolumeClaim): Outcome {
    const name = claim.spec.volumeName ?? '';
    if (name === '') {
      return this.#lose(
        claim,
        'ClaimLost',
        'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
      );
    }
    const volume = this.#context.informer(persistentVolumeKind).get(name);
    if (volume === undefined) {
      return this.#lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
    }
    const { claimRef } = volume.spec;
    if (claimRef === undefined || claimRef.uid === claim.metadata.uid) return this.#bind(volume, claim);
    const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
    return this.#lose(claim, 'ClaimMisbound', message);
  }

  /** Writes the claim on the volume, then the volume on the claim, as far as that is not there yet. */
  #bind(volume: PersistentVolume, claim: PersistentVolumeClaim): Outcome {
    const { client } = this.#context;
    const owned = volumeForClaim(volume, claim);
    const bound = owned === volume ? { ok: true as const, value: volume } : client.update(persistentVolumeKind, owned);
    if (!bound.ok) return 'retry';
    const shown = withPhase(bound.value, 'Bound', this.#context.clock.now);
    if (shown !== bound.value && !client.updateStatus(persistentVolumeKind, shown).ok) return 'retry';
    const wanted = claimForVolume(claim, volume);
    const updated =
      wanted === claim ? { ok: true as const, value: claim } : client.update(persistentVolumeClaimKind, wanted);
    if (!updated.ok) return 'retry';
    return this.#setStatus(updated.value, {
      ...updated.value.status,
      phase: 'Bound',
      accessModes: [...(volume.spec.accessModes ?? [])],
      capacity:
        updated.value.status?.phase === 'Bound' && updated.value.status.capacity !== undefined
          ? updated.value.status.capacity
          : { ...volume.spec.capacity },
    });
  }

  /** The event is told while nobody has chosen a node: no pod uses the claim, or one waits to be placed. */
  #tellOfDelay(claim: PersistentVolumeClaim): void {
    const pods = this.#context.informer(podKind).byIndex('namespace', claim.metadata.namespace ?? '');
    const uses = (pod: Pod) => claimsOf(pod).includes(claim.metadata.name);
    const waiting = pods.find((pod) => uses(pod) && pod.status?.phase === 'Pending' && !pod.spec.nodeName);
    if (waiting === undefined) {
      const message = 'waiting for first consumer to be created before binding';
      this.#recorder.event(claim, 'Normal', 'WaitForFirstConsumer', message);
    } else {
      const message = `waiting for pod ${waiting.metadata.name} to be scheduled`;
      this.#recorder.event(claim, 'Normal', 'WaitForPodScheduled', message);
    }
  }

  /** Says who is to make the volume, and waits for it. */
  #provision(claim: PersistentVolumeClaim): Outcome {
    const found = this.#classOf(claim);
    if (found === undefined) {
      const message = `storageclass.storage.k8s.io "${classOfClaim(claim)}" not found`;
      this.#recorder.event(claim, 'Warning', 'ProvisioningFailed', message);
      return 'done';
    }
    const { provisioner } = found;
    if (provisioner.startsWith('kubernetes.io/')) {
      const message = `no volume plugin matched name: ${provisioner}`;
      this.#recorder.event(claim, 'Warning', 'ProvisioningFailed', message);
      return 'done';
    }
    const annotations = { [BETA_PROVISIONER]: provisioner, [PROVISIONER]: provisioner };
    let told = claim;
    if (claim.metadata.annotations?.[PROVISIONER] !== provisioner) {
      const changed = clone(claim);
      changed.metadata.annotations = { ...changed.metadata.annotations, ...annotations };
      const updated = this.#context.client.update(persistentVolumeClaimKind, changed);
      if (!updated.ok) return 'retry';
      told = updated.value;
    }
    const message =
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system ` +
      'administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.';
    this.#recorder.event(told, 'Normal', 'ExternalProvisioning', message);
    return 'done';
  }

  /** A claim that was made before there was a default class gets it now. */
  #giveDefaultClass(claim: PersistentVolumeClaim): Outcome | undefined {
    if (claim.spec.storageClassName !== undefined) return undefined;
    const found = newestDefaultClass(this.#context.informer(storageClassKind).list());
    if (found === undefined) return undefined;
    const changed = clone(claim);
    changed.spec.storageClassName = found.metadata.name;
    return this.#context.client.update(persistentVolumeClaimKind, changed).ok ? 'done' : 'retry';
  }

  #classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    return this.#context.informer(storageClassKind).get(classOfClaim(claim));
  }

  #setPending(claim: PersistentVolumeClaim): Outcome {
    return this.#setStatus(claim, { ...claim.status, phase: 'Pending' });
  }

  #lose(claim: PersistentVolumeClaim, reason: string, message: string): Outcome {
    if (claim.status?.phase === 'Lost') return 'done';
    const outcome = this.#setStatus(claim, { phase: 'Lost' });
    if (outcome === 'done') this.#recorder.event(claim, 'Warning', reason, message);
    return outcome;
  }

  #setStatus(claim: PersistentVolumeClaim, status: NonNullable<PersistentVolumeClaim['status']>): Outcome {
    if (equal(claim.status, status)) return 'done';
    return this.#context.client.updateStatus(persistentVolumeClaimKind, { ...claim, status }).ok ? 'done' : 'retry';
  }
}

/** The volume as one that has this claim; the same when it is so already. */
function volumeForClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { claimRef } = volume.spec;
  if (isVolumeOfClaim(volume, claim) && claimRef?.uid === claim.metadata.uid) return volume;
  const changed = clone(volume);
  if (claimRef === undefined || claimRef.name !== claim.metadata.name) {
    changed.metadata.annotations = { ...changed.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
  }
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  changed.spec.claimRef = {
    kind: 'PersistentVolumeClaim',
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(uid === undefined ? {} : { uid }),
    apiVersion: 'v1',
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
  return changed;
}

/** The claim as one that has this volume; the same when it is so already. */
function claimForVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const named = claim.spec.volumeName === volume.metadata.name;
  if (named && claim.metadata.annotations?.[BIND_COMPLETED] !== undefined) return claim;
  const changed = clone(claim);
  changed.spec.volumeName = volume.metadata.name;
  changed.metadata.annotations = {
    ...changed.metadata.annotations,
    [BIND_COMPLETED]: 'yes',
    ...(named ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }),
  };
  return changed;
}
