/** Which objects belong together: owners and owned, selectors and selected. */
import type { ObjectName } from '../../engine/trace';
import { resourceName } from '../../kinds/kind';
import { type ClusterObject, controllerOf } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { kindOfObject } from '../../kinds/registry';
import { plainName } from '../parts/imagesEverywhere';

type Objects = Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;

function nameOf(resource: string, { metadata }: ClusterObject): ObjectName {
  const { namespace = '', name, uid } = metadata;
  return { resource, namespace, name, ...(uid === undefined ? {} : { uid }) };
}

/** The object's managing controller, or any owner. */
export function ownerName(object: ClusterObject): ObjectName | undefined {
  const owner = controllerOf(object) ?? object.metadata.ownerReferences?.[0];
  if (owner === undefined) return undefined;
  const kind = kindOfObject(owner.apiVersion, owner.kind);
  if (kind === undefined) return undefined;
  return {
    resource: resourceName(kind),
    namespace: kind.namespaced ? (object.metadata.namespace ?? '') : '',
    name: owner.name,
    uid: owner.uid,
  };
}

/** What has this object as its owner. */
export function ownedBy(objects: Objects, uid: string | undefined): ObjectName[] {
  if (uid === undefined) return [];
  return Object.entries(objects).flatMap(([resource, all]) =>
    resource === 'events'
      ? []
      : Object.values(all)
          .filter((object) => object.metadata.ownerReferences?.some((owner) => owner.uid === uid))
          .map((object) => nameOf(resource, object)),
  );
}

/** Pods on a node. */
export function podsOn(objects: Objects, node: string): ObjectName[] {
  return Object.values(objects['pods'] ?? {})
    .filter((pod) => (pod as { spec?: { nodeName?: string } }).spec?.nodeName === node)
    .map((pod) => nameOf('pods', pod));
}

/** Pods on some nodes that an image of these names was asked for by. */
export function podsFrom(objects: Objects, nodes: readonly string[], images: readonly string[]): ObjectName[] {
  const wanted = new Set(images.map(plainName));
  return Object.values(objects['pods'] ?? {})
    .filter((object) => {
      const { nodeName = '', containers } = (object as Pod).spec;
      return nodes.includes(nodeName) && containers.some(({ image = '' }) => wanted.has(plainName(image)));
    })
    .map((pod) => nameOf('pods', pod));
}

/** Pods that an equality selector picks, in its namespace. An empty selector picks none, as for Services. */
export function podsSelected(
  objects: Objects,
  namespace: string,
  selector: Readonly<Record<string, string>> | undefined,
): ObjectName[] {
  const wanted = Object.entries(selector ?? {});
  if (wanted.length === 0) return [];
  return Object.values(objects['pods'] ?? {})
    .filter(({ metadata }) => (metadata.namespace ?? '') === namespace)
    .filter(({ metadata }) => wanted.every(([key, value]) => metadata.labels?.[key] === value))
    .map((pod) => nameOf('pods', pod));
}
