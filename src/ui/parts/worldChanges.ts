import type { ClusterObject } from '../../kinds/object';
import { objectStatus } from './objectStatus';

type Objects = Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;

export interface WorldChange {
  readonly type: 'added' | 'deleted' | 'changed';
  readonly resource: string;
  readonly name: string;
  readonly status: string;
}

/** The kinds whose coming and going is worth telling; endpoints, leases and events only follow from them. */
const TOLD = [
  'pods',
  'nodes',
  'services',
  'deployments.apps',
  'replicasets.apps',
  'replicationcontrollers',
  'namespaces',
];

/** What came, went, or has another status word, between two moments. */
export function changesBetween(before: Objects, after: Objects): WorldChange[] {
  return TOLD.flatMap((resource) => {
    const old = before[resource] ?? {};
    const now = after[resource] ?? {};
    if (old === now) return [];
    const gone = Object.keys(old)
      .filter((key) => now[key] === undefined)
      .map((key): WorldChange => change('deleted', resource, old[key]));
    const rest = Object.entries(now).flatMap(([key, object]): WorldChange[] => {
      const previous = old[key];
      if (previous === object) return [];
      const status = objectStatus(resource, object).word;
      if (previous === undefined) return [change('added', resource, object)];
      return objectStatus(resource, previous).word === status ? [] : [change('changed', resource, object)];
    });
    return [...gone, ...rest];
  });
}

function change(type: WorldChange['type'], resource: string, object: ClusterObject | undefined): WorldChange {
  const status = object === undefined ? '' : objectStatus(resource, object).word;
  return { type, resource, name: object?.metadata.name ?? '', status };
}
