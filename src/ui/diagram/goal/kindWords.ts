import type { Text } from '../../i18n/useText';
import { CONTAINERS, IMAGES, REPOSITORIES } from '../../parts/dockerNames';

/** The page's names for what conditions call by the kind's name. */
const RESOURCES: Readonly<Record<string, string>> = {
  Pod: 'pods',
  Service: 'services',
  Node: 'nodes',
  ReplicationController: 'replicationcontrollers',
  ReplicaSet: 'replicasets.apps',
  Deployment: 'deployments.apps',
  Namespace: 'namespaces',
  container: CONTAINERS,
  image: IMAGES,
  repository: REPOSITORIES,
};

/** What a kind is called on the page. */
export function kindWords(t: Text['t'], kind: string): string {
  return t.kinds[RESOURCES[kind] ?? ''] ?? kind;
}
