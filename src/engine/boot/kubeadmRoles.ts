/** What kubeadm gives to the cluster's administrators, to nodes that join and to its add-ons. */
import { clusterRoleKind } from '../../kinds/access/clusterRole';
import { clusterRoleBindingKind } from '../../kinds/access/clusterRoleBinding';
import { type PolicyRule, RBAC_GROUP, type Subject } from '../../kinds/access/policyRules';
import { roleKind } from '../../kinds/access/role';
import { roleBindingKind } from '../../kinds/access/roleBinding';
import type { Client } from '../client/client';
import type { ClusterProfile } from '../profile';

const apiVersion = `${RBAC_GROUP}/v1`;
const JOINING = group('system:bootstrappers:kubeadm:default-node-token');

/** What the name service may read. */
export function createDnsRole(client: Client): void {
  const verbs = ['list', 'watch'];
  makeRole(client, 'system:coredns', [
    { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
  ]);
  bind(client, 'system:coredns', 'system:coredns', account('coredns'));
}

/** The administrators' binding, which every cluster has; the rest where kubeadm's add-ons are. */
export function createKubeadmRoles(client: Client, profile: ClusterProfile): void {
  bind(client, 'kubeadm:cluster-admins', 'cluster-admin', group('kubeadm:cluster-admins'));
  if (profile.cloud) createCloudRole(client);
  if (!profile.systemPods) return;
  const signing = 'system:certificates.k8s.io:certificatesigningrequests';
  const read = (resource: string, verbs = ['get']): PolicyRule => ({ apiGroups: [''], resources: [resource], verbs });
  makeRole(client, 'kubeadm:get-nodes', [read('nodes')]);
  bind(client, 'kubeadm:get-nodes', 'kubeadm:get-nodes', JOINING);
  bind(client, 'kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', JOINING);
  bind(client, 'kubeadm:node-autoapprove-bootstrap', `${signing}:nodeclient`, JOINING);
  bind(client, 'kubeadm:node-autoapprove-certificate-rotation', `${signing}:selfnodeclient`, group('system:nodes'));
  bind(client, 'kubeadm:node-proxier', 'system:node-proxier', account('kube-proxy'));
  createDnsRole(client);
  if (profile.clusterName === 'minikube') bind(client, 'minikube-rbac', 'cluster-admin', account('default'));
  const configs: readonly (readonly [string, string, readonly Subject[]])[] = [
    ['kube-proxy', 'kube-proxy', [JOINING]],
    ['kubeadm:kubelet-config', 'kubelet-config', [group('system:nodes'), JOINING]],
    ['kubeadm:nodes-kubeadm-config', 'kubeadm-config', [JOINING, group('system:nodes')]],
  ];
  for (const [name, config, subjects] of configs) shareConfig(client, 'kube-system', name, config, subjects);
  const anybody = { apiGroup: RBAC_GROUP, kind: 'User', name: 'system:anonymous' };
  shareConfig(client, 'kube-public', 'kubeadm:bootstrap-signer-clusterinfo', 'cluster-info', [anybody]);
}

/** What the providers of clouds give to their controller manager. */
function createCloudRole(client: Client): void {
  const name = 'system:cloud-controller-manager';
  const rule = (resources: string[], verbs: string[], apiGroup = ''): PolicyRule => ({
    apiGroups: [apiGroup],
    resources,
    verbs,
  });
  makeRole(client, name, [
    rule(['events'], ['create', 'patch', 'update']),
    rule(['nodes'], ['*']),
    rule(['nodes/status'], ['patch']),
    rule(['services'], ['get', 'list', 'patch', 'update', 'watch']),
    rule(['services/status'], ['list', 'patch', 'update', 'watch']),
    rule(['endpointslices'], ['get', 'list', 'watch'], 'discovery.k8s.io'),
    rule(['leases'], ['create', 'get', 'list', 'update', 'watch'], 'coordination.k8s.io'),
  ]);
  bind(client, name, name, account('cloud-controller-manager'));
}

function group(name: string): Subject {
  return { apiGroup: RBAC_GROUP, kind: 'Group', name };
}

function account(name: string): Subject {
  return { kind: 'ServiceAccount', name, namespace: 'kube-system' };
}

function makeRole(client: Client, name: string, rules: PolicyRule[]): void {
  client.create(clusterRoleKind, { apiVersion, kind: 'ClusterRole', metadata: { name }, rules });
}

function bind(client: Client, name: string, role: string, subject: Subject): void {
  client.create(clusterRoleBindingKind, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
    subjects: [subject],
  });
}

/** Lets some read one ConfigMap. */
function shareConfig(
  client: Client,
  namespace: string,
  name: string,
  config: string,
  subjects: readonly Subject[],
): void {
  const rule: PolicyRule = { apiGroups: [''], resourceNames: [config], resources: ['configmaps'], verbs: ['get'] };
  client.create(roleKind, { apiVersion, kind: 'Role', metadata: { name, namespace }, rules: [rule] });
  client.create(roleBindingKind, {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name },
    subjects: [...subjects],
  });
}
