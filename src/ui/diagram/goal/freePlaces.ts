/** Places in the picture that nothing takes, where something new of a kind would appear. */
import type { NetworkGroup } from '../docker/placeContainers';
import type { Rect } from '../graph/geometry';
import { pendingGrid } from '../graph/placeNodes';
import type { Scene } from '../graph/scene';
import { workloadGrid } from '../graph/workloads';

type Finder = (scene: Scene, count: number) => readonly Rect[];

const SERVICE = { height: 58, gap: 14, top: 38, side: 16 };
const CONTAINER = { head: 26, pad: 10, gap: 8, height: 94 };
const IMAGE = { height: 40, width: 96, gap: 8 };
const REPOSITORY = { top: 36, pitch: 38, side: 12 };
/** Lower than this nothing can be read. */
const LOWEST = 26;
const EDGE = 19;

/** In the order in which they would be taken; at most `count`, and none for kinds that are not in the picture. */
export function freePlaces(scene: Scene, kind: string, count: number): readonly Rect[] {
  return (FINDERS[kind]?.(scene, count) ?? []).slice(0, count);
}

/** Where what is missing is told when there is no free place for it: a line at the edge of where it belongs. */
export function edgeFor({ cluster, docker, band, outside }: Scene, kind: string): Rect | undefined {
  const half = band.width / 2 - 8;
  const under = { y: band.y + band.height - 4, width: Math.min(220, half), height: EDGE };
  switch (kind) {
    case 'Pod':
      return cluster ? { ...under, x: band.x + band.width - under.width } : undefined;
    case 'ReplicationController':
    case 'ReplicaSet':
    case 'Deployment':
      return cluster ? { ...under, x: band.x } : undefined;
    case 'Service':
      return cluster ? topOf(outside) : undefined;
    case 'container':
      return docker?.groups[0] && topOf(docker.groups[0].rect);
    case 'image':
      return docker && topOf({ ...docker.images, y: docker.images.y - 4 });
    case 'repository':
      return docker && topOf(docker.registry);
    default:
      return undefined;
  }
}

/** In the head of a box, at its right. */
function topOf({ x, y, width }: Rect): Rect {
  const own = Math.min(180, width * 0.6);
  return { x: x + width - own - 8, y: y + 5, width: own, height: EDGE };
}

const workload: Finder = (scene, count) => {
  if (!scene.cluster) return [];
  const taken = scene.workloads.map(({ rect }) => rect);
  return free(workloadGrid(scene, taken.length === 0 ? count : taken.length + scene.moreWorkloads), taken);
};

const FINDERS: Readonly<Record<string, Finder>> = {
  // a new pod waits for a node first
  Pod: (scene, count) => {
    if (!scene.cluster) return [];
    const taken = scene.pending.map(({ rect }) => rect);
    return free(pendingGrid(scene, taken.length === 0 ? count : taken.length + scene.morePending), taken);
  },
  ReplicationController: workload,
  ReplicaSet: workload,
  Deployment: workload,
  Service: ({ cluster, services, outside }, count) => {
    if (!cluster) return [];
    const { height, gap, top, side } = SERVICE;
    const from = Math.max(outside.y + top, ...services.map(({ rect }) => rect.y + rect.height + gap));
    const column = { x: outside.x + side, width: outside.width - 2 * side };
    return Array.from({ length: count }, (_, at) => {
      const y = from + at * (height + gap);
      return { ...column, y, height: Math.min(height, outside.y + outside.height - 4 - y) };
    }).filter((rect) => rect.height >= LOWEST);
  },
  container: ({ docker }) => {
    const group = docker?.groups.find(({ key }) => key === 'bridge') ?? docker?.groups[0];
    return docker === undefined || group === undefined ? [] : freeTiles(group, docker.frame.groups.card);
  },
  image: ({ docker }, count) => {
    if (docker === undefined) return [];
    const { images, blocks, plates } = docker;
    const ends = [...blocks, ...plates].map(({ rect }) => rect.x + rect.width + IMAGE.gap);
    const from = Math.max(images.x, ...ends);
    const y = images.y + images.height - IMAGE.height - 2;
    return Array.from({ length: count }, (_, at) => {
      const x = from + at * (IMAGE.width + IMAGE.gap);
      return { x, y, width: IMAGE.width, height: IMAGE.height };
    }).filter(({ x, width }) => x + width <= images.x + images.width);
  },
  repository: ({ docker }, count) => {
    if (docker === undefined) return [];
    const { registry, transfers, repositories } = docker;
    const { top, pitch, side } = REPOSITORY;
    const room = Math.floor((transfers.y - registry.y - top) / pitch);
    const rows = Array.from({ length: Math.max(0, Math.min(room, repositories.length + count)) }, (_, at) => ({
      x: registry.x + side,
      y: registry.y + top + at * pitch,
      width: registry.width - 2 * side,
      height: pitch - 6,
    }));
    const taken = repositories.map(({ rect }) => rect);
    return free(rows, taken);
  },
};

/** The tiles of a network's box that no container stands on, as large as those that stand there. */
function freeTiles({ rect, items }: NetworkGroup, card: number): readonly Rect[] {
  const { head, pad, gap } = CONTAINER;
  const [first] = items;
  const room = { width: rect.width - 2 * pad, height: rect.height - head - pad };
  const height = first?.rect.height ?? Math.min(CONTAINER.height, room.height);
  if (height < LOWEST) return [];
  const columns = Math.max(1, Math.floor((room.width + gap) / ((first?.rect.width ?? card) + gap)));
  const width = first?.rect.width ?? (room.width - (columns - 1) * gap) / columns;
  const rows = Math.max(0, Math.floor((room.height + gap) / (height + gap)));
  const tiles = Array.from({ length: columns * rows }, (_, at) => ({
    x: rect.x + pad + (at % columns) * (width + gap),
    y: rect.y + head + Math.floor(at / columns) * (height + gap),
    width,
    height,
  }));
  const taken = items.map((item) => item.rect);
  return free(tiles, taken);
}

function free(places: readonly Rect[], taken: readonly Rect[]): readonly Rect[] {
  return places.filter((place) => !taken.some((rect) => overlap(place, rect)));
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
