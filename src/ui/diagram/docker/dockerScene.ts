/** What stands in the picture of the Docker host and where. Made from its view and the trace; equal ones give an equal scene. */
import type {
  DockerContainer,
  DockerNetwork,
  DockerRepository,
  DockerView,
  DockerVolume,
} from '../../../store/docker/dockerView';
import type { Rect } from '../graph/geometry';
import type { Slots } from '../graph/slots';
import type { DockerFrame } from './dockerFrame';
import { growForest } from './forest';
import { type ContainerDensity, type ContainerItem, type NetworkGroup, placeContainers } from './placeContainers';
import { type BlockItem, type FoldItem, type PlateItem, placeForest } from './placeForest';

export interface PortItem {
  /** `8080`, `127.0.0.1:8080`. */
  readonly key: string;
  readonly port: string;
  readonly rect: Rect;
  /** The container behind it. */
  readonly container: string;
}

export interface VolumeItem {
  readonly key: string;
  readonly volume: DockerVolume;
  readonly rect: Rect;
}

export interface RepositoryItem {
  readonly key: string;
  readonly repository: DockerRepository;
  readonly rect: Rect;
}

export interface DockerScene {
  readonly frame: DockerFrame;
  readonly running: boolean;
  readonly region: Rect;
  readonly parts: Readonly<Record<string, Rect>>;
  readonly ports: Rect;
  readonly sockets: readonly PortItem[];
  readonly moreSockets: number;
  readonly density: ContainerDensity;
  readonly groups: readonly NetworkGroup[];
  readonly moreContainers: number;
  readonly images: Rect;
  readonly blocks: readonly BlockItem[];
  readonly plates: readonly PlateItem[];
  readonly folds: readonly FoldItem[];
  readonly moreImages: number;
  /** Where what is being built is told; undefined where there is no room for it. */
  readonly build: Rect | undefined;
  readonly volumes: readonly VolumeItem[];
  readonly moreVolumes: number;
  readonly registry: Rect;
  readonly repositories: readonly RepositoryItem[];
  readonly moreRepositories: number;
  /** Where layers on their way are told. */
  readonly transfers: Rect;
  readonly bottom: number;
}

const SOCKET = 24;
const VOLUME = 26;
const REPOSITORY = 38;
/** Room for layers on their way: this many, and a line. */
const TRANSFERS = 112;
const BUILD = 94;

export function buildDockerScene(view: DockerView, frame: DockerFrame, slots: Slots): DockerScene {
  const { groups: zone, size } = frame;
  const containers = placeContainers(view.containers, view.networks, slots, zone);
  const beside = frame.images.y !== undefined;
  const imagesTop = frame.images.y ?? containers.bottom + 12;
  const forest = placeForest(growForest(view.images, view.layers), slots, {
    x: frame.images.x,
    y: imagesTop + (size === 'strip' ? 18 : 22),
    width: frame.images.width,
    height: frame.images.height,
    rows: size === 'strip' ? 2 : 3,
    narrowest: size === 'tall' ? 70 : size === 'strip' ? 52 : 62,
  });
  const side = placeSide(view, frame, forest.bottom);
  const bottom = Math.max(forest.bottom, beside ? containers.bottom : 0, side.bottom) + 14;
  const region = { ...frame.region, height: bottom - frame.region.y };
  const ports = { ...frame.ports, height: containers.bottom - frame.ports.y };
  const sockets = placeSockets(view.containers, slots, ports);
  const registry = placeRegistry(view.repositories, slots, frame, bottom);
  return {
    frame,
    running: view.running,
    region,
    parts: { ...frame.parts, ...partsOf(containers.groups, sockets.items, ports), registry: registry.rect },
    ports,
    sockets: sockets.items,
    moreSockets: sockets.more,
    density: containers.density,
    groups: containers.groups,
    moreContainers: view.more.containers,
    images: { x: frame.images.x, y: imagesTop, width: frame.images.width, height: forest.bottom - imagesTop },
    blocks: forest.blocks,
    plates: forest.plates,
    folds: forest.folds,
    moreImages: forest.more + view.more.images,
    build: side.build,
    volumes: side.volumes,
    moreVolumes: side.more + view.more.volumes,
    registry: registry.rect,
    repositories: registry.items,
    moreRepositories: registry.more,
    transfers: registry.transfers,
    bottom: Math.max(bottom, registry.rect.y + registry.rect.height),
  };
}

