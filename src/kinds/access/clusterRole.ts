import type { AggregationRule } from 'kubernetes-types/rbac/v1';
import { type FieldError, required } from '../fieldError';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { validateLabelSelector } from '../workloads/validateSelector';
import { roleColumns } from './accessColumns';
import { type PolicyRule, RBAC_GROUP, validateRules } from './policyRules';

export interface ClusterRole extends ClusterObject {
  rules?: PolicyRule[];
  /** The rules are gathered from the roles that it selects. */
  aggregationRule?: AggregationRule;
}

export const clusterRoleKind = defineKind<ClusterRole>({
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  namespaced: false,
  schema: 'io.k8s.api.rbac.v1.ClusterRole',
  nameRule: 'path-segment',
  validate: (role) => [...validateRules(role.rules, false), ...validateAggregation(role.aggregationRule)],
  columns: roleColumns,
});

function validateAggregation(rule: AggregationRule | undefined): FieldError[] {
  if (rule === undefined) return [];
  const field = 'aggregationRule.clusterRoleSelectors';
  const selectors = rule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    return [required(field, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  }
  return selectors.flatMap((selector, index) => validateLabelSelector(`${field}[${index}]`, selector));
}
