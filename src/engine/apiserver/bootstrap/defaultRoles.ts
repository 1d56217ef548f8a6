/**
 * The roles and bindings that every cluster has: what controllers, scheduler, nodes and everybody may do, and the roles
 * for people (`cluster-admin`, `admin`, `edit`, `view`). The data is what a 1.32 API server makes of itself.
 */
import type { ClusterRole } from '../../../kinds/access/clusterRole';
import { clusterRoleKind } from '../../../kinds/access/clusterRole';
import { clusterRoleBindingKind } from '../../../kinds/access/clusterRoleBinding';
import { type PolicyRule, RBAC_GROUP, type Subject } from '../../../kinds/access/policyRules';
import { roleKind } from '../../../kinds/access/role';
import { roleBindingKind } from '../../../kinds/access/roleBinding';
import type { Client } from '../../client/client';
import data from './defaultRoles.json';

interface RoleData {
  readonly namespace?: string;
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly rules?: PolicyRule[];
  readonly aggregationRule?: ClusterRole['aggregationRule'];
}

interface BindingData {
  readonly namespace?: string;
  readonly name: string;
  readonly role: string;
  readonly subjects?: Subject[];
}

interface DefaultRoles {
  readonly clusterRoles: readonly RoleData[];
  readonly clusterRoleBindings: readonly BindingData[];
  readonly roles: readonly RoleData[];
  readonly roleBindings: readonly BindingData[];
}

const apiVersion = `${RBAC_GROUP}/v1`;

/** Makes all of them; those of namespaces need their namespaces. */
export function createDefaultRoles(client: Client): void {
  const { clusterRoles, clusterRoleBindings, roles, roleBindings } = data as unknown as DefaultRoles;
  const aggregated = gatherRules(clusterRoles);
  for (const role of clusterRoles)
    client.create(clusterRoleKind, roleOf('ClusterRole', { ...role, ...aggregated(role) }));
  for (const binding of clusterRoleBindings) {
    client.create(clusterRoleBindingKind, bindingOf('ClusterRoleBinding', 'ClusterRole', binding));
  }
  for (const role of roles) client.create(roleKind, roleOf('Role', role));
  for (const binding of roleBindings) client.create(roleBindingKind, bindingOf('RoleBinding', 'Role', binding));
}

/** What the aggregation controller will make of the roles that gather others: they are right from the beginning. */
function gatherRules(roles: readonly RoleData[]): (role: RoleData) => { rules?: PolicyRule[] } {
  const rulesOf = (role: RoleData): PolicyRule[] => {
    const selectors = role.aggregationRule?.clusterRoleSelectors;
    if (selectors === undefined) return role.rules ?? [];
    const rules = new Map<string, PolicyRule>();
    for (const { matchLabels = {} } of selectors) {
      const selected = roles.filter(({ labels = {} }) =>
        Object.entries(matchLabels).every(([key, value]) => labels[key] === value),
      );
      for (const one of selected.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        for (const rule of rulesOf(one)) rules.set(JSON.stringify(rule), rule);
      }
    }
    return [...rules.values()];
  };
  return (role) => ({ rules: rulesOf(role) });
}

function metadataOf({ name, namespace, labels }: RoleData): ClusterRole['metadata'] {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
  };
}

function roleOf(kind: string, role: RoleData): ClusterRole {
  const { rules = [], aggregationRule } = role;
  return {
    ...(aggregationRule === undefined ? {} : { aggregationRule }),
    apiVersion,
    kind,
    metadata: metadataOf(role),
    rules,
  };
}

function bindingOf(kind: string, roleKindName: string, binding: BindingData) {
  const { subjects, role } = binding;
  return {
    apiVersion,
    kind,
    metadata: metadataOf(binding),
    roleRef: { apiGroup: RBAC_GROUP, kind: roleKindName, name: role },
    ...(subjects === undefined ? {} : { subjects }),
  };
}
