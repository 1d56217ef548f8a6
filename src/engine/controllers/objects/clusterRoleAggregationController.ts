import { equal } from '../../../base/equality';
import { type ClusterRole, clusterRoleKind } from '../../../kinds/access/clusterRole';
import type { PolicyRule } from '../../../kinds/access/policyRules';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { ControllerContext, ControllerDefinition, Outcome } from '../controller';

/** Gathers the rules of all roles that an aggregated ClusterRole selects, in the order of their names. */
export const clusterRoleAggregationController: ControllerDefinition = {
  name: 'clusterrole-aggregation-controller',
  account: 'clusterrole-aggregation-controller',
  create: (context) => {
    const roles = context.informer(clusterRoleKind);
    const enqueue = () => {
      for (const role of roles.list()) if (role.aggregationRule !== undefined) context.enqueue(role.metadata.name);
    };
    context.watch(clusterRoleKind, { onAdd: enqueue, onUpdate: enqueue, onDelete: enqueue });
    return { reconcile: (name) => aggregate(context, name) };
  },
};

function aggregate(context: ControllerContext, name: string): Outcome {
  const roles = context.informer(clusterRoleKind);
  const role = roles.get(name);
  if (role?.aggregationRule === undefined) return 'done';
  const rules = gathered(role, roles.list());
  if (equal(rules, role.rules ?? [])) return 'done';
  const updated = context.client.update(clusterRoleKind, { ...role, rules });
  return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';
}

function gathered(role: ClusterRole, roles: readonly ClusterRole[]): PolicyRule[] {
  const rules: PolicyRule[] = [];
  const sorted = [...roles].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? []) {
    for (const other of sorted) {
      if (other.metadata.name === role.metadata.name) continue;
      if (!matchesLabelSelector(selector, other.metadata.labels ?? {})) continue;
      for (const rule of other.rules ?? []) if (!rules.some((one) => equal(one, rule))) rules.push(rule);
    }
  }
  return rules;
}
