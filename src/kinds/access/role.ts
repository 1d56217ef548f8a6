import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { roleColumns } from './accessColumns';
import { type PolicyRule, RBAC_GROUP, validateRules } from './policyRules';

export interface Role extends ClusterObject {
  rules?: PolicyRule[];
}

export const roleKind = defineKind<Role>({
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  namespaced: true,
  schema: 'io.k8s.api.rbac.v1.Role',
  nameRule: 'path-segment',
  validate: (role) => validateRules(role.rules, true),
  columns: roleColumns,
});
