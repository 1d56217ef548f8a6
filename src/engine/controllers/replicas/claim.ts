/** Adoption and release: an owner takes orphans that its selector matches and lets go of what no longer matches. */
import type { Kind } from '../../../kinds/kind';
import type { ClusterObject, OwnerReference } from '../../../kinds/object';
import type { Client } from '../../client/client';

export interface Claimant {
  readonly client: Client;
  readonly owner: ClusterObject;
  readonly ownerKind: Kind;
  readonly reference: OwnerReference;
  /** What adopted objects are held by, beside their owner. */
  readonly finalizer?: string;
  matches(labels: Readonly<Record<string, string>> | undefined): boolean;
}

/**
 * The objects that belong to the owner, after releasing some of those that it owns and adopting some `orphans`. `failed`
 * is true when the server refused one of it, so that the owner must be looked at again.
 */
export function claim<T extends ClusterObject>(
  by: Claimant,
  kind: Kind<T>,
  owned: readonly T[],
  orphans: readonly T[],
): { readonly claimed: T[]; readonly failed: boolean } {
  const claimed: T[] = [];
  let failed = false;
  const isDeleted = by.owner.metadata.deletionTimestamp !== undefined;
  for (const object of owned) {
    if (by.matches(object.metadata.labels)) claimed.push(object);
    else if (!isDeleted) failed = !release(by, kind, object) || failed;
  }
  const adoptable = orphans.filter(
    ({ metadata }) => !isDeleted && metadata.deletionTimestamp === undefined && by.matches(metadata.labels),
  );
  if (adoptable.length === 0) return { claimed, failed };
  const mayAdopt = isStillThere(by);
  for (const object of adoptable) {
    if (mayAdopt && adopt(by, kind, object)) claimed.push(object);
    else failed = true;
  }
  return { claimed, failed };
}

/** The owner's cached copy may be of one that was deleted and made anew: ask the server before adopting. */
function isStillThere(by: Claimant): boolean {
  const { name, namespace, uid } = by.owner.metadata;
  const fresh = by.client.get(by.ownerKind, name, namespace);
  return fresh.ok && fresh.value.metadata.uid === uid && fresh.value.metadata.deletionTimestamp === undefined;
}

function adopt<T extends ClusterObject>(by: Claimant, kind: Kind<T>, object: T): boolean {
  const finalizers = by.finalizer === undefined ? {} : { finalizers: [by.finalizer] };
  const patch = { metadata: { ownerReferences: [by.reference], uid: object.metadata.uid, ...finalizers } };
  return by.client.patch(kind, object.metadata.name, object.metadata.namespace, patch, { type: 'strategic' }).ok;
}

function release<T extends ClusterObject>(by: Claimant, kind: Kind<T>, object: T): boolean {
  const patch = {
    metadata: {
      ownerReferences: [{ $patch: 'delete', uid: by.owner.metadata.uid }],
      uid: object.metadata.uid,
    },
  };
  const released = by.client.patch(kind, object.metadata.name, object.metadata.namespace, patch, { type: 'strategic' });
  // Gone, or no longer the same object: nothing is left to release.
  return released.ok || released.error.reason === 'NotFound' || released.error.reason === 'Invalid';
}
