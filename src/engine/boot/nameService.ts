/** The cluster's name service as one part: stopping it means wanting none of its pods, as an administrator would say. */
import { deploymentKind } from '../../kinds/deployment';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import type { ClusterProfile } from '../profile';

/** So many of its pods a new cluster has. */
export function nameServers(profile: ClusterProfile): number {
  return profile.nodes.length > 1 ? 2 : 1;
}

/** Wants all or none of its pods. Nothing happens where there is no such service, or nobody to tell. */
export function nameService(api: ApiServer, profile: ClusterProfile): { start(): void; stop(): void } {
  const client = new Client(api, { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'diagram' });
  const want = (replicas: number) => {
    client.patch(deploymentKind, 'coredns', 'kube-system', { spec: { replicas } }, { type: 'merge' });
  };
  return { start: () => want(nameServers(profile)), stop: () => want(0) };
}
