/** What the parts of a cluster that come with its add-ons may do, as their own manifests grant it. */
import { Random } from '../../base/random';
import { clusterRoleKind } from '../../kinds/access/clusterRole';
import { clusterRoleBindingKind } from '../../kinds/access/clusterRoleBinding';
import { type PolicyRule, RBAC_GROUP } from '../../kinds/access/policyRules';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import type { Client } from '../client/client';
import type { Caller } from '../client/door';
import type { ClusterProfile } from '../profile';

const apiVersion = `${RBAC_GROUP}/v1`;
const READ = ['get', 'list', 'watch'];

const rule = (group: string, resources: string[], verbs: string[]): PolicyRule => ({
  apiGroups: [group],
  resources,
  verbs,
});

const INGRESS_RULES = [
  rule('', ['configmaps', 'endpoints', 'nodes', 'pods', 'secrets', 'namespaces'], ['list', 'watch']),
  rule('coordination.k8s.io', ['leases'], ['list', 'watch']),
  rule('', ['nodes'], ['get']),
  rule('', ['services'], READ),
  rule('networking.k8s.io', ['ingresses'], READ),
  rule('', ['events'], ['create', 'patch']),
  rule('networking.k8s.io', ['ingresses/status'], ['update']),
  rule('networking.k8s.io', ['ingressclasses'], READ),
  rule('discovery.k8s.io', ['endpointslices'], ['list', 'watch', 'get']),
];
const POLICY_RULES = [
  rule('', ['pods', 'namespaces', 'nodes'], READ),
  rule('networking.k8s.io', ['networkpolicies'], ['list', 'watch']),
];

/** Draws from its own chance, so that the rest of the world's is the same with these objects as without. */
export function createComponentRoles(client: Client, profile: ClusterProfile): void {
  const random = new Random('component roles');
  const grant = (name: string, namespace: string, rules?: PolicyRule[], role = name) => {
    if (rules !== undefined) {
      const metadata = { name, uid: random.uuid() };
      client.create(clusterRoleKind, { apiVersion, kind: 'ClusterRole', metadata, rules });
    }
    client.create(clusterRoleBindingKind, {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name, uid: random.uuid() },
      roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  };
  const account = (name: string) => {
    const metadata = { name, namespace: 'kube-system', uid: random.uuid() };
    client.create(serviceAccountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  };
  if (profile.storage !== undefined) {
    account('storage-provisioner');
    grant('storage-provisioner', 'kube-system', undefined, 'system:persistent-volume-provisioner');
  }
  if (profile.ingressController === true) grant('ingress-nginx', 'ingress-nginx', INGRESS_RULES);
  if (profile.networkPolicies && profile.systemPods) {
    account('kube-network-policies');
    grant('kube-network-policies', 'kube-system', POLICY_RULES);
  }
}

/** Who follows network policies. Where the network is somebody else's, so is what it may do: it looks from outside. */
export function policyAgent({ systemPods }: ClusterProfile): Caller {
  if (!systemPods) return { user: 'system:node-network-agent', groups: ['system:masters'], actor: 'network' };
  return {
    user: 'system:serviceaccount:kube-system:kube-network-policies',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
    actor: 'network',
  };
}
