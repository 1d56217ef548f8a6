import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { formatLabelSelector } from '../selector';
import { raiseGeneration, startGeneration } from '../workloads/generation';
import { validateNetworkPolicy } from './validateNetworkPolicy';

export interface NetworkPolicy extends ClusterObject {
  spec: NetworkPolicySpec;
}

export const networkPolicyKind = defineKind<NetworkPolicy>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  namespaced: true,
  schema: 'io.k8s.api.networking.v1.NetworkPolicy',
  shortNames: ['netpol'],
  setDefaults(policy) {
    policy.spec ??= { podSelector: {} };
    const { spec } = policy;
    spec.podSelector ??= {};
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
    }
    if ((spec.policyTypes ?? []).length === 0) {
      spec.policyTypes = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: (policy, old) => raiseGeneration(policy, old),
  validate: (policy) => validateNetworkPolicy(policy.spec),
  columns: [
    nameColumn,
    {
      name: 'Pod-Selector',
      type: 'string',
      description: 'The pods that it is about',
      value: (policy) => formatLabelSelector(policy.spec.podSelector),
    },
    ageColumn,
  ],
});
