/** Where objects lie in etcd, as `etcdctl get --prefix /registry` shows it. */
import type { Kind } from '../../kinds/kind';

/** Kinds whose place is not called like their plural, for reasons of history. */
const PLACES: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  nodes: 'minions',
};

/** The prefix of a kind's keys, or of those in one namespace; it ends with a slash. */
export function storagePrefix(kind: Pick<Kind, 'group' | 'plural' | 'namespaced'>, namespace = ''): string {
  const place = kind.group === '' ? (PLACES[kind.plural] ?? kind.plural) : kind.plural;
  return kind.namespaced && namespace !== '' ? `/registry/${place}/${namespace}/` : `/registry/${place}/`;
}

export function storageKey(
  kind: Pick<Kind, 'group' | 'plural' | 'namespaced'>,
  namespace: string,
  name: string,
): string {
  return `${storagePrefix(kind, namespace)}${name}`;
}
