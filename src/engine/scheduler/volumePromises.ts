/** Between the choice of a node and the binding of the pod: volumes are promised, then bound or made, and waited for. */
import { clone } from '../../base/clone';
import { keyOf } from '../../kinds/object';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, SELECTED_NODE } from '../../kinds/storage/bindingAnnotations';
import { type PersistentVolume, persistentVolumeKind } from '../../kinds/storage/persistentVolume';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../kinds/storage/persistentVolumeClaim';
import type { Client } from '../client/client';
import type { Informer } from '../client/informer';
import type { ClaimPlan } from './plugins/volumeBinding';

export class VolumePromises {
  readonly #client: Client;
  readonly #claims: Informer<PersistentVolumeClaim>;
  readonly promised = new Set<string>();

  constructor(client: Client, claims: Informer<PersistentVolumeClaim>) {
    this.#client = client;
    this.#claims = claims;
  }

  /** No other pod gets these volumes from now on. */
  promise(plans: readonly ClaimPlan[]): void {
    for (const { volume } of plans) if (volume !== undefined) this.promised.add(volume.metadata.name);
  }

  release(plans: readonly ClaimPlan[]): void {
    for (const { volume } of plans) if (volume !== undefined) this.promised.delete(volume.metadata.name);
  }

  /** Asks for what was planned; a sentence when that was refused. */
  begin(plans: readonly ClaimPlan[], nodeName: string): string | undefined {
    for (const { claim, volume } of plans) {
      const done =
        volume === undefined
          ? this.#client.update(persistentVolumeClaimKind, forNode(claim, nodeName))
          : this.#client.update(persistentVolumeKind, forClaim(volume, claim));
      if (!done.ok) return done.error.message ?? '';
    }
    return undefined;
  }

  /** True once all claims have their volumes. */
  isDone(plans: readonly ClaimPlan[]): boolean {
    return plans.every(({ claim }) => {
      const now = this.#claims.get(keyOf(claim));
      return now?.metadata.annotations?.[BIND_COMPLETED] !== undefined && now.spec.volumeName !== undefined;
    });
  }

  /** A sentence when they never will: a claim is gone, or its provisioner gave the node up. */
  failure(plans: readonly ClaimPlan[], nodeName: string): string | undefined {
    for (const { claim, volume } of plans) {
      const now = this.#claims.get(keyOf(claim));
      const { name } = claim.metadata;
      if (now === undefined) return `persistentvolumeclaim "${name}" not found`;
      if (now.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
      const selected = now.metadata.annotations?.[SELECTED_NODE];
      const bound = now.metadata.annotations?.[BIND_COMPLETED] !== undefined;
      if (volume === undefined && !bound && selected !== nodeName)
        return `selectedNode annotation reset for PVC "${name}"`;
    }
    return undefined;
  }
}

function forNode(claim: PersistentVolumeClaim, nodeName: string): PersistentVolumeClaim {
  const changed = clone(claim);
  changed.metadata.annotations = { ...changed.metadata.annotations, [SELECTED_NODE]: nodeName };
  return changed;
}

function forClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const changed = clone(volume);
  changed.metadata.annotations = { ...changed.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
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
