/** The ways between things of the Docker host: along its gutters and the strip above the groups, never across a box. */
import { bottom, center, left, type Point, type Rect, right, top } from '../graph/geometry';
import type { DockerScene } from './dockerScene';

/** The margin left of a cluster's picture, in which the laptop's lines to its Docker host run. */
const MARGIN = 10;

/** The way from one actor of the trace to another; undefined when it is none of the Docker host's. */
export function wayOnDockerHost(
  scene: DockerScene,
  [from, a]: readonly [string, Rect],
  [to, b]: readonly [string, Rect],
): readonly Point[] | undefined {
  const kinds = [kindOf(from), kindOf(to)];
  if (kinds.includes(undefined)) return undefined;
  const forth = oneWay(scene, kinds[0], kinds[1], a, b);
  if (forth !== undefined) return forth;
  const back = oneWay(scene, kinds[1], kinds[0], b, a);
  return back && [...back].reverse();
}

type Kind = 'client' | 'daemon' | 'socket' | 'bridge' | 'container' | 'registry';

function kindOf(actor: string): Kind | undefined {
  if (actor === 'laptop' || actor === 'docker') return 'client';
  if (actor === 'dockerd') return 'daemon';
  if (actor === 'registry') return actor;
  const [kind] = actor.split('/');
  if (kind === 'docker-proxy') return 'socket';
  return kind === 'bridge' || kind === 'container' ? kind : undefined;
}

function oneWay(
  scene: DockerScene,
  from: Kind | undefined,
  to: Kind | undefined,
  a: Rect,
  b: Rect,
): readonly Point[] | undefined {
  if (from === 'client' && to === 'daemon') return toDaemon(scene, a, b);
  if (from === 'client' && to === 'socket') return [...toGutter(scene, a, center(b).y), left(b)];
  if (from === 'socket' && to === 'bridge') {
    return [right(a), { x: groupsGutter(scene), y: center(a).y }, ...toHead(scene, b)];
  }
  if (from === 'client' && to === 'bridge') {
    const { lane } = scene.frame;
    return [...toGutter(scene, a, lane), { x: groupsGutter(scene), y: lane }, ...toHead(scene, b)];
  }
  if (from === 'bridge' && to === 'container') return intoGroup(a, b);
  if (from === 'daemon' && to === 'registry') return toRegistry(scene, a, b);
  return undefined;
}

/** The gap between the ports and the groups. */
function groupsGutter({ ports, frame }: DockerScene): number {
  return (ports.x + ports.width + frame.groups.x) / 2;
}

function toDaemon({ frame }: DockerScene, from: Rect, daemon: Rect): readonly Point[] {
  if (frame.size === 'stage') return [bottom(from), top(daemon)];
  if (frame.size === 'tall' && frame.parts['docker'] !== undefined) return [right(from), left(daemon)];
  const x = frame.size === 'tall' ? frame.gutter : MARGIN;
  return [left(from), { x, y: center(from).y }, { x, y: center(daemon).y }, left(daemon)];
}

/** From a client to a height in the gutter between the left column and the rest. */
function toGutter({ frame, ports }: DockerScene, from: Rect, y: number): readonly Point[] {
  if (frame.size === 'stage') return [right(from), { x: frame.gutter, y: center(from).y }, { x: frame.gutter, y }];
  if (frame.size === 'tall') {
    const start = frame.parts['laptop'] === undefined ? left(from) : bottom(from);
    const x = ports.x - 7;
    const turn = frame.parts['laptop'] === undefined ? [{ x: frame.gutter, y: start.y }] : [];
    const last = turn.at(-1) ?? start;
    return [start, ...turn, { x: last.x, y: frame.lane }, { x, y: frame.lane }, { x, y }];
  }
  const x = MARGIN + 4;
  const start = left(from);
  const daemon = frame.parts['dockerd'];
  const under = daemon === undefined ? frame.lane : daemon.y + daemon.height + 12;
  return [start, { x, y: start.y }, { x, y: under }, { x: frame.gutter, y: under }, { x: frame.gutter, y }];
}

