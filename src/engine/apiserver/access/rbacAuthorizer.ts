/**
 * RBAC: what roles and bindings give to a user. What a user has is gathered once and kept until a role or a binding
 * changes, so that the many requests of controllers and kubelets cost little.
 */
import { type ClusterRole, clusterRoleKind } from '../../../kinds/access/clusterRole';
import { clusterRoleBindingKind } from '../../../kinds/access/clusterRoleBinding';
import type { Binding, PolicyRule, RoleRef, Subject } from '../../../kinds/access/policyRules';
import { type Role, roleKind } from '../../../kinds/access/role';
import { roleBindingKind } from '../../../kinds/access/roleBinding';
import { resourceName } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import type { Identity } from '../../client/door';
import type { Etcd } from '../../etcd/etcd';
import { storageKey, storagePrefix } from '../storageKey';
import type { AccessAttributes } from './attributes';
import { ruleAllows } from './ruleMatching';

export interface Decision {
  readonly allowed: boolean;
  /** Why, where there is something to say. */
  readonly reason: string;
}

/** One binding's gift to a user. */
interface Grant {
  readonly rules: readonly PolicyRule[];
  /** `RBAC: allowed by ...` */
  readonly reason: string;
  /** The role isn't there. */
  readonly error?: string;
}

interface Holdings {
  readonly cluster: readonly Grant[];
  readonly namespaces: Map<string, readonly Grant[]>;
  /** What was allowed whatever its name: `verb group resource/subresource namespace`. */
  readonly allowed: Map<string, Decision>;
}

const KINDS = [clusterRoleKind, clusterRoleBindingKind, roleKind, roleBindingKind];

export class RbacAuthorizer {
  readonly #etcd: Etcd<ClusterObject>;
  readonly #holdings = new Map<string, Holdings>();
  #latest = new WeakMap<Identity, Holdings>();
  /** What a role allows whatever its name: `role verb group resource/subresource`. */
  readonly #allowedByRole = new Set<string>();

  constructor(etcd: Etcd<ClusterObject>) {
    this.#etcd = etcd;
    const prefixes = KINDS.map((kind) => storagePrefix(kind));
    etcd.watch(({ key }) => {
      if (!prefixes.some((prefix) => key.startsWith(prefix))) return;
      this.#holdings.clear();
      this.#allowedByRole.clear();
      this.#latest = new WeakMap();
    });
  }

  authorize(user: Identity, wanted: AccessAttributes): Decision {
    const holdings = this.#holdingsOf(user);
    const memo = `${wordsOf(wanted)} ${wanted.namespace}`;
    const known = wanted.resource === '' ? undefined : holdings.allowed.get(memo);
    if (known !== undefined) return known;
    const grants = this.#grantsIn(user, holdings, wanted.namespace);
    for (const { rules, reason } of grants) {
      const rule = rules.find((one) => ruleAllows(one, wanted));
      if (rule === undefined) continue;
      const decision = { allowed: true, reason };
      if (isForAllNames(rule)) holdings.allowed.set(memo, decision);
      return decision;
    }
    return { allowed: false, reason: errorText(grants) };
  }

