/** What is served: the old discovery documents (one per group version) and the aggregated ones. */
import { encodeBase64 } from '../../base/base64';
import { sha256 } from '../../base/sha256';
import type { Kind } from '../../kinds/kind';
import { apiVersionOf } from '../../kinds/kind';

const SUBRESOURCE_VERBS = ['get', 'patch', 'update'] as const;

/** Groups by the priority that the real server gives them; others follow in the order of their kinds. */
const GROUP_ORDER = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

interface Subresource {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

interface Group {
  readonly name: string;
  readonly versions: readonly { readonly version: string; readonly kinds: readonly Kind[] }[];
}

export class Discovery {
  readonly #groups: readonly Group[];
  readonly #serverAddress: string;

  /** `serverAddress` is where the server says it is, such as `10.0.0.10:6443`. */
  constructor(kinds: readonly Kind[], serverAddress: string) {
    this.#groups = groupsOf(kinds);
    this.#serverAddress = serverAddress;
  }

  /** Every group version that is served: `v1`, `apps/v1`. */
  get groupVersions(): readonly string[] {
    return this.#groups.flatMap((group) => group.versions.map(({ version }) => groupVersion(group.name, version)));
  }

  /** The document at a path below `/api` or `/apis`; undefined when there is none. */
  document(segments: readonly string[], aggregated: boolean): unknown {
    const [root, first, second, ...rest] = segments;
    if (rest.length > 0) return undefined;
    const core = root === 'api';
    if (first === undefined) {
      if (aggregated) return this.#aggregated(core);
      return core ? this.#versions() : this.#groupList();
    }
    if (core) return second === undefined ? this.#resourceList('', first) : undefined;
    return second === undefined ? this.#group(first) : this.#resourceList(first, second);
  }

  #versions(): unknown {
    const core = this.#groups.find((group) => group.name === '');
    return {
      kind: 'APIVersions',
      versions: (core?.versions ?? []).map(({ version }) => version),
      serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: this.#serverAddress }],
    };
  }

  #groupList(): unknown {
    const groups = this.#groups.filter((group) => group.name !== '').map(groupDocument);
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }

  #group(name: string): unknown {
    const group = this.#groups.find((one) => one.name === name && name !== '');
    return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) };
  }

  #resourceList(group: string, version: string): unknown {
    const found = this.#groups.find((one) => one.name === group)?.versions.find((one) => one.version === version);
    if (found === undefined) return undefined;
    const resources = found.kinds.flatMap((kind) => [
      resource(kind),
      ...subresourcesOf(kind).map((sub) => nested(kind, sub)),
    ]);
    return {
      kind: 'APIResourceList',
      ...(group === '' ? {} : { apiVersion: 'v1' }),
      groupVersion: groupVersion(group, version),
      resources,
    };
  }

  #aggregated(core: boolean): unknown {
    const items = this.#groups
      .filter((group) => (group.name === '') === core)
      .map((group) => ({
        metadata: { ...(group.name === '' ? {} : { name: group.name }), creationTimestamp: null },
        versions: group.versions.map(({ version, kinds }) => ({
          version,
          resources: kinds.map(aggregatedResource),
          freshness: 'Current',
        })),
      }));
    return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  }
}

function groupsOf(kinds: readonly Kind[]): Group[] {
  const byGroup = new Map<string, Map<string, Kind[]>>();
  for (const kind of kinds) {
    const versions = byGroup.get(kind.group) ?? new Map<string, Kind[]>();
    byGroup.set(kind.group, versions);
    versions.set(kind.version, [...(versions.get(kind.version) ?? []), kind]);
  }
  const place = (name: string) => (name === '' ? -1 : (GROUP_ORDER.indexOf(name) + 100) % 100);
  return [...byGroup]
    .map(([name, versions]) => ({
      name,
      versions: [...versions].map(([version, members]) => ({
        version,
        kinds: members.sort((a, b) => (a.plural < b.plural ? -1 : 1)),
      })),
    }))
    .sort((a, b) => place(a.name) - place(b.name));
}

function groupDocument(group: Group): object {
  const versions = group.versions.map(({ version }) => ({ groupVersion: groupVersion(group.name, version), version }));
  return { name: group.name, versions, preferredVersion: versions[0] };
}

function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Declared subresources with `status` and `scale`, in alphabetical order. */
function subresourcesOf(kind: Kind): Subresource[] {
  const all: Subresource[] = [...(kind.subresources ?? [])];
  if (kind.hasStatus) all.push({ name: 'status', kind: kind.kind, verbs: SUBRESOURCE_VERBS });
  if (kind.scale !== undefined) {
    all.push({ name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: SUBRESOURCE_VERBS });
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function resource(kind: Kind): object {
  return {
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: kind.verbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
    ...(kind.verbs.includes('watch') ? { storageVersionHash: storageVersionHash(kind) } : {}),
  };
}

/** Names the version that objects are kept in: another hash, another version. */
function storageVersionHash(kind: Kind): string {
  const { group, version, kind: name } = kind.keptAs?.kind ?? kind;
  const start = sha256(`${group}/${version}/${name}`).slice(0, 16);
  return encodeBase64(Uint8Array.from(start.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
}

function nested(kind: Kind, sub: Subresource): object {
  return {
    name: `${kind.plural}/${sub.name}`,
    singularName: '',
    namespaced: kind.namespaced,
    ...(sub.group === undefined ? {} : { group: sub.group, version: sub.version ?? 'v1' }),
    kind: sub.kind,
    verbs: sub.verbs,
  };
}

function aggregatedResource(kind: Kind): object {
  const subresources = subresourcesOf(kind).map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group ?? '', version: sub.version ?? '', kind: sub.kind },
    verbs: sub.verbs,
  }));
  return {
    resource: kind.plural,
    responseKind: { group: '', version: '', kind: kind.kind },
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}

/** The group versions of kinds, as paths below the root: `api/v1`, `apis/apps/v1`. */
export function pathOfGroupVersion(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group === '' ? `api/${kind.version}` : `apis/${apiVersionOf(kind)}`;
}
