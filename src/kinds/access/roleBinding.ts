import { defineKind } from '../kind';
import { bindingColumns } from './accessColumns';
import { type Binding, RBAC_GROUP, setBindingDefaults, validateBinding, validateSameRole } from './policyRules';

export interface RoleBinding extends Binding {}

export const roleBindingKind = defineKind<RoleBinding>({
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  namespaced: true,
  schema: 'io.k8s.api.rbac.v1.RoleBinding',
  nameRule: 'path-segment',
  setDefaults: setBindingDefaults,
  validate: (binding) => validateBinding(binding, ['Role', 'ClusterRole'], true),
  validateUpdate: validateSameRole,
  columns: bindingColumns,
});
