/** The ways between things: along the gutters, never across a box. */
import { wayOnDockerHost } from '../docker/ways';
import { bottom, center, left, type Point, type Rect, right, top } from './geometry';
import { GUTTER, PAD } from './layout';
import type { NodeBox, Scene } from './scene';

/** Where a party of the trace stands; undefined when it is not in the picture. */
export function placeOf(scene: Scene, actor: string): Rect | undefined {
  const part = scene.parts[actor];
  if (part !== undefined) return part;
  if (actor.startsWith('pod/')) return podRect(scene, actor.slice('pod/'.length));
  if (actor === 'load-balancer') return scene.balancers[0]?.rect;
  if (actor.startsWith('workload/')) {
    return scene.workloads.find(({ key }) => key === actor.slice('workload/'.length))?.rect;
  }
  if (actor === 'visitors') {
    const { x, y, width } = scene.outside;
    return { x: x + width - 70, y: y + 9, width: 58, height: 22 };
  }
  if (actor === 'diagram' || actor === 'lesson') return scene.parts['laptop'];
  return undefined;
}

function podRect(scene: Scene, key: string): Rect | undefined {
  for (const box of scene.nodes) {
    const item = box.pods.find((pod) => pod.key === key);
    if (item !== undefined) return item.rect;
  }
  return scene.pending.find((pod) => pod.key === key)?.rect;
}

/** The way from a party to the API server. */
export function wayToApiServer(scene: Scene, actor: string): readonly Point[] | undefined {
  const api = scene.parts['api-server'];
  const from = placeOf(scene, actor);
  if (api === undefined || from === undefined) return undefined;
  if (scene.shape === 'tall') return tallWay(scene, actor, from, api);
  if (actor === 'etcd') return [right(from), left(api)];
  if (actor === 'kubectl' || actor === 'laptop') {
    const start = right(from);
    const y = laneOf(scene);
    const turn = scene.laptop.x + scene.laptop.width + GUTTER / 2;
    return [
      start,
      { x: turn, y: start.y },
      { x: turn, y },
      { x: center(api).x - 40, y },
      { x: center(api).x - 40, y: api.y + api.height },
    ];
  }
  if (actor === 'scheduler' || actor === 'controller-manager') {
    const start = left(from);
    const end = { x: api.x + api.width, y: actor === 'scheduler' ? center(api).y - 16 : center(api).y + 16 };
    const middle = (start.x + end.x) / 2;
    return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
  }
  if (actor === 'cloud') {
    const y = scene.controlPlane.y + 18;
    return [top(from), { x: top(from).x, y }, { x: center(api).x, y }, top(api)];
  }
  const box = scene.nodes.find(({ name }) => actor.endsWith(`/${name}`));
  if (box !== undefined) return wayFromNode(scene, box, from);
  return undefined;
}

/** The free strip at the lower edge of the control plane: the laptop's line and the words run in it. */
export function laneOf({ controlPlane }: Scene): number {
  return controlPlane.y + controlPlane.height - 11;
}

/** Everything below one another: what isn't beside the API server reaches it along the left edge. */
function tallWay(scene: Scene, actor: string, from: Rect, api: Rect): readonly Point[] {
  if (actor === 'etcd') return [top(from), bottom(api)];
  if (actor === 'scheduler' || actor === 'controller-manager') {
    return [left(from), { x: api.x + api.width, y: center(from).y }];
  }
  if (actor === 'cloud') {
    const x = api.x + api.width + 6;
    return [
      left(from),
      { x, y: center(from).y },
      { x, y: api.y + api.height - 8 },
      { x: x - 6, y: api.y + api.height - 8 },
    ];
  }
  if (actor === 'kubectl' || actor === 'laptop') {
    const x = actor === 'kubectl' ? from.x + from.width - 24 : from.x + 24;
    return [
      { x, y: from.y + from.height },
      { x: Math.min(x, api.x + api.width - 12), y: api.y },
    ];
  }
  const start = left(from);
  return [start, { x: scene.bus, y: start.y }, { x: scene.bus, y: center(api).y }, left(api)];
}

function wayFromNode(scene: Scene, box: NodeBox, from: Rect): readonly Point[] {
  const api = scene.parts['api-server'] as Rect;
  const door = bottom(api);
  const start = top(from);
  const bus = scene.bus;
  if (box.row === 0) return [start, { x: start.x, y: bus }, { x: door.x, y: bus }, door];
  // a lower row is reached down the gutter at the left of its column
  const gutter = box.rect.x - GUTTER / 2;
  const above = box.rect.y - 12;
  return [start, { x: start.x, y: above }, { x: gutter, y: above }, { x: gutter, y: bus }, { x: door.x, y: bus }, door];
}

