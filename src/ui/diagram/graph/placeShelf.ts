/** A node's images at the bottom of its box: layers standing on layers, each once, as on the laptop but without names. */
import type { DockerImage, DockerLayer } from '../../../store/docker/dockerView';
import type { NodeImages } from '../../../store/docker/nodeImages';
import { type Block, growForest, widthOf } from '../docker/forest';
import type { Rect } from './geometry';
import type { Slots } from './slots';

export interface ShelfLayer {
  readonly layer: DockerLayer;
  readonly rect: Rect;
  /** The images that stand on it, or that it is the top of. */
  readonly images: readonly DockerImage[];
}

export interface Shelf {
  readonly rect: Rect;
  readonly layers: readonly ShelfLayer[];
  /** All images that are shown, also those that found no room. */
  readonly images: readonly DockerImage[];
}

const HEIGHT = 26;
const WIDEST = 34;
const NARROWEST = 9;
const GAP = 4;
const TALLEST_LAYER = 5;

/** How much higher a node's box is for it. */
export const SHELF_ROOM = 10;

/** `wanted` says which images are drawn; layers of none at all (a pull that is on) always are. */
export function placeShelf(
  { node, layers, images }: NodeImages,
  wanted: (image: DockerImage) => boolean,
  slots: Slots,
  box: Rect,
): Shelf {
  const shown = images.filter(wanted);
  const others = new Set(images.filter((image) => !shown.includes(image)).flatMap((image) => image.layers));
  const needed = new Set(shown.flatMap((image) => image.layers));
  const drawn = layers.filter(({ chainId }) => needed.has(chainId) || !others.has(chainId));
  const roots = growForest(shown, drawn).filter((block) => block.layers.length > 0);
  const rect = { x: box.x + 14, y: box.y + box.height - HEIGHT - 8, width: box.width - 28 - 84, height: HEIGHT };
  const places = slots.assign(
    `shelf/${node}`,
    roots.map(({ key }) => key),
  );
  const towers = [...roots].sort((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
  const columns = towers.reduce((sum, tower) => sum + widthOf(tower), 0);
  const column = Math.max(NARROWEST, Math.min(WIDEST, (rect.width + GAP) / Math.max(1, columns)));
  const pitch = Math.min(TALLEST_LAYER, HEIGHT / Math.max(1, ...towers.map(depthOf)));
  const placed: ShelfLayer[] = [];
  let x = rect.x;
  for (const tower of towers) {
    const width = widthOf(tower) * column;
    if (x + width - GAP > rect.x + rect.width + 0.5) break;
    stack(placed, tower, { x, y: rect.y + HEIGHT, column, pitch });
    x += width;
  }
  return { rect, layers: placed, images: shown };
}

function depthOf(block: Block): number {
  return block.layers.length + Math.max(0, ...block.above.map(depthOf));
}

interface Ground {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly pitch: number;
}

function stack(placed: ShelfLayer[], block: Block, { x, y, column, pitch }: Ground): void {
  const width = widthOf(block) * column - GAP;
  const images = imagesOn(block);
  block.layers.forEach((layer, at) => {
    placed.push({ layer, images, rect: { x, y: y - (at + 1) * pitch, width, height: Math.max(1, pitch - 1) } });
  });
  let left = x;
  for (const one of block.above) {
    stack(placed, one, { x: left, y: y - block.layers.length * pitch, column, pitch });
    left += widthOf(one) * column;
  }
}

/** Those that end here; where none does, all that stand on it. */
function imagesOn(block: Block): readonly DockerImage[] {
  return block.images.length > 0 ? block.images : block.above.flatMap(imagesOn);
}
