/** The places of everything: a fixed grid with gutters between its columns and rows, in which all lines run. */
import type { Node } from '../../../kinds/node';
import { keyOf } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import type { Rect } from './geometry';
import type { BalancerItem, Density, NodeBox, PodItem, ServiceItem } from './scene';
import type { Slots } from './slots';

/** The left column: laptop above, the ways in below. */
export const SIDE = { x: 24, width: 208 };
/** Room for lines between columns and between rows. */
export const GUTTER = 36;
const FIELD = SIDE.x + SIDE.width + GUTTER;
const NODE_WIDTH = 244;
const MAX_COLUMNS = 4;
const TOP = { y: 22, height: 142 };
const WAITING = { height: 44 };
/** Where the nodes begin: below the control plane, the waiting pods and the line that leads to the nodes. */
export const NODES_Y = TOP.y + TOP.height + WAITING.height + 28;
const HEAD = 84;
const PAD = 14;

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly columns: number;
}

const TILES: Readonly<Record<Density, Tile>> = {
  cards: { width: NODE_WIDTH - 2 * PAD, height: 52, gap: 8, columns: 1 },
  chips: { width: (NODE_WIDTH - 2 * PAD - 6) / 2, height: 30, gap: 6, columns: 2 },
  dots: { width: 16, height: 16, gap: 5, columns: 10 },
};

export interface Top {
  readonly width: number;
  readonly laptop: Rect;
  readonly controlPlane: Rect;
  readonly waiting: Rect;
  readonly parts: Readonly<Record<string, Rect>>;
}

export function columnsFor(nodes: number): number {
  return Math.max(1, Math.min(MAX_COLUMNS, nodes));
}

/** Laptop and control plane. The control plane is as wide as the nodes below it, but never too narrow for its parts. */
export function placeTop(nodes: number, cloud: boolean): Top {
  const columns = columnsFor(nodes);
  const field = Math.max(columns * NODE_WIDTH + (columns - 1) * GUTTER, 3 * NODE_WIDTH + 2 * GUTTER);
  const controlPlane = { x: FIELD, y: TOP.y, width: field, height: TOP.height };
  const middle = TOP.y + 38;
  const across = (share: number) => FIELD + share * field;
  const part = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });
  return {
    width: FIELD + field + 24,
    laptop: { x: SIDE.x, y: TOP.y, width: SIDE.width, height: TOP.height },
    controlPlane,
    waiting: { x: FIELD, y: TOP.y + TOP.height + 8, width: field, height: WAITING.height },
    parts: {
      kubectl: part(SIDE.x + 18, middle, SIDE.width - 36, 36),
      laptop: part(SIDE.x + 18, middle + 46, SIDE.width - 36, 36),
      etcd: part(across(0.03), middle + 12, 132, 60),
      'api-server': part(across(0.45) - 84, middle + 2, 168, 80),
      scheduler: part(across(0.645), middle, 132, 38),
      'controller-manager': part(across(0.645), middle + 46, 132, 38),
      ...(cloud ? { cloud: part(across(1) - 16 - 116, middle + 22, 116, 40) } : {}),
    },
  };
}

export interface PlacedNodes {
  readonly density: Density;
  readonly boxes: readonly Omit<NodeBox, 'hidden'>[];
  readonly parts: Readonly<Record<string, Rect>>;
  readonly bottom: number;
  pending(pods: readonly Pod[]): readonly PodItem[];
}

/** Node boxes in rows, with their pods in a grid inside. */
export function placeNodes(
  nodes: readonly Node[],
  pods: ReadonlyMap<string, readonly Pod[]>,
  slots: Slots,
  top: Top,
): PlacedNodes {
  const columns = columnsFor(nodes.length);
  const places = nodes.map((node) => placesOn(node.metadata.name, pods, slots));
  const most = Math.max(0, ...places.map((place) => Math.max(-1, ...place.values()) + 1));
  const density: Density = most <= 5 ? 'cards' : most <= 20 ? 'chips' : 'dots';
  const tile = TILES[density];
  const rows = Math.max(density === 'cards' ? 3 : 1, Math.ceil(most / tile.columns));
  const height = Math.max(HEAD + rows * (tile.height + tile.gap) + PAD, density === 'cards' ? 0 : 180);
  const span = top.controlPlane.width;
  const width = Math.max(NODE_WIDTH, nodes.length < 3 ? Math.min(span, 380) : NODE_WIDTH);
  const parts: Record<string, Rect> = {};
  const boxes = nodes.map((node, at) => {
    const column = at % columns;
    const row = Math.floor(at / columns);
    const { name } = node.metadata;
    const rect = { x: FIELD + column * (width + GUTTER), y: NODES_Y + row * (height + GUTTER + 8), width, height };
    partsOf(name, rect, parts);
    const place = places[at] ?? new Map<string, number>();
    const items = (pods.get(name) ?? []).map((pod) =>
      podItem(pod, tileRect(rect, tile, place.get(idOf(pod)) ?? 0, width)),
    );
    return { name, node, rect, column, row, pods: items };
  });
  const last = boxes.at(-1)?.rect ?? { y: NODES_Y, height: 240 };
  return {
    density,
    boxes,
    parts,
    bottom: last.y + last.height,
    pending: (waiting) => placePending(waiting, slots, top.waiting),
  };
}

