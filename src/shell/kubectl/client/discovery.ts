/** What the API server serves, and how words on the command line are matched with it. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import type { Routine } from '../../../engine/processes/routine';
import { findKind } from '../../../kinds/registry';
import { isStatus, type Status } from '../../../kinds/status';
import type { ClusterConnection } from '../../command';
import { CommandError } from '../errors';

/** A resource as discovery describes it. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Names of its subresources: `status`, `scale`, `log`. */
  readonly subresources: readonly string[];
}

export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

export interface Discovery {
  /** In the server's order: core first; each group's preferred version before its others. */
  readonly resources: readonly ApiResource[];
  readonly groupVersions: readonly GroupVersion[];
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Asks for everything that is served. Code 0 in the error: nobody listens. */
export function* discover(connection: ClusterConnection): Routine<Result<Discovery, Status>> {
  const resources: ApiResource[] = [];
  const groupVersions: GroupVersion[] = [];
  for (const path of ['/api', '/apis']) {
    const response = yield* connection.request({ method: 'GET', path, headers: { accept: AGGREGATED } });
    if (response.code !== 200) return fail(statusOf(response));
    const found = isAggregated(response.body)
      ? fromAggregated(response.body)
      : yield* fromLists(connection, path, response.body);
    resources.push(...found.resources);
    groupVersions.push(...found.groupVersions);
  }
  return ok({ resources, groupVersions });
}

/** `v1`, `apps/v1`. */
export function groupVersionText(of: GroupVersion): string {
  return of.group === '' ? of.version : `${of.group}/${of.version}`;
}

/** `pods`, `deployments.apps`: how messages name a resource. */
export function resourceText(resource: Pick<ApiResource, 'group' | 'plural'>): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}

/** `pod`, `deployment.apps`: how kubectl prints what it did something to. */
export function printedType(resource: Pick<ApiResource, 'group' | 'kind'>): string {
  const kind = resource.kind.toLowerCase();
  return resource.group === '' ? kind : `${kind}.${resource.group}`;
}

/** The REST path of a collection, an object, or one of its subresources. */
export function resourcePath(
  resource: Pick<ApiResource, 'group' | 'version' | 'plural' | 'namespaced'>,
  namespace?: string,
  name?: string,
  subresource?: string,
): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const inNamespace = resource.namespaced && (namespace ?? '') !== '' ? `/namespaces/${namespace}` : '';
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  const part = subresource === undefined || subresource === '' ? '' : `/${subresource}`;
  return `${root}${inNamespace}/${resource.plural}${object}${part}`;
}

/**
 * The resource that a word names: plural, singular, short name or kind, with `.GROUP` or `.VERSION.GROUP` behind it.
 * @throws CommandError `the server doesn't have a resource type "podz"`
 */
export function findResource(discovery: Discovery, word: string): ApiResource {
  const [first = '', ...rest] = word.split('.');
  const exact = rest.length >= 2 ? { version: rest[0] ?? '', group: rest.slice(1).join('.') } : undefined;
  const found =
    (exact && discovery.resources.find((one) => matches(one, first, exact.group) && one.version === exact.version)) ??
    (exact && rest[1] === ''
      ? discovery.resources.find((one) => matches(one, first, '') && one.group === '' && one.version === rest[0])
      : undefined) ??
    discovery.resources.find((one) => isExactly(one, first, rest.join('.'))) ??
    discovery.resources.find((one) => matches(one, first, rest.join('.')));
  if (found === undefined) throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(first)}`);
  return found;
}

/** The same for verbs that ask the mapper themselves: what it says has no `error:` before it. */
export function mappedResource(discovery: Discovery, word: string): ApiResource {
  try {
    return findResource(discovery, word);
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(error.message, { verbatim: true }) : error;
  }
}

/** What this kubectl knows of a type without asking anybody, for `--dry-run=client`. */
export function builtInResource(word: string): ApiResource {
  const [name = '', ...group] = word.split('.');
  const kind = findKind(name, group.length === 0 ? undefined : group.join('.'));
  if (kind === undefined) throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(name)}`);
  return { ...kind, subresources: [] };
}

/** The resource of an object's apiVersion and kind, undefined when it is not served. */
export function resourceForKind(discovery: Discovery, apiVersion: string, kind: string): ApiResource | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return discovery.resources.find(
    (one) => one.group === group && one.version === version && (one.kind === kind || one.kind.toLowerCase() === kind),
  );
}

