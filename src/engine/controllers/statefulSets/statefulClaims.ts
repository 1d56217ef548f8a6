/** The claims of a StatefulSet's pods: made from its templates, and kept or deleted as its retention policy says. */
import { equal } from '../../../base/equality';
import { type StatefulSet, statefulSetKind } from '../../../kinds/apps/statefulSet';
import { keyOf, type OwnerReference } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../../kinds/storage/persistentVolumeClaim';
import type { Client } from '../../client/client';
import type { EventRecorder } from '../../client/eventRecorder';
import type { Informer } from '../../client/informer';
import { controllerReference } from '../replicas/podControl';
import { claimsOf } from './statefulPod';

export class StatefulClaims {
  readonly #client: Client;
  readonly #recorder: EventRecorder;
  readonly #known: Informer<PersistentVolumeClaim>;

  constructor(client: Client, recorder: EventRecorder, known: Informer<PersistentVolumeClaim>) {
    this.#client = client;
    this.#recorder = recorder;
    this.#known = known;
  }

  /** Makes those that are missing. True when all went well. */
  create(set: StatefulSet, pod: Pod, ordinal: number): boolean {
    let done = true;
    for (const [, claim] of claimsOf(set, ordinal)) {
      const wanted = { ...claim, apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as PersistentVolumeClaim;
      if (this.#known.get(keyOf(wanted)) !== undefined) continue;
      const created = this.#client.create(persistentVolumeClaimKind, wanted);
      const text = `create Claim ${wanted.metadata.name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
      if (created.ok) this.#recorder.event(set, 'Normal', 'SuccessfulCreate', `${text} success`);
      else if (created.error.reason !== 'AlreadyExists') {
        const message = created.error.message ?? '';
        this.#recorder.event(set, 'Warning', 'FailedCreate', `${text} failed error: ${message}`);
        done = false;
      }
    }
    return done;
  }

  /** What deletes them: the end of the set, the end of a pod that is no longer wanted, or nothing. */
  retain(set: StatefulSet, pod: Pod, ordinal: number): boolean {
    if (pod.metadata.uid === undefined) return true;
    const { whenDeleted = 'Retain', whenScaled = 'Retain' } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
    const start = set.spec.ordinals?.start ?? 0;
    const isCondemned = ordinal < start || ordinal >= start + (set.spec.replicas ?? 1);
    const goesWithPod = whenScaled === 'Delete' && isCondemned;
    const goesWithSet = whenDeleted === 'Delete' && !goesWithPod;
    const owners: readonly (readonly [OwnerReference, boolean])[] = [
      [controllerReference(statefulSetKind, set), goesWithSet],
      [controllerReference(podKind, pod), goesWithPod],
    ];
    return claimsOf(set, ordinal).every(([, { metadata }]) => {
      const claim = this.#known.get(`${set.metadata.namespace}/${metadata?.name}`);
      return claim === undefined || this.#setOwners(claim, owners);
    });
  }

  #setOwners(claim: PersistentVolumeClaim, owners: readonly (readonly [OwnerReference, boolean])[]): boolean {
    const before = claim.metadata.ownerReferences ?? [];
    const others = before.filter(({ uid }) => owners.every(([owner]) => owner.uid !== uid));
    const kept = before.filter(({ uid }) => owners.some(([owner, wanted]) => wanted && owner.uid === uid));
    const added = owners.filter(([owner, wanted]) => wanted && before.every(({ uid }) => uid !== owner.uid));
    const after = [...others, ...kept, ...added.map(([owner]) => owner)];
    if (equal(before, after)) return true;
    const { ownerReferences: _, ...metadata } = claim.metadata;
    const draft = { ...claim, metadata: after.length === 0 ? metadata : { ...metadata, ownerReferences: after } };
    return this.#client.update(persistentVolumeClaimKind, draft).ok;
  }
}
