/** The places of the layers and of the images' name plates: columns on the ground, what stands on something above it. */
import type { DockerImage, DockerLayer } from '../../../store/docker/dockerView';
import type { Rect } from '../graph/geometry';
import type { Slots } from '../graph/slots';
import { type Block, carriedBy, widthOf } from './forest';

export interface BlockItem {
  readonly key: string;
  readonly rect: Rect;
  /** Lowest first, with the upper edge of each. */
  readonly layers: readonly { readonly layer: DockerLayer; readonly y: number }[];
  readonly layerHeight: number;
  /** The IDs of all images that stand on it. */
  readonly carries: readonly string[];
}

/** An image's name on the layer that it ends with. */
export interface PlateItem {
  readonly key: string;
  readonly image: DockerImage;
  readonly rect: Rect;
}

/** Images that stand on a layer on which there is no room for all: told in a number. */
export interface FoldItem {
  readonly key: string;
  readonly images: readonly DockerImage[];
  readonly rect: Rect;
}

export interface PlacedForest {
  readonly blocks: readonly BlockItem[];
  readonly plates: readonly PlateItem[];
  readonly folds: readonly FoldItem[];
  /** Images that found no room. */
  readonly more: number;
  readonly bottom: number;
}

interface Ground {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The least height, kept free when there is less. */
  readonly height: number;
  /** How many rows of towers there may be. */
  readonly rows: number;
  readonly narrowest: number;
}

const PLATE = 18;
const GAP = 6;
/** Heights of a layer, from few layers to many. */
const PITCHES = [11, 9, 7, 5, 4];
const COLUMNS = [4, 6, 8, 10, 12];
/** Plates need not be wider than this. */
const WIDEST = 96;

interface Tower {
  readonly block: Block;
  readonly columns: number;
}

/** Towers from left to right in the order in which they came; one that is new takes the place of one that is gone. */
export function placeForest(roots: readonly Block[], slots: Slots, ground: Ground): PlacedForest {
  const towers = inPlaces(roots, slots, 'towers');
  const all = towers.reduce((sum, tower) => sum + tower.columns, 0);
  const columns = columnsFor(all, ground);
  const rows = wrap(towers, columns);
  const shown = rows.slice(0, ground.rows);
  const room = rows.length > 1 ? Math.max(70, ground.height * 0.75) : ground.height;
  const pitch = PITCHES.find((one) => tallest(shown.flat(), one) <= room) ?? 4;
  const blocks: BlockItem[] = [];
  const plates: PlateItem[] = [];
  const folds: FoldItem[] = [];
  const pen = { blocks, plates, folds, pitch, slots, narrowest: ground.narrowest };
  const width = (ground.width + GAP) / columns;
  let y = ground.y;
  for (const row of shown) {
    y += Math.max(rows.length > 1 ? 0 : ground.height, tallest(row, pitch));
    let at = 0;
    for (const { block, columns: own } of row) {
      const taken = Math.min(own, columns - at);
      if (block !== undefined) {
        draw(pen, block, { x: ground.x + at * width, width: taken * width - GAP, ground: y });
      }
      at += own;
    }
    y += row === shown.at(-1) ? 0 : 16;
  }
  const hidden = rows.slice(ground.rows).flat();
  const more = hidden.reduce((sum, { block }) => sum + (block === undefined ? 0 : carriedBy(block).length), 0);
  return { blocks, plates, folds, more, bottom: y };
}

type Place = Omit<Tower, 'block'> & { readonly block: Block | undefined };

function inPlaces(blocks: readonly Block[], slots: Slots, group: string): readonly Place[] {
  const places = slots.assign(
    group,
    blocks.map(({ key }) => key),
  );
  const count = Math.max(-1, ...places.values()) + 1;
  const towers: Place[] = Array.from({ length: count }, () => ({ block: undefined, columns: 1 }));
  for (const block of blocks) towers[places.get(block.key) ?? 0] = { block, columns: widthOf(block) };
  return towers;
}

function columnsFor(all: number, { width, narrowest }: Ground): number {
  const most = Math.max(2, Math.floor((width + GAP) / (narrowest + GAP)));
  const least = Math.floor((width + GAP) / (WIDEST + GAP));
  return Math.min(most, COLUMNS.find((one) => one >= Math.max(all, least)) ?? most);
}

