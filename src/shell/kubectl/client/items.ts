/** Fetches the objects that targets name. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import type { Routine } from '../../../engine/processes/routine';
import { pathSegmentErrors } from '../../../kinds/names';
import { CommandError, serverError } from '../errors';
import type { ClusterAccess } from './access';
import { type ApiResource, resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { ListTarget, NamedTarget, Target } from './resourceBuilder';

/** An object with its type: kubectl's resource.Info. */
export interface Item {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  readonly object: PlainObject;
  /** The file that named it. */
  readonly source?: string;
}

export interface Items {
  readonly items: readonly Item[];
  /** Those that could not be had, in order. */
  readonly errors: readonly CommandError[];
}

/** The objects as the server has them now; with a chunk size lists are asked for in such portions. */
export function* fetchItems(access: ClusterAccess, targets: readonly Target[], chunkSize = 0): Routine<Items> {
  const items: Item[] = [];
  const errors: CommandError[] = [];
  for (const target of targets) {
    const found =
      target.form === 'name' ? yield* fetchNamed(access, target) : yield* fetchList(access, target, chunkSize);
    if (found.ok) items.push(...found.value);
    else errors.push(found.error);
  }
  return { items, errors };
}

/** Lists a type, in chunks where the server hands them out so. */
export function* fetchList(
  access: ClusterAccess,
  target: ListTarget,
  chunkSize = 0,
): Routine<Result<Item[], CommandError>> {
  const { resource, namespace } = target;
  const items: Item[] = [];
  let next = '';
  do {
    const query = {
      ...(next === '' ? {} : { continue: next }),
      ...selectorQuery(target),
      ...(chunkSize > 0 ? { limit: String(chunkSize) } : {}),
    };
    const list = yield* access.attempt<ObjectList>({ method: 'GET', path: resourcePath(resource, namespace), query });
    if (!list.ok) return fail(serverError(describeListError(list.error, target)));
    const { apiVersion, kind, metadata } = list.value;
    for (const one of list.value.items ?? []) {
      const object = { ...one, apiVersion: one.apiVersion ?? apiVersion, kind: one.kind ?? kind.replace(/List$/, '') };
      items.push(itemOf(resource, object));
    }
    next = metadata?.continue ?? '';
  } while (next !== '');
  return ok(items);
}

interface ObjectList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly PlainObject[];
}

function* fetchNamed(access: ClusterAccess, target: NamedTarget): Routine<Result<Item[], CommandError>> {
  const { resource, namespace, name } = target;
  const problem = nameProblem(name);
  if (problem !== undefined) return fail(problem);
  const got = yield* access.attempt<PlainObject>({ method: 'GET', path: resourcePath(resource, namespace, name) });
  if (!got.ok) return fail(serverError(got.error));
  const item = itemOf(resource, got.value);
  return ok([target.source === undefined ? item : { ...item, source: target.source }]);
}

/** What the client says itself of names that fit into no path. */
export function nameProblem(name: string): CommandError | undefined {
  if (name === '') return new CommandError('resource name may not be empty');
  const problems = pathSegmentErrors(name);
  if (problems.length === 0) return undefined;
  return new CommandError(`invalid resource name ${JSON.stringify(name)}: [${problems.join(' ')}]`);
}

function itemOf(resource: ApiResource, object: PlainObject): Item {
  return { resource, object, namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '' };
}

/** The selectors as query parameters, those that are there. */
export function selectorQuery(target: ListTarget): Record<string, string> {
  const { labelSelector, fieldSelector } = target;
  return {
    ...(labelSelector === '' ? {} : { labelSelector }),
    ...(fieldSelector === '' ? {} : { fieldSelector }),
  };
}

type Refusal = Parameters<typeof serverError>[0];

/** kubectl says what it looked for when a selector is refused. */
export function describeListError(status: Refusal, target: ListTarget): Refusal {
  const { labelSelector, fieldSelector, resource } = target;
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return status;
  if (labelSelector === '' && fieldSelector === '') return status;
  const gvr = `${resource.group}/${resource.version}, Resource=${resource.plural}`;
  const message =
    status.reason === 'NotFound'
      ? `Unable to find ${JSON.stringify(gvr)} that match the selector: ${status.message ?? ''}`
      : `Unable to find ${JSON.stringify(gvr)} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}: ${status.message ?? ''}`;
  return { ...status, message };
}
