/** What a Node says of the cloud whose machine it is: words that kubelet and cloud controller manager share. */
import type { Taint } from 'kubernetes-types/core/v1';

/** A kubelet of a cluster with a cloud registers its node with this taint: nothing comes there before the cloud knows it. */
export const UNINITIALIZED: Taint = {
  key: 'node.cloudprovider.kubernetes.io/uninitialized',
  value: 'true',
  effect: 'NoSchedule',
};

/** This world's cloud's name for a machine of so many processors. */
export function machineType({ cpu }: { readonly cpu: string }): string {
  return `standard-${cpu}`;
}

/** What `spec.providerID` of a node holds here. */
export function providerId(name: string): string {
  return `kubarium://${name}`;
}
