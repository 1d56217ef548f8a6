import type { ObjectName } from '../../../engine/trace';
import type { ClusterObject } from '../../../kinds/object';
import { containerName, imageName, networkName, shortId, volumeName } from '../../parts/dockerNames';
import type { Rect } from './geometry';
import type { Scene } from './scene';

export interface Found {
  readonly object: ObjectName;
  readonly rect: Rect;
}

/** The first thing in the picture whose name (or, on the Docker host, ID) has that text in it; `wanted` in small letters. */
export function findByName(scene: Scene, wanted: string): Found | undefined {
  for (const { object, rect } of candidates(scene)) {
    const { name, uid = '' } = object;
    if (name.toLowerCase().includes(wanted)) return { object, rect };
    if (object.resource.endsWith('.docker') && wanted.length >= 4 && shortId(uid).startsWith(wanted)) {
      return { object, rect };
    }
  }
  return undefined;
}

function* candidates(scene: Scene): Generator<Found> {
  const pods = [...scene.nodes.flatMap((box) => box.pods), ...scene.pending];
  for (const { pod, rect } of pods) yield { object: nameOf('pods', pod), rect };
  for (const { service, rect } of scene.services) yield { object: nameOf('services', service), rect };
  for (const { node, rect } of scene.nodes) yield { object: nameOf('nodes', node), rect };
  const { docker } = scene;
  if (docker === undefined) return;
  for (const { items } of docker.groups) {
    for (const { container, rect } of items) yield { object: containerName(container), rect };
  }
  for (const { image, rect } of docker.plates) yield { object: imageName(image), rect };
  for (const { network, rect } of docker.groups)
    if (network !== undefined) yield { object: networkName(network), rect };
  for (const { volume, rect } of docker.volumes) yield { object: volumeName(volume), rect };
}

function nameOf(resource: string, { metadata }: ClusterObject): ObjectName {
  const { name, namespace = '', uid = '' } = metadata;
  return { resource, namespace, name, uid };
}
