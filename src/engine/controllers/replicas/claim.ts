/** Adoption and release: an owner takes orphans that its selector matches and lets go of what no longer matches. */
import type { Kind } from '../../../kinds/kind';
import { type ClusterObject, controllerOf, type OwnerReference } from '../../../kinds/object';
import type { Client } from '../../client/client';

export interface Claimant {
  readonly client: Client;
  readonly owner: ClusterObject;
  readonly ownerKind: Kind;
  readonly reference: OwnerReference;
  matches(labels: Readonly<Record<string, string>> | undefined): boolean;
}

/**
 * The candidates that belong to the owner, after adopting and releasing. `failed` is true when the server refused one
 * of it, so that the owner must be looked at again.
 */
export function claim<T extends ClusterObject>(
  by: Claimant,
  kind: Kind<T>,
  candidates: readonly T[],
): { readonly claimed: T[]; readonly failed: boolean } {
  const claimed: T[] = [];
  let failed = false;
  let mayAdopt: boolean | undefined;
  for (const object of candidates) {
    const controller = controllerOf(object);
    const matches = by.matches(object.metadata.labels);
    if (controller !== undefined) {
      if (controller.uid !== by.owner.metadata.uid) continue;
      if (matches) claimed.push(object);
      else if (by.owner.metadata.deletionTimestamp === undefined) failed = !release(by, kind, object) || failed;
      continue;
    }
    if (!matches || by.owner.metadata.deletionTimestamp !== undefined) continue;
    if (object.metadata.deletionTimestamp !== undefined) continue;
    mayAdopt ??= isStillThere(by);
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
  const patch = { metadata: { ownerReferences: [by.reference], uid: object.metadata.uid } };
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