function placesOn(node: string, pods: ReadonlyMap<string, readonly Pod[]>, slots: Slots): ReadonlyMap<string, number> {
  return slots.assign(`node/${node}`, (pods.get(node) ?? []).map(idOf));
}

function partsOf(node: string, rect: Rect, parts: Record<string, Rect>): void {
  const width = (rect.width - 2 * PAD - 12) / 3;
  ['kubelet', 'kube-proxy', 'runtime'].forEach((name, at) => {
    parts[`${name}/${node}`] = { x: rect.x + PAD + at * (width + 6), y: rect.y + 46, width, height: 24 };
  });
  parts[`node/${node}`] = { x: rect.x, y: rect.y, width: rect.width, height: 40 };
}

function tileRect(box: Rect, tile: Tile, place: number, width: number): Rect {
  const column = place % tile.columns;
  const row = Math.floor(place / tile.columns);
  const full = tile.columns === 1 ? width - 2 * PAD : tile.width;
  return {
    x: box.x + PAD + column * (tile.width + tile.gap),
    y: box.y + HEAD + row * (tile.height + tile.gap),
    width: full,
    height: tile.height,
  };
}

/** Pods without a node stand in a row between the control plane and the nodes, right-aligned, newest at the right. */
function placePending(pods: readonly Pod[], slots: Slots, strip: Rect): readonly PodItem[] {
  const places = slots.assign('pending', pods.map(idOf));
  const width = 196;
  const fit = Math.max(1, Math.floor((strip.width + 10) / (width + 10)));
  return pods.flatMap((pod) => {
    const place = places.get(idOf(pod)) ?? 0;
    if (place >= fit) return [];
    return [
      podItem(pod, { x: strip.x + strip.width - (place + 1) * (width + 10) + 10, y: strip.y, width, height: 34 }),
    ];
  });
}

export interface Outside {
  readonly rect: Rect;
  readonly parts: Readonly<Record<string, Rect>>;
  readonly services: readonly Omit<ServiceItem, 'endpoints'>[];
  readonly balancers: readonly BalancerItem[];
}

/** The ways in, one below the other: each service with its load balancer, if it has one, above it. */
export function placeOutside(services: readonly Service[], slots: Slots, nodesBottom: number): Outside {
  const places = slots.assign(
    'services',
    services.map((service) => service.metadata.uid ?? keyOf(service)),
  );
  const x = SIDE.x + 16;
  const width = SIDE.width - 32;
  const ordered = [...services].sort((a, b) => (places.get(idOf(a)) ?? 0) - (places.get(idOf(b)) ?? 0));
  const placed: Omit<ServiceItem, 'endpoints'>[] = [];
  const balancers: BalancerItem[] = [];
  const parts: Record<string, Rect> = {};
  let y = NODES_Y + 44;
  for (const service of ordered) {
    const key = keyOf(service);
    const address = service.status?.loadBalancer?.ingress?.[0]?.ip;
    if (service.spec.type === 'LoadBalancer') {
      const rect = { x, y, width, height: 44 };
      balancers.push({ key, address: address ?? '', rect });
      parts[`load-balancer/${key}`] = rect;
      y += 44 + 22;
    }
    const rect = { x, y, width, height: 58 };
    placed.push({ key, service, rect });
    parts[`service/${key}`] = rect;
    y += 58 + 16;
  }
  const height = Math.max(nodesBottom - NODES_Y, y - NODES_Y);
  return { rect: { x: SIDE.x, y: NODES_Y, width: SIDE.width, height }, parts, services: placed, balancers };
}

function podItem(pod: Pod, rect: Rect): PodItem {
  return { key: keyOf(pod), pod, rect };
}

function idOf(object: Pod | Service): string {
  return object.metadata.uid ?? keyOf(object);
}
