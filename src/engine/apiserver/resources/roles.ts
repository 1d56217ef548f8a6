/** Roles and bindings: nobody can give what they don't have. */
import { bindingEscalation, roleEscalation } from '../access/escalation';
import type { Resource } from './resource';

const GROUP = 'rbac.authorization.k8s.io';

export const roleResources: readonly Resource[] = [
  { name: `clusterrolebindings.${GROUP}`, createsOnUpdate: true, refusal: bindingEscalation },
  { name: `clusterroles.${GROUP}`, createsOnUpdate: true, refusal: roleEscalation },
  { name: `rolebindings.${GROUP}`, createsOnUpdate: true, refusal: bindingEscalation },
  { name: `roles.${GROUP}`, createsOnUpdate: true, refusal: roleEscalation },
];
