/** Whether somebody may do something: the cluster's own superusers, then nodes, then RBAC. */
import type { PolicyRule } from '../../../kinds/access/policyRules';
import type { Status } from '../../../kinds/status';
import type { Identity } from '../../client/door';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import type { AccessAttributes } from './attributes';
import { authorizeNode, nodeOf } from './nodeAuthorizer';
import { type Decision, RbacAuthorizer } from './rbacAuthorizer';

/** May do everything, whatever roles there are. */
const SUPERUSERS = 'system:masters';

export class Authorizer {
  readonly rbac: RbacAuthorizer;
  readonly #store: ObjectStore;
  readonly #allowsAll: boolean;

  /** `allowsAll`: as `--authorization-mode=AlwaysAllow`. */
  constructor(store: ObjectStore, allowsAll = false) {
    this.#allowsAll = allowsAll;
    this.#store = store;
    this.rbac = new RbacAuthorizer(store.etcd);
  }

  /** Such a one is not asked what it wants. */
  isSuperuser(user: Identity): boolean {
    return this.#allowsAll || user.groups.includes(SUPERUSERS);
  }

  authorize(user: Identity, wanted: AccessAttributes): Decision {
    if (this.isSuperuser(user)) return { allowed: true, reason: '' };
    const node = nodeOf(user);
    const byNode = node === undefined ? undefined : authorizeNode(node, wanted, this.#store, this.rbac);
    if (byNode?.allowed === true) return byNode;
    const byRole = this.rbac.authorize(user, wanted);
    if (byRole.allowed) return byRole;
    const reasons = [byNode?.reason ?? '', byRole.reason].filter((reason) => reason !== '');
    return { allowed: false, reason: reasons.join('\n') };
  }

  /** Why the request is refused; undefined when it is not. */
  refusal(user: Identity, wanted: AccessAttributes): Status | undefined {
    const { allowed, reason } = this.authorize(user, wanted);
    if (allowed) return undefined;
    const why = `${forbiddenText(user, wanted)}${reason === '' ? '' : `: ${reason}`}`;
    if (wanted.resource === '') return statusError.forbiddenPath(why);
    return statusError.forbidden({ group: wanted.group, plural: wanted.resource }, wanted.name, why);
  }

  /** What the user has in a namespace, as a list of rules. */
  rulesFor(user: Identity, namespace: string): { readonly rules: readonly PolicyRule[]; readonly error: string } {
    const { rules, error } = this.rbac.rulesFor(user, namespace);
    if (nodeOf(user) === undefined) return { rules, error };
    const own = 'node authorizer does not support user rule resolution';
    return { rules, error: error === '' ? own : `[${own}, ${error}]` };
  }
}

function forbiddenText({ user }: Identity, wanted: AccessAttributes): string {
  const who = `User ${JSON.stringify(user)} cannot ${wanted.verb}`;
  if (wanted.resource === '') return `${who} path ${JSON.stringify(wanted.path)}`;
  const resource = wanted.subresource === '' ? wanted.resource : `${wanted.resource}/${wanted.subresource}`;
  const where =
    wanted.namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(wanted.namespace)}`;
  return `${who} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(wanted.group)} ${where}`;
}