/** From the gutter before the groups to the head of one; to one that stands beside others above those. */
function toHead(scene: DockerScene, head: Rect): readonly Point[] {
  const x = groupsGutter(scene);
  const { groups } = scene.frame;
  if (head.x < groups.x + 20) return [{ x, y: center(head).y }, left(head)];
  const y = groups.y - 6;
  const beside = head.x - 8;
  return [{ x, y }, { x: beside, y }, { x: beside, y: center(head).y }, left(head)];
}

/** From the head of a group to one of its containers: along the head's lower edge, down beside the tiles. */
function intoGroup(head: Rect, tile: Rect): readonly Point[] {
  const y = head.y + head.height + 1;
  const start = left(head);
  const first = tile.y - y < 12;
  if (first) return [start, { x: start.x, y }, { x: tile.x + 18, y }, { x: tile.x + 18, y: tile.y }];
  const x = tile.x - 4;
  return [start, { x: start.x, y }, { x, y }, { x, y: center(tile).y }, left(tile)];
}

function toRegistry({ frame, region }: DockerScene, daemon: Rect, registry: Rect): readonly Point[] {
  if (frame.size === 'tall') {
    const x = frame.width - frame.gutter;
    const y = registry.y + 20;
    return [right(daemon), { x, y: center(daemon).y }, { x, y }, { x: registry.x + registry.width, y }];
  }
  const x = (region.x + region.width + registry.x) / 2;
  const y = frame.size === 'stage' ? frame.lane - 6 : frame.lane;
  return [
    right(daemon),
    { x: frame.gutter, y: center(daemon).y },
    { x: frame.gutter, y },
    { x, y },
    { x, y: registry.y + 22 },
    { x: registry.x, y: registry.y + 22 },
  ];
}

/**
 * From the registry to where an image stands (or, without a place of its own yet, beside the last tower): over the
 * gutter, along the upper edge of the images, down.
 */
export function wayToTower(scene: DockerScene, plate: Rect | undefined): readonly Point[] {
  const { frame, images, registry, transfers, region } = scene;
  const towers = scene.plates.reduce((x, { rect }) => Math.max(x, rect.x + rect.width), images.x);
  const x = plate === undefined ? Math.min(towers + 30, images.x + images.width - 12) : center(plate).x;
  const y = plate === undefined ? images.y + images.height - 16 : plate.y;
  const above = images.y + 8;
  const tall = frame.size === 'tall';
  const gutter = tall ? frame.width - frame.gutter : (region.x + region.width + registry.x) / 2;
  const from = { x: tall ? registry.x + registry.width : registry.x, y: transfers.y + 26 };
  return [from, { x: gutter, y: from.y }, { x: gutter, y: above }, { x, y: above }, { x, y }];
}

/** From a container to its image's name: down beside its column, along the upper edge of the images, in from the left. */
export function wayToImage(scene: DockerScene, tile: Rect, plate: Rect): readonly Point[] {
  const x = tile.x - 4;
  const y = scene.frame.size === 'strip' ? scene.groups.reduce(lowest, 0) + 5 : scene.images.y - 4;
  const down = [left(tile), { x, y: center(tile).y }, { x, y }];
  return [...down, { x: plate.x - 3, y }, { x: plate.x - 3, y: center(plate).y }, left(plate)];
}

/** From a container to a volume that is mounted into it. */
export function wayToVolume(scene: DockerScene, tile: Rect, volume: Rect): readonly Point[] {
  const x = tile.x - 4;
  const y = scene.images.y - 8;
  const down = [left(tile), { x, y: center(tile).y }, { x, y }];
  if (scene.frame.size === 'tall') {
    const edge = scene.frame.gutter + 6;
    return [...down, { x: edge, y }, { x: edge, y: center(volume).y }, left(volume)];
  }
  const { gutter } = scene.frame;
  return [...down, { x: gutter, y }, { x: gutter, y: center(volume).y }, right(volume)];
}

function lowest(y: number, { rect }: { readonly rect: Rect }): number {
  return Math.max(y, rect.y + rect.height);
}
