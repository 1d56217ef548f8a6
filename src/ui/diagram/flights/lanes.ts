/** The free strips of the picture in which labels stand, so that no label covers a box or another label. */
import { bottom, center, type Rect } from '../graph/geometry';
import { laneOf, placeOf } from '../graph/routes';
import type { Scene } from '../graph/scene';
import type { Lane } from './flight';

/** The strip for what goes between a part and the API server. */
export function laneFor(scene: Scene, actor: string): Lane {
  const { controlPlane, parts } = scene;
  const api = parts['api-server'] ?? controlPlane;
  if (scene.shape === 'tall') return tallLane(scene, actor);
  const y = laneOf(scene);
  if (actor === 'kubectl' || actor === 'laptop' || actor === 'etcd') {
    const room = center(api).x - 52 - controlPlane.x;
    return { name: 'left', at: { x: controlPlane.x + 8 + room / 2, y }, room };
  }
  if (actor === 'scheduler' || actor === 'controller-manager' || actor === 'cloud') {
    const from = center(api).x + 10;
    const room = controlPlane.x + controlPlane.width - from - 12;
    return { name: 'right', at: { x: from + room / 2, y }, room };
  }
  const from = placeOf(scene, actor);
  const aim = from === undefined ? center(api).x : (center(from).x + center(api).x) / 2;
  return { name: 'bus', at: { x: aim, y: scene.bus }, room: 300 };
}

function tallLane({ controlPlane, parts, band }: Scene, actor: string): Lane {
  const api = parts['api-server'] ?? controlPlane;
  const inside = actor === 'kubectl' || actor === 'laptop' || actor === 'etcd';
  const y = inside ? api.y - 14 : controlPlane.y + controlPlane.height - 66;
  return { name: inside ? 'left' : 'right', at: { x: center(band).x, y }, room: band.width - 20 };
}

/** The strip between the laptop and what leads in: the network's. */
export function networkLane(scene: Scene): Lane {
  const { laptop, outside } = scene;
  const x = center(laptop).x;
  if (scene.shape === 'tall') return { name: 'network', at: { x, y: outside.y + 18 }, room: laptop.width };
  return { name: 'network', at: { x, y: (bottom(laptop).y + outside.y) / 2 }, room: laptop.width + 16 };
}

/** At the lower edge of a pod, for what its node does to it. */
export function podLane(key: string, rect: Rect): Lane {
  return {
    name: `pod ${key}`,
    at: { x: center(rect).x, y: rect.y + rect.height + 5 },
    room: Math.max(150, rect.width),
  };
}