  /** Whether a cluster role allows it to whoever has that role. */
  roleAllows(role: RoleRef, wanted: AccessAttributes): boolean {
    const memo = `${role.name} ${wordsOf(wanted)}`;
    if (this.#allowedByRole.has(memo)) return true;
    const rule = this.rulesOf(role, '')?.find((one) => ruleAllows(one, wanted));
    if (rule !== undefined && wanted.resource !== '' && isForAllNames(rule)) this.#allowedByRole.add(memo);
    return rule !== undefined;
  }

  /** All rules that the user has in a namespace, and what kept others from being known. */
  rulesFor(user: Identity, namespace: string): { readonly rules: readonly PolicyRule[]; readonly error: string } {
    const grants = this.#grantsIn(user, this.#holdingsOf(user), namespace);
    return { rules: grants.flatMap((grant) => grant.rules), error: aggregate(errorsOf(grants)) };
  }

  /** The rules of a role; undefined when it isn't there. */
  rulesOf(role: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
    const found =
      role.kind === 'Role'
        ? this.#etcd.get(storageKey(roleKind, namespace, role.name))
        : this.#etcd.get(storageKey(clusterRoleKind, '', role.name));
    return found === undefined ? undefined : ((found.value as Role | ClusterRole).rules ?? []);
  }

  #grantsIn(user: Identity, holdings: Holdings, namespace: string): readonly Grant[] {
    if (namespace === '') return holdings.cluster;
    let grants = holdings.namespaces.get(namespace);
    if (grants === undefined) {
      grants = [...holdings.cluster, ...this.#grants(user, 'RoleBinding', namespace)];
      holdings.namespaces.set(namespace, grants);
    }
    return grants;
  }

  #holdingsOf(user: Identity): Holdings {
    // most who ask are the same object each time
    const latest = this.#latest.get(user);
    if (latest !== undefined) return latest;
    const key = `${user.user}\n${user.groups.join('\n')}`;
    let holdings = this.#holdings.get(key);
    if (holdings === undefined) {
      holdings = { cluster: this.#grants(user, 'ClusterRoleBinding', ''), namespaces: new Map(), allowed: new Map() };
      this.#holdings.set(key, holdings);
    }
    this.#latest.set(user, holdings);
    return holdings;
  }

  #grants(user: Identity, kind: 'ClusterRoleBinding' | 'RoleBinding', namespace: string): Grant[] {
    const grants: Grant[] = [];
    const prefix =
      kind === 'RoleBinding' ? storagePrefix(roleBindingKind, namespace) : storagePrefix(clusterRoleBindingKind);
    for (const { value } of this.#etcd.range(prefix)) {
      const binding = value as Binding;
      const subject = binding.subjects?.find((one) => appliesTo(one, user, namespace));
      if (subject === undefined) continue;
      const rules = this.rulesOf(binding.roleRef, namespace);
      grants.push({
        rules: rules ?? [],
        reason: reasonOf(kind, binding, subject, namespace),
        ...(rules === undefined ? { error: missingRole(binding.roleRef) } : {}),
      });
    }
    return grants;
  }
}

function wordsOf({ verb, group, resource, subresource }: AccessAttributes): string {
  return `${verb} ${group} ${resource}/${subresource}`;
}

function isForAllNames({ resourceNames }: PolicyRule): boolean {
  return resourceNames === undefined || resourceNames.length === 0;
}

function appliesTo(subject: Subject, { user, groups }: Identity, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return user === subject.name;
    case 'Group':
      return groups.includes(subject.name);
    case 'ServiceAccount':
      return user === `system:serviceaccount:${subject.namespace || namespace}:${subject.name}`;
    default:
      return false;
  }
}

function reasonOf(kind: string, binding: Binding, subject: Subject, namespace: string): string {
  const { name } = binding.metadata;
  const bound = namespace === '' ? JSON.stringify(name) : JSON.stringify(`${name}/${namespace}`);
  const who = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || namespace}` : subject.name;
  const { roleRef } = binding;
  const role = `${roleRef.kind} ${JSON.stringify(roleRef.name)}`;
  return `RBAC: allowed by ${kind} ${bound} of ${role} to ${subject.kind} ${JSON.stringify(who)}`;
}

function missingRole({ kind, name }: RoleRef): string {
  const singular = kind === 'Role' ? 'role' : 'clusterrole';
  return `${resourceName({ group: roleKind.group, plural: singular })} ${JSON.stringify(name)} not found`;
}

function errorText(grants: readonly Grant[]): string {
  const errors = errorsOf(grants);
  return errors.length === 0 ? '' : `RBAC: ${aggregate(errors)}`;
}

function errorsOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap(({ error }) => error ?? []))];
}

function aggregate(errors: readonly string[]): string {
  return errors.length <= 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;
}
