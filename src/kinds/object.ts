/** What every API object has. Stored objects are frozen plain data; a change is a new object. */
import type { ObjectMeta as Meta, OwnerReference } from 'kubernetes-types/meta/v1';

export type { OwnerReference };

export interface ObjectMeta extends Meta {
  /** '' until the API server has named it (generateName). */
  name: string;
}

export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface ObjectList<T> {
  apiVersion: string;
  kind: string;
  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number };
  items: T[];
}

/** The name of an object for logs and traces: `namespace/name`, or `name` when it has no namespace. */
export function keyOf(object: ClusterObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** The reference that marks the object's managing controller, if it has one. */
export function controllerOf(object: ClusterObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}