function wrap(towers: readonly Place[], columns: number): readonly (readonly Place[])[] {
  const rows: Place[][] = [];
  let free = 0;
  for (const tower of towers) {
    const row = rows.at(-1);
    if (row === undefined || tower.columns > free) {
      rows.push([tower]);
      free = columns - tower.columns;
      continue;
    }
    row.push(tower);
    free -= tower.columns;
  }
  return rows.length === 0 ? [[]] : rows;
}

function tallest(towers: readonly Place[], pitch: number): number {
  return Math.max(0, ...towers.map(({ block }) => (block === undefined ? 0 : heightOf(block, pitch))));
}

function heightOf(block: Block, pitch: number): number {
  const own = block.layers.length * pitch + block.images.length * PLATE;
  return own + Math.max(0, ...block.above.map((one) => heightOf(one, pitch)));
}

interface Pen {
  readonly blocks: BlockItem[];
  readonly plates: PlateItem[];
  readonly folds: FoldItem[];
  readonly pitch: number;
  readonly slots: Slots;
  readonly narrowest: number;
}

function draw(
  pen: Pen,
  block: Block,
  { x, width, ground }: { readonly x: number; readonly width: number; readonly ground: number },
): void {
  const { pitch } = pen;
  const height = block.layers.length * pitch + block.images.length * PLATE;
  const y = ground - height;
  if (block.layers.length > 0) {
    const layers = block.layers.map((layer, at) => ({ layer, y: ground - (at + 1) * pitch }));
    const rect = { x, y: ground - block.layers.length * pitch, width, height: block.layers.length * pitch };
    const carries = carriedBy(block).map(({ id }) => id);
    pen.blocks.push({ key: block.key, rect, layers, layerHeight: pitch - 2, carries });
  }
  block.images.forEach((image, at) => {
    const rect = { x, y: y + (block.images.length - 1 - at) * PLATE, width, height: PLATE - 2 };
    pen.plates.push({ key: image.id, image, rect });
  });
  const fits = Math.max(1, Math.floor((width + GAP) / (pen.narrowest + GAP)));
  const { shown, folded } = foldSome(inPlaces(block.above, pen.slots, `on ${block.key}`).filter(isTaken), fits);
  const columns = shown.reduce((sum, one) => sum + one.columns, folded.length > 0 ? 1 : 0);
  const column = (width + GAP) / Math.max(1, columns);
  let at = 0;
  for (const one of shown) {
    draw(pen, one.block, { x: x + at * column, width: one.columns * column - GAP, ground: y });
    at += one.columns;
  }
  if (folded.length === 0) return;
  const rect = { x: x + at * column, y: y - PLATE, width: column - GAP, height: PLATE - 2 };
  pen.folds.push({ key: block.key, images: folded.flatMap(carriedBy), rect });
}

function isTaken(place: Place): place is Tower {
  return place.block !== undefined;
}

/** What stands side by side on so many columns: wide ones become narrower, then those that got their names first are folded. */
function foldSome(towers: readonly Tower[], columns: number): { shown: readonly Tower[]; folded: readonly Block[] } {
  const widths = towers.map((one) => one.columns);
  let sum = widths.reduce((all, width) => all + width, 0);
  while (sum > columns) {
    const widest = Math.max(...widths);
    if (widest <= 1) break;
    widths[widths.indexOf(widest)] = widest - 1;
    sum--;
  }
  const narrowed = towers.map(({ block }, at): Tower => ({ block, columns: widths[at] ?? 1 }));
  if (narrowed.length <= Math.max(1, columns)) return { shown: narrowed, folded: [] };
  const newest = [...narrowed].sort((a, b) => namedAt(b.block) - namedAt(a.block)).slice(0, Math.max(0, columns - 1));
  const shown = narrowed.filter((one) => newest.includes(one));
  return { shown, folded: narrowed.filter((one) => !shown.includes(one)).map(({ block }) => block) };
}

/** When something that stands on it got a name last. */
function namedAt(block: Block): number {
  return Math.max(0, ...carriedBy(block).map(({ named }) => named));
}
