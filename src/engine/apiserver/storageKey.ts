/** Where objects lie in etcd, as `etcdctl get --prefix /registry` shows it. */
import type { Kind } from '../../kinds/kind';

/** Kinds whose place is not called like their plural, for reasons of history. */
const PLACES: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  nodes: 'minions',
};

/** Groups whose kinds define others. */
const DEFINING: ReadonlySet<string> = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

type Placed = Pick<Kind, 'group' | 'plural' | 'namespaced' | 'custom'>;

/** The prefix of a kind's keys, or of those in one namespace; it ends with a slash. */
export function storagePrefix(kind: Placed, namespace = ''): string {
  const place = placeOf(kind);
  return kind.namespaced && namespace !== '' ? `/registry/${place}/${namespace}/` : `/registry/${place}/`;
}

export function storageKey(kind: Placed, namespace: string, name: string): string {
  return `${storagePrefix(kind, namespace)}${name}`;
}

/** What is defined in the cluster lies by group; so does what defines. */
function placeOf(kind: Placed): string {
  if (kind.group === '') return PLACES[kind.plural] ?? kind.plural;
  const byGroup = kind.custom !== undefined || DEFINING.has(kind.group);
  return byGroup ? `${kind.group}/${kind.plural}` : kind.plural;
}
