/** Bare clusters of any size, for measurements: `bench-10` has ten workers. */
import type { ClusterProfile } from '../profile';
import { referenceProfile } from './reference';

/** A cluster of `nodes` large workers (at most 250), without system pods and with the runtime's own durations. */
export function benchProfile(nodes: number): ClusterProfile {
  return {
    ...referenceProfile,
    name: `bench-${nodes}`,
    nodes: Array.from({ length: nodes }, (_, index) => ({
      name: `node-${index + 1}`,
      address: `10.0.${Math.floor((index + 11) / 250)}.${((index + 11) % 250) + 1}`,
      podCidr: `10.244.${index + 1}.0/24`,
      cpu: '16',
      memory: '64Gi',
      pods: 250,
      roles: [],
      taints: [],
      labels: {},
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      kernelVersion: '6.1.0-28-amd64',
      ephemeralStorage: '100Gi',
    })),
    nodeNetwork: '10.0.0.0/16',
    age: 600_000,
    durations: {},
  };
}