/** Parts by the trace's names for them: bridges, containers, what hands published ports on. */
function partsOf(
  groups: readonly NetworkGroup[],
  sockets: readonly PortItem[],
  ports: Rect,
): Readonly<Record<string, Rect>> {
  const parts: Record<string, Rect> = { 'docker-proxy/laptop': ports };
  for (const { key, rect } of sockets) parts[`docker-proxy/laptop:${portNumber(key)}`] ??= rect;
  for (const { network, head, items } of groups) {
    if (network !== undefined && network.interface !== '') parts[bridgeActor(network)] = head;
    for (const { container, rect } of items) parts[`container/${container.name}`] = rect;
  }
  return parts;
}

export function bridgeActor(network: DockerNetwork): string {
  return `bridge/laptop/${network.interface}`;
}

/** `127.0.0.1:8080` is 8080. */
function portNumber(published: string): string {
  return published.slice(published.lastIndexOf(':') + 1);
}

function placeSockets(containers: readonly DockerContainer[], slots: Slots, strip: Rect) {
  const published = containers.flatMap((container) =>
    container.state === 'running' || container.state === 'paused'
      ? container.ports.filter(({ host }) => host !== '').map(({ host }) => ({ host, container }))
      : [],
  );
  const byPort = new Map(published.map(({ host, container }) => [host, container]));
  const places = slots.assign('ports', [...byPort.keys()]);
  const most = Math.max(1, Math.floor((strip.height - 30) / SOCKET));
  // the last place is for saying how many more there are
  const room = byPort.size > most ? Math.max(1, most - 1) : most;
  const items = [...byPort].flatMap(([host, container]): PortItem[] => {
    const place = places.get(host) ?? 0;
    if (place >= room) return [];
    const rect = { x: strip.x, y: strip.y + 26 + place * SOCKET, width: strip.width, height: SOCKET - 4 };
    return [{ key: host, port: portNumber(host), rect, container: container.id }];
  });
  return { items, more: byPort.size - items.length };
}

/** What is built above, volumes below: in the left column, or (tall) in a row under the images. */
function placeSide({ volumes }: DockerView, { side, size }: DockerFrame, under: number) {
  if (side === undefined) return { build: undefined, volumes: [], more: volumes.length, bottom: 0 };
  const tall = size === 'tall';
  const y = tall ? under + 14 : side.y;
  const build = { x: side.x, y, width: side.width, height: BUILD };
  const from = y + BUILD + 24;
  const columns = tall ? 2 : 1;
  const room = columns * Math.max(2, Math.floor(((tall ? 60 : under) - (tall ? 0 : from)) / VOLUME));
  const most = volumes.length > room ? room - 1 : volumes.length;
  const width = (side.width - (columns - 1) * 8) / columns;
  const items = volumes.slice(0, most).map(
    (volume, at): VolumeItem => ({
      key: volume.name,
      volume,
      rect: {
        x: side.x + (at % columns) * (width + 8),
        y: from + Math.floor(at / columns) * VOLUME,
        width,
        height: VOLUME - 4,
      },
    }),
  );
  return { build, volumes: items, more: volumes.length - most, bottom: from + (tall ? 2 : 1) * VOLUME };
}

function placeRegistry(repositories: readonly DockerRepository[], slots: Slots, frame: DockerFrame, bottom: number) {
  const { x, width } = frame.registry;
  const tall = frame.size === 'tall';
  const y = tall ? bottom + 14 : (frame.registry.y ?? frame.region.y);
  const strip = frame.size === 'strip';
  const least = tall ? 40 + 3 * REPOSITORY + TRANSFERS : bottom - y;
  const reserved = strip ? 0 : TRANSFERS;
  const room = Math.max(1, Math.floor((least - 38 - reserved) / REPOSITORY));
  const places = slots.assign(
    'repositories',
    repositories.map(({ name }) => name),
  );
  const most = repositories.length > room ? room - 1 : room;
  const items = repositories.flatMap((repository): RepositoryItem[] => {
    const place = places.get(repository.name) ?? 0;
    if (place >= most && room > 1) return [];
    const rect = { x: x + 12, y: y + 36 + place * REPOSITORY, width: width - 24, height: REPOSITORY - 6 };
    return [{ key: repository.name, repository, rect }];
  });
  const height = Math.max(least, 44 + reserved);
  // in a strip they stand in the place of the repositories
  const top = strip ? y + 34 : y + height - TRANSFERS - 4;
  const transfers = { x: x + 12, y: top, width: width - 24, height: y + height - 6 - top };
  return { rect: { x, y, width, height }, items, more: repositories.length - items.length, transfers };
}

/** The container that a key or a name stands for. */
export function findContainer(scene: DockerScene, name: string): ContainerItem | undefined {
  for (const { items } of scene.groups) {
    const item = items.find(({ key, container }) => key === name || container.name === name);
    if (item !== undefined) return item;
  }
  return undefined;
}