/** The way from a service (or what stands left of the nodes) to a pod or a node. */
export function wayIntoField(scene: Scene, from: Rect, target: Rect, box: NodeBox | undefined): readonly Point[] {
  const start = right(from);
  if (scene.shape === 'tall') {
    const edge = scene.bounds.width - scene.bus;
    return [start, { x: edge, y: start.y }, { x: edge, y: center(target).y }, right(target)];
  }
  const first = scene.outside.x + scene.outside.width + GUTTER / 2;
  if (box === undefined || box.column === 0) {
    return [start, { x: first, y: start.y }, ...intoBox(first, target, box)];
  }
  const gutter = box.rect.x - GUTTER / 2;
  const below = box.rect.y + box.rect.height + 14;
  return [
    start,
    { x: first, y: start.y },
    { x: first, y: below },
    { x: gutter, y: below },
    ...intoBox(gutter, target, box),
  ];
}

/** From the gutter at the left of a box to one of its tiles: past the tiles before it, above their row. */
function intoBox(gutter: number, target: Rect, box: NodeBox | undefined): readonly Point[] {
  const end = left(target);
  if (box === undefined || target.x < box.rect.x + PAD + 4) return [{ x: gutter, y: end.y }, end];
  const y = target.y - 4;
  const x = target.x + 14;
  return [
    { x: gutter, y },
    { x, y },
    { x, y: target.y },
  ];
}

/** The box that a pod (`namespace/name`) or a part of a node stands in. */
function boxOf(scene: Scene, actor: string): NodeBox | undefined {
  if (actor.startsWith('pod/')) {
    const key = actor.slice('pod/'.length);
    return scene.nodes.find((box) => box.pods.some((pod) => pod.key === key));
  }
  return scene.nodes.find(({ name }) => actor.endsWith(`/${name}`));
}

/** The way between two stops of a network exchange. */
export function wayBetween(scene: Scene, from: string, to: string): readonly Point[] | undefined {
  const a = placeOf(scene, from);
  const b = placeOf(scene, to);
  if (a === undefined || b === undefined || a === b) return undefined;
  const onHost = scene.docker && wayOnDockerHost(scene.docker, [from, a], [to, b]);
  if (onHost !== undefined) return onHost;
  const boxA = boxOf(scene, from);
  const boxB = boxOf(scene, to);
  if (boxA === undefined && boxB === undefined) return straightDown(a, b);
  if (boxA === undefined) return wayIntoField(scene, a, b, boxB);
  if (boxB === undefined) return [...wayIntoField(scene, b, a, boxA)].reverse();
  if (boxA === boxB) return [center(a), center(b)];
  if (scene.shape === 'tall') return wayIntoField(scene, a, b, boxB);
  return wayAcross(boxA, a, boxB, b);
}

/** The way of an image's layers to a node: above the Docker host, then between the nodes; undefined where it is folded away. */
export function wayFromRegistry({ docker, nodes, shape }: Scene, node: string): readonly Point[] | undefined {
  const box = nodes.find(({ name }) => name === node);
  if (docker === undefined || box === undefined || shape === 'tall') return undefined;
  const { registry, region } = docker;
  const below = region.y - 9;
  const end = bottom(box.rect);
  const last = !nodes.some(({ row }) => row > box.row);
  const gutter = box.rect.x - GUTTER / 2;
  const up = last
    ? []
    : [
        { x: gutter, y: below },
        { x: gutter, y: end.y + 12 },
      ];
  const aim = last ? below : end.y + 12;
  return [top(registry), { x: center(registry).x, y: below }, ...up, { x: end.x, y: aim }, end];
}

/** The way from what keeps pods to one of them, beside the lines of the network. */
export function wayOfOwnership(scene: Scene, from: Rect, target: Rect, box: NodeBox | undefined): readonly Point[] {
  const start = bottom(from);
  const x = start.x - 24;
  if (box === undefined) {
    const y = scene.band.y + scene.band.height + 6;
    return [{ x, y: start.y }, { x, y }, { x: center(target).x, y }, bottom(target)];
  }
  if (scene.shape === 'tall') {
    const edge = scene.bus + 7;
    return [left(from), { x: edge, y: center(from).y }, { x: edge, y: center(target).y }, left(target)];
  }
  const y = scene.band.y + scene.band.height + 6;
  const gutter = box.rect.x - 7;
  return [{ x, y: start.y }, { x, y }, { x: gutter, y }, ...intoBox(gutter, target, box)];
}

/** Where one line to a node stands for those to all of its pods, when they are many. */
export function doorOf({ rect }: NodeBox, offset: number): Rect {
  return { x: rect.x, y: rect.y + 60 + offset, width: rect.width, height: 20 };
}

function straightDown(a: Rect, b: Rect): readonly Point[] {
  return a.y < b.y ? [bottom(a), top(b)] : [top(a), bottom(b)];
}

function wayAcross(boxA: NodeBox, a: Rect, boxB: NodeBox, b: Rect): readonly Point[] {
  const gutterA = boxA.rect.x - GUTTER / 2;
  const gutterB = boxB.rect.x - GUTTER / 2;
  const below = Math.max(boxA.rect.y + boxA.rect.height, boxB.rect.y + boxB.rect.height) + 14;
  return [
    left(a),
    { x: gutterA, y: center(a).y },
    { x: gutterA, y: below },
    { x: gutterB, y: below },
    { x: gutterB, y: center(b).y },
    left(b),
  ];
}
