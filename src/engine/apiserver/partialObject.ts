import type { ClusterObject } from '../../kinds/object';

/** An object with nothing but its metadata (meta.k8s.io/v1 PartialObjectMetadata). */
export function partial(object: ClusterObject): ClusterObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
