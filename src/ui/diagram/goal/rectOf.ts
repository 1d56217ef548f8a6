/** Where something stands in the picture that a condition is about. */
import { findContainer } from '../docker/dockerScene';
import type { Rect } from '../graph/geometry';
import type { Scene } from '../graph/scene';

type Finder = (scene: Scene, uid: string, name: string) => Rect | undefined;

const workload: Finder = ({ workloads }, uid) => workloads.find(({ object }) => object.metadata.uid === uid)?.rect;

/** By the kind's name in conditions. What is not listed is not in the picture. */
const FINDERS: Readonly<Record<string, Finder>> = {
  Pod: ({ nodes, pending }, uid) =>
    [...nodes.flatMap(({ pods }) => pods), ...pending].find(({ pod }) => pod.metadata.uid === uid)?.rect,
  Service: ({ services }, uid) => services.find(({ service }) => service.metadata.uid === uid)?.rect,
  Node: ({ nodes }, uid) => nodes.find(({ node }) => node.metadata.uid === uid)?.rect,
  ReplicationController: workload,
  ReplicaSet: workload,
  Deployment: workload,
  container: ({ docker }, uid) => docker && findContainer(docker, uid)?.rect,
  image: ({ docker }, uid) => docker?.plates.find(({ image }) => image.id === uid)?.rect,
  repository: ({ docker }, _, name) => docker?.repositories.find(({ key }) => endsWith(key, name))?.rect,
};

export function rectOf(scene: Scene, kind: string, uid: string, name: string): Rect | undefined {
  return FINDERS[kind]?.(scene, uid, name);
}

function endsWith(key: string, name: string): boolean {
  return key === name || key.endsWith(`/${name}`);
}
