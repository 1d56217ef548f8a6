/** The places of nodes, of the pods on them, and of the pods that wait for one. */
import type { Node } from '../../../kinds/node';
import { keyOf } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import type { Rect } from './geometry';
import { type Frame, GUTTER, PAD } from './layout';
import { SHELF_ROOM } from './placeShelf';
import type { Density, NodeBox, PodItem } from './scene';
import type { Slots } from './slots';

/** The height of a node's head with its three agents. */
const HEAD = 76;

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly columns: number;
}

export interface PlacedNodes {
  readonly density: Density;
  readonly boxes: readonly Omit<NodeBox, 'hidden' | 'shelf'>[];
  readonly parts: Readonly<Record<string, Rect>>;
  readonly bottom: number;
}

/** Node boxes in rows, with their pods in a grid inside. */
export function placeNodes(
  nodes: readonly Node[],
  pods: ReadonlyMap<string, readonly Pod[]>,
  slots: Slots,
  frame: Frame,
  from: number,
  /** Whether their images stand at their bottom. */
  shelves: boolean,
): PlacedNodes {
  const { x, width, columns } = frame.nodes;
  const places = nodes.map((node) =>
    slots.assign(`node/${node.metadata.name}`, (pods.get(node.metadata.name) ?? []).map(idOf)),
  );
  const most = Math.max(0, ...places.map((place) => Math.max(-1, ...place.values()) + 1));
  const density = densityFor(most, width);
  const tile = tileFor(density, width - 2 * PAD);
  const cards = frame.shape === 'tall' ? 1 : 2;
  const least = density === 'cards' ? cards : density === 'chips' ? 4 : 6;
  const rows = Math.max(least, Math.ceil(most / tile.columns));
  const height = HEAD + rows * (tile.height + tile.gap) + PAD + 8 + (shelves ? SHELF_ROOM : 0);
  const parts: Record<string, Rect> = {};
  const boxes = nodes.map((node, at) => {
    const column = at % columns;
    const row = Math.floor(at / columns);
    const { name } = node.metadata;
    const rect = {
      x: x + column * (width + GUTTER),
      y: from + row * (height + (frame.shape === 'wide' ? GUTTER + 8 : 14)),
      width,
      height,
    };
    Object.assign(parts, agentRects(name, rect));
    const place = places[at];
    const items = (pods.get(name) ?? []).map((pod) => podItem(pod, tileRect(rect, tile, place?.get(idOf(pod)) ?? 0)));
    return { name, node, rect, column, row, pods: items };
  });
  const last = boxes.at(-1)?.rect;
  return { density, boxes, parts, bottom: last === undefined ? from + 200 : last.y + last.height };
}

/** The rects of a node's agents (and of its head), by the trace's names for them. */
export function agentRects(node: string, rect: Rect): Readonly<Record<string, Rect>> {
  const width = (rect.width - 2 * PAD - 12) / 3;
  const agent = (at: number) => ({ x: rect.x + PAD + at * (width + 6), y: rect.y + 43, width, height: 24 });
  return {
    [`kubelet/${node}`]: agent(0),
    [`kube-proxy/${node}`]: agent(1),
    [`runtime/${node}`]: agent(2),
    [`node/${node}`]: { x: rect.x, y: rect.y, width: rect.width, height: 40 },
  };
}

function densityFor(most: number, width: number): Density {
  const wide = width > 500 ? 2 : 1;
  if (most <= 4 * wide) return 'cards';
  return most <= 14 * wide ? 'chips' : 'dots';
}

function tileFor(density: Density, room: number): Tile {
  const columns = (width: number, gap: number) => Math.max(1, Math.floor((room + gap) / (width + gap)));
  const even = (least: number, height: number, gap: number): Tile => {
    const count = columns(least, gap);
    return { width: (room - (count - 1) * gap) / count, height, gap, columns: count };
  };
  if (density === 'cards') return even(200, 52, 8);
  if (density === 'chips') return even(100, 28, 6);
  return { width: 17, height: 17, gap: 5, columns: columns(17, 5) };
}

function tileRect(box: Rect, tile: Tile, place: number): Rect {
  return {
    x: box.x + PAD + (place % tile.columns) * (tile.width + tile.gap),
    y: box.y + HEAD + Math.floor(place / tile.columns) * (tile.height + tile.gap),
    width: tile.width,
    height: tile.height,
  };
}

export interface PlacedPending {
  readonly items: readonly PodItem[];
  /** How many more wait than are drawn. */
  readonly more: number;
}

/** Pods without a node stand in the right half of the band, the first at the right. */
export function placePending(pods: readonly Pod[], slots: Slots, frame: Frame): PlacedPending {
  const places = slots.assign('pending', pods.map(idOf));
  const grid = pendingGrid(frame, pods.length);
  const items = pods.flatMap((pod) => {
    const rect = grid[places.get(idOf(pod)) ?? 0];
    return rect === undefined ? [] : [podItem(pod, rect)];
  });
  return { items, more: pods.length - items.length };
}

/** The places for so many pods without a node; the last one is left out when there are too few. */
export function pendingGrid({ shape, band, parts }: Pick<Frame, 'shape' | 'band' | 'parts'>, count: number): Rect[] {
  const right = band.x + band.width;
  const api = parts['api-server'];
  const edge = shape === 'tall' || api === undefined ? band.x + band.width / 2 + 6 : api.x + api.width / 2 + 16;
  const columns = count <= 2 && shape === 'wide' ? 2 : shape === 'wide' ? 4 : count <= 1 ? 1 : 2;
  const rows = columns > 2 || count > 2 ? 2 : 1;
  const width = (right - edge - (columns - 1) * 6) / columns;
  const height = (band.height - (rows - 1) * 4) / rows;
  const room = columns * rows - (count > columns * rows ? 1 : 0);
  return Array.from({ length: room }, (_, place) => ({
    x: right - ((place % columns) + 1) * (width + 6) + 6,
    y: band.y + Math.floor(place / columns) * (height + 4),
    width,
    height,
  }));
}

function podItem(pod: Pod, rect: Rect): PodItem {
  return { key: keyOf(pod), pod, rect };
}

function idOf(pod: Pod): string {
  return pod.metadata.uid ?? keyOf(pod);
}
