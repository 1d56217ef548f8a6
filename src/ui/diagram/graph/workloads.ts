/** What keeps pods: the objects that say how many there should be, and which pods are theirs. */
import type { Deployment } from '../../../kinds/deployment';
import type { ClusterObject } from '../../../kinds/object';
import { keyOf } from '../../../kinds/object';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import type { ReplicationController } from '../../../kinds/replicationController';
import type { Rect } from './geometry';
import type { Frame } from './layout';
import type { Objects, WorkloadItem } from './scene';
import type { Slots } from './slots';

type Workload = ReplicationController | ReplicaSet | Deployment;

const RESOURCES = ['replicationcontrollers', 'deployments.apps', 'replicasets.apps'];
const SHORT: Readonly<Record<string, string>> = {
  replicationcontrollers: 'rc',
  'deployments.apps': 'deploy',
  'replicasets.apps': 'rs',
};

export interface PlacedWorkloads {
  readonly items: readonly WorkloadItem[];
  readonly more: number;
}

/** Chips in the left part of the band, oldest first; a replica set that a rollout has emptied is left out. */
export function placeWorkloads(
  objects: Objects,
  shown: (object: ClusterObject) => boolean,
  slots: Slots,
  frame: Frame,
): PlacedWorkloads {
  const all = RESOURCES.flatMap((resource) =>
    Object.values(objects[resource] ?? {})
      .filter((object) => shown(object) && keepsPods(resource, object as Workload))
      .map((object) => ({ resource, object: object as Workload })),
  );
  const idOf = ({ resource, object }: (typeof all)[number]) => object.metadata.uid ?? `${resource} ${keyOf(object)}`;
  const born = ({ object }: (typeof all)[number]) => String(object.metadata.creationTimestamp ?? '');
  all.sort((a, b) => (born(a) < born(b) ? -1 : Number(born(a) > born(b))));
  const places = slots.assign('workloads', all.map(idOf));
  const grid = workloadGrid(frame, Math.max(0, ...places.values()) + 1);
  const items = all.flatMap(({ resource, object }): WorkloadItem[] => {
    const rect = grid[places.get(idOf({ resource, object })) ?? 0];
    if (rect === undefined) return [];
    return [{ key: `${resource} ${keyOf(object)}`, resource, object, rect, short: SHORT[resource] ?? resource }];
  });
  return { items, more: all.length - items.length };
}

/** The places for so many of them; the last one is left out when there are too few. */
export function workloadGrid({ shape, band, parts }: Pick<Frame, 'shape' | 'band' | 'parts'>, count: number): Rect[] {
  const api = parts['api-server'];
  const end = shape === 'tall' || api === undefined ? band.x + band.width / 2 - 6 : api.x + api.width / 2 - 16;
  const columns = shape === 'tall' ? 1 : 2;
  const rows = count > columns ? 2 : 1;
  const width = (end - band.x - (columns - 1) * 8) / columns;
  const height = (band.height - (rows - 1) * 4) / rows;
  const room = columns * rows - (count > columns * rows ? 1 : 0);
  return Array.from({ length: room }, (_, place) => ({
    x: band.x + (place % columns) * (width + 8),
    y: band.y + Math.floor(place / columns) * (height + 4),
    width,
    height,
  }));
}

function keepsPods(resource: string, { spec, status }: Workload): boolean {
  return resource !== 'replicasets.apps' || (spec?.replicas ?? 1) > 0 || (status?.replicas ?? 0) > 0;
}

/** The uids of an object, of its owners, and of all that it owns, however deep: what belongs together. */
export function familyOf(objects: Objects, uid: string): ReadonlySet<string> {
  const all = ['pods', ...RESOURCES].flatMap((resource) => Object.values(objects[resource] ?? {}));
  const owners = (object: ClusterObject) => (object.metadata.ownerReferences ?? []).map((reference) => reference.uid);
  const family = new Set([uid]);
  const up = [uid];
  for (let at = up.pop(); at !== undefined; at = up.pop()) {
    const object = all.find(({ metadata }) => metadata.uid === at);
    for (const owner of object === undefined ? [] : owners(object)) {
      family.add(owner);
      up.push(owner);
    }
  }
  const below = new Set([uid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const object of all) {
      const own = object.metadata.uid ?? '';
      if (below.has(own) || !owners(object).some((owner) => below.has(owner))) continue;
      below.add(own);
      family.add(own);
      grown = true;
    }
  }
  return family;
}
