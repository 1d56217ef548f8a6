import type { ClusterObject } from '../../kinds/object';
import type { DockerView } from '../../store/docker/dockerView';
import { containerStatus } from './containerStatus';
import { CONTAINERS, IMAGES, imageLabel } from './dockerNames';
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

/** What happened to containers and images of the Docker host between two moments. */
export function dockerChangesBetween(before: DockerView | undefined, after: DockerView | undefined): WorldChange[] {
  if (before === undefined || after === undefined || before === after) return [];
  return [
    ...listChanges(CONTAINERS, before.containers, after.containers, (one) => ({
      name: one.name,
      status: containerStatus(one).word,
    })),
    ...listChanges(IMAGES, before.images, after.images, (one) => ({ name: imageLabel(one), status: '' })),
  ];
}

function listChanges<T extends { readonly id: string }>(
  resource: string,
  before: readonly T[],
  after: readonly T[],
  tell: (one: T) => Pick<WorldChange, 'name' | 'status'>,
): WorldChange[] {
  if (before === after) return [];
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Set(after.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map((one): WorldChange => ({ type: 'deleted', resource, ...tell(one) }));
  const rest = after.flatMap((one): WorldChange[] => {
    const previous = old.get(one.id);
    if (previous === one) return [];
    const said = tell(one);
    if (previous === undefined) return [{ type: 'added', resource, ...said }];
    return tell(previous).status === said.status ? [] : [{ type: 'changed', resource, ...said }];
  });
  return [...gone, ...rest];
}
