/** Where the parts of the Docker host stand: alone on the stage, as a strip below a cluster, or below one another. */
import type { Point, Rect } from '../graph/geometry';
import type { ContainerZone } from './placeContainers';

/** stage: the laptop alone; strip: below a cluster, low and wide; tall: for narrow windows. */
export type DockerSize = 'stage' | 'strip' | 'tall';

export interface DockerFrame {
  readonly size: DockerSize;
  /** The laptop's left upper corner and its width; its height follows from what is in it. */
  readonly region: Point & { readonly width: number };
  /** Parts with a fixed place, by the trace's name for them. */
  readonly parts: Readonly<Record<string, Rect>>;
  /** Where published ports stand: between what asks and what answers. */
  readonly ports: Point & { readonly width: number };
  readonly groups: ContainerZone;
  /** Below the groups, or (with a `y`) beside them. */
  readonly images: { readonly x: number; readonly y?: number; readonly width: number; readonly height: number };
  /** What is being built, and the volumes: the rest of the left column, or a row below. */
  readonly side: (Point & { readonly width: number }) | undefined;
  readonly registry: { readonly x: number; readonly y?: number; readonly width: number };
  /** The gutter between the left column and the rest, and the strip above the groups: where lines run. */
  readonly gutter: number;
  readonly lane: number;
  readonly width: number;
}

const TOP = 14;

/** The laptop has the picture to itself. */
export function stageFrame(snug: boolean): DockerFrame {
  const left = snug ? 120 : 160;
  const cards = snug ? 352 : 558;
  const x = 36;
  const gutter = x + left + 14;
  const ports = { x: gutter + 12, y: 52, width: snug ? 46 : 52 };
  const groups = {
    x: ports.x + ports.width + 12,
    y: 52,
    width: cards,
    height: 232,
    card: snug ? 160 : 168,
    rows: { full: 2, cards: 4, chips: 8 },
    beside: false,
  };
  const right = groups.x + groups.width;
  const region = { x: 20, y: TOP, width: right + 16 - 20 };
  const registry = { x: region.x + region.width + (snug ? 24 : 30), width: snug ? 140 : 176 };
  const part = (y: number, height: number) => ({ x, y, width: left, height });
  return {
    size: 'stage',
    region,
    parts: { laptop: part(52, 34), docker: part(94, 34), dockerd: part(158, 54) },
    ports,
    groups,
    images: { x: ports.x, width: right - ports.x, height: 118 },
    side: part(222, 0),
    registry,
    gutter,
    lane: 36,
    width: registry.x + registry.width + 20,
  };
}

/** Below a cluster of that width, from `y` on. The clients stand in the cluster's own picture of the laptop. */
export function stripFrame(width: number, y: number): DockerFrame {
  const edge = 20;
  const registry = { x: width - edge - 150, y, width: 150 };
  const region = { x: edge, y, width: registry.x - 24 - edge };
  const x = edge + 16;
  const left = 122;
  const gutter = x + left + 8;
  const ports = { x: gutter + 8, y: y + 36, width: 46 };
  const inner = region.x + region.width - 14 - (ports.x + ports.width + 10);
  const images = Math.round(inner * 0.4);
  const groups = {
    x: ports.x + ports.width + 10,
    y: y + 36,
    width: inner - images - 14,
    height: 84,
    card: 150,
    // a cluster stands above: it stays low
    rows: { full: 0, cards: 2, chips: 4 },
    beside: true,
  };
  return {
    size: 'strip',
    region,
    parts: { dockerd: { x, y: y + 40, width: left, height: 46 } },
    ports,
    groups,
    images: { x: groups.x + groups.width + 14, y: y + 32, width: images, height: 66 },
    side: undefined,
    registry,
    gutter,
    lane: y + 22,
    width,
  };
}

/** Everything below one another, from `y` on; with or without the clients at its top. */
export function tallFrame(y: number, alone: boolean): DockerFrame {
  const x = 26;
  const width = 348;
  const inner = width - 28;
  const row = { y: y + 34, height: 40 };
  const client = (at: number) => ({ ...row, x: x + 14 + at * 94, width: 86 });
  const daemon = { ...row, x: x + 14 + 188, width: inner - 188 };
  const whole = { ...row, x: x + 14, width: inner };
  return {
    size: 'tall',
    region: { x, y, width },
    parts: alone ? { laptop: client(0), docker: client(1), dockerd: daemon } : { dockerd: whole },
    ports: { x: x + 14, y: y + 100, width: 46 },
    groups: {
      x: x + 14 + 54,
      y: y + 100,
      width: inner - 54,
      height: 190,
      card: 200,
      rows: { full: 4, cards: 8, chips: 12 },
      beside: false,
    },
    images: { x: x + 14, width: inner, height: 112 },
    side: { x: x + 14, y: 0, width: inner },
    registry: { x, width },
    gutter: x / 2,
    lane: y + 86,
    width: width + 2 * x,
  };
}
