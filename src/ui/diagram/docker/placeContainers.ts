/** The places of containers: a group for each network, in it the lowest free place for each container. */
import type { DockerContainer, DockerNetwork } from '../../../store/docker/dockerView';
import type { Rect } from '../graph/geometry';
import type { Slots } from '../graph/slots';

/** full: with what it is made of; cards: name and state; chips: a mark and the name; dots: a mark each. */
export type ContainerDensity = 'full' | 'cards' | 'chips' | 'dots';

export interface ContainerItem {
  readonly key: string;
  readonly container: DockerContainer;
  readonly rect: Rect;
}

export interface NetworkGroup {
  readonly key: string;
  /** Undefined: those that have no network. */
  readonly network: DockerNetwork | undefined;
  readonly rect: Rect;
  /** The strip at its top with the network's name. */
  readonly head: Rect;
  readonly items: readonly ContainerItem[];
  /** Containers that are connected to it too, and stand in the network that they were connected to first. */
  readonly guests: readonly DockerContainer[];
}

export interface PlacedContainers {
  readonly density: ContainerDensity;
  readonly groups: readonly NetworkGroup[];
  readonly bottom: number;
}

export interface ContainerZone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The least height. */
  readonly height: number;
  /** How wide a card is at least. */
  readonly card: number;
  /** So many rows there may be in all before less is shown of each container. */
  readonly rows: Readonly<Record<'full' | 'cards' | 'chips', number>>;
  /** Groups stand beside one another rather than below. */
  readonly beside: boolean;
}

const HEAD = 26;
const PAD = 10;
const GAP = 8;
const EMPTY = 34;
const AT_MOST_BESIDE = 4;
const LOOSE_BESIDE = 2;
/** The network of those that are in none. */
const ALONE = '';

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly columns: number;
}

export function placeContainers(
  containers: readonly DockerContainer[],
  networks: readonly DockerNetwork[],
  slots: Slots,
  zone: ContainerZone,
): PlacedContainers {
  const byNetwork = gather(containers, networks);
  const names = [...byNetwork.keys()];
  const order = slots.assign('networks', names);
  names.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const places = new Map(
    names.map((name) => [
      name,
      slots.assign(
        `network/${name}`,
        (byNetwork.get(name) ?? []).map(({ id }) => id),
      ),
    ]),
  );
  const counted = names.map((name): Counted => {
    const network = networks.find((one) => one.name === name);
    return { name, network, count: Math.max(-1, ...(places.get(name)?.values() ?? [])) + 1 };
  });
  const rows = rowsOf(counted, zone);
  const density = densityFor(rows, zone);
  const boxes = placeBoxes(rows, density, zone);
  const groups = boxes.map(({ name, network, rect, tile }): NetworkGroup => {
    const items = (byNetwork.get(name) ?? []).map((container) => ({
      key: container.id,
      container,
      rect: tileRect(rect, tile, places.get(name)?.get(container.id) ?? 0),
    }));
    const head = { x: rect.x + 4, y: rect.y + 3, width: rect.width - 8, height: HEAD - 4 };
    const guests = containers.filter(({ networks: [, ...others] }) => others.some((other) => other.name === name));
    return { key: name, network, rect, head, items, guests };
  });
  const ends = boxes.map(({ rect }) => rect.y + rect.height);
  return { density, groups, bottom: Math.max(zone.y + zone.height, ...ends) };
}

interface Counted {
  readonly name: string;
  readonly network: DockerNetwork | undefined;
  /** The places that its containers take. */
  readonly count: number;
}

interface Box extends Counted {
  readonly rect: Rect;
  readonly tile: Tile;
}

/** Which groups stand beside one another: those of a low zone, and those that have no bridge (none, host). */
function rowsOf(groups: readonly Counted[], zone: ContainerZone): readonly (readonly Counted[])[] {
  if (zone.beside) return chunks(groups, AT_MOST_BESIDE);
  const bridged = groups.filter(({ network }) => network?.interface);
  const loose = groups.filter((group) => !bridged.includes(group));
  return [...bridged.map((group) => [group]), ...chunks(loose, LOOSE_BESIDE)];
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

function widthIn(row: readonly Counted[], zone: ContainerZone): number {
  return (zone.width - (row.length - 1) * GAP) / row.length;
}

function placeBoxes(
  rows: readonly (readonly Counted[])[],
  density: ContainerDensity,
  zone: ContainerZone,
): readonly Box[] {
  const tiles = rows.map((row) => tileFor(density, widthIn(row, zone) - 2 * PAD, zone.card));
  const least = rows.map((row, at) => Math.max(...row.map(({ count }) => heightOf(count, tiles[at] as Tile))));
  // what is left over goes to the first row, so that a new container finds room there
  const spare = zone.height - least.reduce((sum, height) => sum + height + GAP, -GAP);
  let { y } = zone;
  return rows.flatMap((row, at) => {
    const width = widthIn(row, zone);
    const height = (least[at] ?? 0) + (at === 0 ? Math.max(0, spare) : 0);
    const top = y;
    y += height + GAP;
    return row.map((group, column): Box => {
      const rect = { x: zone.x + column * (width + GAP), y: top, width, height };
      return { ...group, rect, tile: tiles[at] as Tile };
    });
  });
}

function heightOf(count: number, tile: Tile): number {
  return count === 0 ? EMPTY : HEAD + Math.ceil(count / tile.columns) * (tile.height + tile.gap) - tile.gap + PAD;
}

/** Containers by the network that they were connected to first; bridge and the learner's own are there when empty. */
function gather(
  containers: readonly DockerContainer[],
  networks: readonly DockerNetwork[],
): ReadonlyMap<string, readonly DockerContainer[]> {
  const groups = new Map<string, DockerContainer[]>();
  for (const { name, userDefined } of networks) if (userDefined || name === 'bridge') groups.set(name, []);
  for (const container of containers) {
    const name = container.networks[0]?.name ?? ALONE;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [container]);
    else group.push(container);
  }
  return groups;
}

function densityFor(rows: readonly (readonly Counted[])[], zone: ContainerZone): ContainerDensity {
  const fits = (density: 'full' | 'cards' | 'chips') => {
    const needed = rows.reduce((sum, row) => {
      const { columns } = tileFor(density, widthIn(row, zone) - 2 * PAD, zone.card);
      return sum + Math.max(...row.map(({ count }) => Math.ceil(count / columns)));
    }, 0);
    return needed <= zone.rows[density];
  };
  return (['full', 'cards', 'chips'] as const).find(fits) ?? 'dots';
}

function tileFor(density: ContainerDensity, room: number, card: number): Tile {
  const even = (least: number, height: number, gap: number): Tile => {
    const columns = Math.max(1, Math.floor((room + gap) / (least + gap)));
    return { width: (room - (columns - 1) * gap) / columns, height, gap, columns };
  };
  if (density === 'full') return even(card, 94, 8);
  if (density === 'cards') return even(card, 48, 8);
  if (density === 'chips') return even(100, 28, 6);
  return { width: 17, height: 17, gap: 5, columns: Math.max(1, Math.floor((room + 5) / 22)) };
}

function tileRect(box: Rect, tile: Tile, place: number): Rect {
  return {
    x: box.x + PAD + (place % tile.columns) * (tile.width + tile.gap),
    y: box.y + HEAD + Math.floor(place / tile.columns) * (tile.height + tile.gap),
    width: tile.width,
    height: tile.height,
  };
}
