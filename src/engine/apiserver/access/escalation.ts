/** Nobody gives away what they don't have: what writers of roles and bindings must hold themselves. */

import { equal } from '../../../base/equality';
import type { ClusterRole } from '../../../kinds/access/clusterRole';
import type { Binding, PolicyRule, RoleRef } from '../../../kinds/access/policyRules';
import { missingRules } from '../../../kinds/access/ruleCoverage';
import { compacted } from '../../../kinds/access/ruleForms';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { Call } from '../call';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import { quotedList, ruleText } from './ruleMatching';

const EVERYTHING: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

/** Why a role with such rules may not be written; whoever may `escalate` it may write anything. */
export function roleEscalation(
  call: Call,
  draft: ClusterObject,
  old: ClusterObject | undefined,
  store: ObjectStore,
): Status | undefined {
  const { rules = [], aggregationRule, metadata } = draft as ClusterRole;
  const before = old as ClusterRole | undefined;
  if (before !== undefined && equal(before.rules ?? [], rules) && equal(before.aggregationRule, aggregationRule)) {
    return undefined;
  }
  if (isFree(call, 'escalate', call.resource.kind.plural, metadata.name, store)) return undefined;
  const { kind } = call.resource;
  if (aggregationRule !== undefined && escalation(call, EVERYTHING, store) !== undefined) {
    const why = 'must have cluster-admin privileges to use the aggregationRule';
    return statusError.forbidden(kind, metadata.name, why);
  }
  const why = escalation(call, rules, store);
  return why === undefined ? undefined : statusError.forbidden(kind, metadata.name, why);
}

/** Why such a binding may not be written; whoever may `bind` the role may give it to anybody. */
export function bindingEscalation(
  call: Call,
  draft: ClusterObject,
  old: ClusterObject | undefined,
  store: ObjectStore,
): Status | undefined {
  const { roleRef, subjects, metadata } = draft as Binding;
  const before = old as Binding | undefined;
  if (before !== undefined && equal(before.roleRef, roleRef) && equal(before.subjects ?? [], subjects ?? [])) {
    return undefined;
  }
  const plural = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  if (isFree(call, 'bind', plural, roleRef.name, store)) return undefined;
  const rules = store.authorizer.rbac.rulesOf(roleRef, call.resource.namespace);
  if (rules === undefined) return missingRole(roleRef, plural);
  const why = escalation(call, rules, store);
  return why === undefined ? undefined : statusError.forbidden(call.resource.kind, metadata.name, why);
}

function missingRole({ name }: RoleRef, plural: string): Status {
  return statusError.notFound({ group: 'rbac.authorization.k8s.io', plural }, name);
}

function isFree(call: Call, verb: string, resource: string, name: string, store: ObjectStore): boolean {
  if (store.authorizer.isSuperuser(call.caller)) return true;
  const group = 'rbac.authorization.k8s.io';
  const { namespace } = call.resource;
  return store.authorizer.authorize(call.caller, { verb, group, resource, name, namespace, subresource: '', path: '' })
    .allowed;
}

function escalation(call: Call, rules: readonly PolicyRule[], store: ObjectStore): string | undefined {
  const { user, groups } = call.caller;
  const held = store.authorizer.rbac.rulesFor(call.caller, call.resource.namespace);
  const missing = missingRules(held.rules, rules);
  if (missing.length === 0) return undefined;
  const list = [...new Set(compacted(missing).map(ruleText))].sort().join('\n');
  const errors = held.error === '' ? '' : `; resolution errors: [${held.error}]`;
  return `user ${JSON.stringify(user)} (groups=${quotedList(groups)}) is attempting to grant RBAC permissions not currently held:\n${list}${errors}`;
}