/** Resources of a category (`all`) that can be listed; none when the word is no category. */
export function categoryMembers(discovery: Discovery, word: string): readonly ApiResource[] {
  const members = discovery.resources.filter((one) => one.categories.includes(word) && one.verbs.includes('list'));
  // Of several versions the first is the preferred one.
  const isFirst = (one: ApiResource) =>
    members.find(({ group, plural }) => group === one.group && plural === one.plural) === one;
  return members.filter(isFirst);
}

function isExactly(one: ApiResource, word: string, group: string): boolean {
  const name = word.toLowerCase();
  return inGroup(one, group) && (one.plural === name || one.singular === name);
}

function matches(one: ApiResource, word: string, group: string): boolean {
  if (!inGroup(one, group)) return false;
  const name = word.toLowerCase();
  return one.plural === name || one.singular === name || one.shortNames.includes(word) || one.kind === word;
}

function inGroup(one: ApiResource, group: string): boolean {
  return group === '' || one.group === group || (group !== '' && one.group.startsWith(group) && one.group !== '');
}

interface AggregatedResource {
  readonly resource: string;
  readonly responseKind: { readonly kind: string; readonly group?: string; readonly version?: string };
  readonly scope: 'Namespaced' | 'Cluster';
  readonly singularResource?: string;
  readonly verbs?: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly { readonly subresource: string }[];
}

interface AggregatedList {
  readonly kind: string;
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly { readonly version: string; readonly resources?: readonly AggregatedResource[] }[];
  }[];
}

function isAggregated(body: unknown): body is AggregatedList {
  return (body as { kind?: unknown } | null)?.kind === 'APIGroupDiscoveryList';
}

function fromAggregated(list: AggregatedList): Discovery {
  const resources: ApiResource[] = [];
  const groupVersions: GroupVersion[] = [];
  for (const item of list.items) {
    const group = item.metadata.name ?? '';
    for (const { version, resources: served } of item.versions) {
      groupVersions.push({ group, version });
      for (const one of served ?? []) {
        resources.push({
          group,
          version,
          plural: one.resource,
          singular: one.singularResource || one.responseKind.kind.toLowerCase(),
          kind: one.responseKind.kind,
          namespaced: one.scope === 'Namespaced',
          verbs: one.verbs ?? [],
          shortNames: one.shortNames ?? [],
          categories: one.categories ?? [],
          subresources: (one.subresources ?? []).map((part) => part.subresource),
        });
      }
    }
  }
  return { resources, groupVersions };
}

interface LegacyResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

interface LegacyGroups {
  readonly versions?: readonly string[];
  readonly groups?: readonly {
    readonly name: string;
    readonly versions: readonly { readonly version: string; readonly groupVersion: string }[];
  }[];
}

function* fromLists(connection: ClusterConnection, path: string, body: unknown): Routine<Discovery> {
  const { versions, groups } = body as LegacyGroups;
  const groupVersions: GroupVersion[] = [
    ...(versions ?? []).map((version) => ({ group: '', version })),
    ...(groups ?? []).flatMap(({ name, versions: all }) => all.map(({ version }) => ({ group: name, version }))),
  ];
  const resources: ApiResource[] = [];
  for (const served of groupVersions) {
    const response = yield* connection.request({ method: 'GET', path: `${path}/${groupVersionText(served)}` });
    if (response.code !== 200) continue;
    const list = (response.body as { resources?: readonly LegacyResource[] }).resources ?? [];
    for (const one of list) {
      if (one.name.includes('/')) continue;
      const parts = list.filter((other) => other.name.startsWith(`${one.name}/`));
      resources.push({
        ...served,
        plural: one.name,
        singular: one.singularName || one.kind.toLowerCase(),
        kind: one.kind,
        namespaced: one.namespaced,
        verbs: one.verbs,
        shortNames: one.shortNames ?? [],
        categories: one.categories ?? [],
        subresources: parts.map((part) => part.name.slice(one.name.length + 1)),
      });
    }
  }
  return { resources, groupVersions };
}

function statusOf(response: { readonly code: number; readonly body: unknown }): Status {
  if (isStatus(response.body)) return response.body;
  const message = typeof response.body === 'string' ? response.body : 'unknown';
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: '',
    code: response.code,
  };
}
