import { defineKind } from '../kind';
import { bindingColumns } from './accessColumns';
import { type Binding, RBAC_GROUP, setBindingDefaults, validateBinding, validateSameRole } from './policyRules';

export interface ClusterRoleBinding extends Binding {}

export const clusterRoleBindingKind = defineKind<ClusterRoleBinding>({
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  namespaced: false,
  schema: 'io.k8s.api.rbac.v1.ClusterRoleBinding',
  nameRule: 'path-segment',
  setDefaults: setBindingDefaults,
  validate: (binding) => validateBinding(binding, ['ClusterRole'], false),
  validateUpdate: validateSameRole,
  columns: bindingColumns,
});
