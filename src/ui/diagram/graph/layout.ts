/** The frame of the picture: a fixed grid with gutters between its columns and rows, in which all lines run. */
import type { Rect } from './geometry';

/** wide: laptop and ways in at the left of the cluster; tall: everything below one another, for narrow windows. */
export type Shape = 'wide' | 'tall';

/** Room for lines between columns and between rows. */
export const GUTTER = 36;
export const PAD = 14;
/** Widths of the left column, of a node, and of a part of the control plane; the smaller ones for squarer windows. */
const ROOMY = { side: 208, node: 244, part: 132 };
const SNUG = { side: 184, node: 206, part: 118 };
const EDGE = 20;
const MAX_COLUMNS = 4;
const TOP = { y: 14, height: 140 };
const BAND = 42;

export interface Frame {
  readonly shape: Shape;
  readonly width: number;
  readonly laptop: Rect;
  readonly controlPlane: Rect;
  /** Where workloads stand (at its left) and pods that wait for a node (at its right). */
  readonly band: Rect;
  /** Where services and load balancers begin; its height follows from them. */
  readonly outside: { readonly x: number; readonly y: number; readonly width: number };
  /** The corner at which the nodes begin, and how they stand. */
  readonly nodes: { readonly x: number; readonly y: number; readonly width: number; readonly columns: number };
  /** The height (wide) or the distance from the left (tall) of the line that leads to the nodes. */
  readonly bus: number;
  readonly parts: Readonly<Record<string, Rect>>;
}

/** What the frame is for. */
export interface FrameOptions {
  readonly shape: Shape;
  readonly nodes: number;
  readonly cloud: boolean;
  readonly snug: boolean;
  /** The laptop has a docker client. */
  readonly docker: boolean;
}

/** The frame for so many nodes; the control plane is never too narrow for its parts. */
export function frameFor({ shape, nodes, cloud, snug, docker }: FrameOptions): Frame {
  return shape === 'wide' ? wideFrame(nodes, cloud, snug ? SNUG : ROOMY, docker) : tallFrame(cloud, docker);
}

function wideFrame(nodes: number, cloud: boolean, widths: typeof ROOMY, docker: boolean): Frame {
  const left = EDGE + widths.side + GUTTER;
  const side = { x: EDGE, width: widths.side };
  const nodeWidth = widths.node;
  const { part } = widths;
  const columns = Math.max(1, Math.min(MAX_COLUMNS, nodes));
  const span = Math.max(columns * nodeWidth + (columns - 1) * GUTTER, 3 * nodeWidth + 2 * GUTTER);
  const row = TOP.y + 34;
  const across = (share: number) => left + share * span;
  const api = rect(across(0.45) - 84, row - 2, 168, 84);
  const band = rect(left, TOP.y + TOP.height + 10, span, BAND);
  const bus = band.y + band.height + 16;
  const y = bus + 16;
  return {
    shape: 'wide',
    width: left + span + EDGE,
    laptop: rect(side.x, TOP.y, side.width, TOP.height),
    controlPlane: rect(left, TOP.y, span, TOP.height),
    band,
    outside: { x: side.x, y, width: side.width },
    nodes: { x: left, y, width: nodes < 3 ? (span - (columns - 1) * GUTTER) / columns : nodeWidth, columns },
    bus,
    parts: {
      ...clients(side.x + 16, row, side.width - 32, docker),
      laptop: rect(side.x + 16, row + 46, side.width - 32, 36),
      etcd: rect(across(0.03), row + 10, part, 60),
      'api-server': api,
      scheduler: rect(across(1) - 16 - (cloud ? 116 + 14 : 0) - part, row, part, 37),
      'controller-manager': rect(across(1) - 16 - (cloud ? 116 + 14 : 0) - part, row + 43, part, 37),
      ...(cloud ? { cloud: rect(across(1) - 16 - 116, row + 20, 116, 40) } : {}),
    },
  };
}

/** kubectl, and docker before it where there is one: kubectl's line leaves at the right. */
function clients(x: number, y: number, width: number, docker: boolean): Readonly<Record<string, Rect>> {
  if (!docker) return { kubectl: rect(x, y, width, 36) };
  const half = (width - 8) / 2;
  return { docker: rect(x, y, half, 36), kubectl: rect(x + half + 8, y, half, 36) };
}

function tallFrame(cloud: boolean, docker: boolean): Frame {
  const x = 26;
  const width = 348;
  const controlPlane = rect(x, 96, width, 190);
  const part = (width - 2 * PAD - 12) / 2;
  const band = rect(x, 296, width, BAND);
  const client = docker ? (width - 2 * PAD - 16) / 3 : part;
  const next = docker ? client + 8 : part + 12;
  return {
    shape: 'tall',
    width: width + 2 * x,
    laptop: rect(x, 10, width, 76),
    controlPlane,
    band,
    outside: { x, y: 354, width },
    nodes: { x, y: 354, width, columns: 1 },
    bus: x / 2,
    parts: {
      kubectl: rect(x + PAD, 40, client, 34),
      laptop: rect(x + PAD + next, 40, client, 34),
      ...(docker ? { docker: rect(x + PAD + 2 * next, 40, client, 34) } : {}),
      'api-server': rect(x + PAD, 128, part, 84),
      etcd: rect(x + PAD, 236, part, 40),
      scheduler: rect(x + PAD + part + 12, 128, part, 36),
      'controller-manager': rect(x + PAD + part + 12, 176, part, 36),
      ...(cloud ? { cloud: rect(x + PAD + part + 12, 236, part, 40) } : {}),
    },
  };
}

function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}
