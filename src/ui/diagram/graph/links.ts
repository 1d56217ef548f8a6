/** Which lines there are: what a service leads to, what a workload owns. Many pods on a node share one line to it. */
import { controllerOf } from '../../../kinds/object';
import type { Point } from './geometry';
import { doorOf, wayIntoField, wayOfOwnership } from './routes';
import type { NodeBox, PodItem, Scene, ServiceItem, WorkloadItem } from './scene';

export interface Link {
  readonly key: string;
  readonly way: readonly Point[];
  /** The pods (`namespace/name`) that it leads to. */
  readonly pods: readonly string[];
}

/** From a service to the pods that it sends traffic to. */
export function linksOfService(scene: Scene, service: ServiceItem): readonly Link[] {
  const endpoints = new Set(service.endpoints);
  return scene.nodes.flatMap((box) => {
    const pods = box.pods.filter(({ key }) => endpoints.has(key));
    return linksInto(scene, box, pods, 0, (rect) => wayIntoField(scene, service.rect, rect, box));
  });
}

/** From a workload to the pods that it itself owns. */
export function linksOfOwner(scene: Scene, owner: WorkloadItem): readonly Link[] {
  const { uid } = owner.object.metadata;
  const owned = ({ pod }: PodItem) => controllerOf(pod)?.uid === uid;
  const placed = scene.nodes.flatMap((box) =>
    linksInto(scene, box, box.pods.filter(owned), 12, (rect) => wayOfOwnership(scene, owner.rect, rect, box)),
  );
  const waiting = scene.pending
    .filter(owned)
    .map(({ key, rect }) => ({ key, pods: [key], way: wayOfOwnership(scene, owner.rect, rect, undefined) }));
  return [...placed, ...waiting];
}

function linksInto(
  scene: Scene,
  box: NodeBox,
  pods: readonly PodItem[],
  offset: number,
  wayTo: (rect: PodItem['rect']) => readonly Point[],
): readonly Link[] {
  if (pods.length === 0) return [];
  if (scene.density === 'cards') return pods.map(({ key, rect }) => ({ key, pods: [key], way: wayTo(rect) }));
  return [{ key: box.name, pods: pods.map(({ key }) => key), way: wayTo(doorOf(box, offset)) }];
}
