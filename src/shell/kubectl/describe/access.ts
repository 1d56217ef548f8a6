/** Roles and bindings. */
import type { Binding, PolicyRule } from '../../../kinds/access/policyRules';
import type { ClusterObject } from '../../../kinds/object';
import { ruleCells, tidyRules } from '../client/policyRules';
import type { Describer, DescribeWriter } from './describer';
import { writeAnnotations, writeLabels } from './metadata';

interface Role extends ClusterObject {
  readonly rules?: readonly PolicyRule[];
}

export const roleDescriber = describerOfRoles('rbac.authorization.k8s.io/Role');
export const clusterRoleDescriber = describerOfRoles('rbac.authorization.k8s.io/ClusterRole');
export const roleBindingDescriber = describerOfBindings('rbac.authorization.k8s.io/RoleBinding');
export const clusterRoleBindingDescriber = describerOfBindings('rbac.authorization.k8s.io/ClusterRoleBinding');

function describerOfRoles(kind: string): Describer<Role> {
  return {
    kind,
    events: false,
    // biome-ignore lint/correctness/useYield: nothing more to ask for
    *describe({ out }, role) {
      writeHead(out, role);
      out.line(0, 'PolicyRule:');
      out.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
      out.line(1, '---------\t-----------------\t--------------\t-----');
      for (const rule of tidyRules(role.rules ?? [])) out.line(1, ruleCells(rule));
    },
  };
}

function describerOfBindings(kind: string): Describer<Binding> {
  return {
    kind,
    events: false,
    // biome-ignore lint/correctness/useYield: nothing more to ask for
    *describe({ out }, binding) {
      writeHead(out, binding);
      out.line(0, 'Role:');
      out.line(1, `Kind:\t${binding.roleRef.kind}`);
      out.line(1, `Name:\t${binding.roleRef.name}`);
      out.line(0, 'Subjects:');
      out.line(1, 'Kind\tName\tNamespace');
      out.line(1, '----\t----\t---------');
      for (const { kind: of, name, namespace } of binding.subjects ?? []) {
        out.line(1, `${of}\t${name}\t${namespace ?? ''}`);
      }
    },
  };
}

/** Neither says in which namespace it is. */
function writeHead(out: DescribeWriter, { metadata }: ClusterObject): void {
  out.line(0, `Name:\t${metadata.name}`);
  writeLabels(out, 'Labels', metadata.labels);
  writeAnnotations(out, metadata.annotations);
}
