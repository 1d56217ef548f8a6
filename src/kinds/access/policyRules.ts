/** Rules of roles and subjects of bindings: what the four RBAC kinds share. */
import type { PolicyRule, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import { type FieldError, goStrings, goText, invalid, invalidEach, notSupported, required } from '../fieldError';
import { pathSegmentErrors, subdomainErrors } from '../names';
import type { ClusterObject } from '../object';

export type { PolicyRule, RoleRef, Subject };

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** What both kinds of bindings hold. */
export interface Binding extends ClusterObject {
  roleRef: RoleRef;
  subjects?: Subject[];
}

/** What is wrong with rules; a namespace's rules know no paths. */
export function validateRules(rules: readonly PolicyRule[] | undefined, namespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, index) => validateRule(rule, namespaced, `rules[${index}]`));
}

function validateRule(rule: PolicyRule, namespaced: boolean, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (verbs.length === 0) errors.push(required(`${field}.verbs`, 'verbs must contain at least one value'));
  if (nonResourceURLs.length > 0) {
    const refuse = (why: string) => errors.push(invalid(`${field}.nonResourceURLs`, goStrings(nonResourceURLs), why));
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${field}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${field}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}

/** Fills in the groups of the role and of each subject. */
export function setBindingDefaults(binding: Binding): void {
  binding.roleRef ??= { apiGroup: '', kind: '', name: '' };
  binding.roleRef.apiGroup ||= RBAC_GROUP;
  for (const subject of binding.subjects ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= RBAC_GROUP;
  }
}

/** What is wrong with a binding; one for the whole cluster must say where its service accounts are. */
export function validateBinding(binding: Binding, roleKinds: readonly string[], namespaced: boolean): FieldError[] {
  const { apiGroup, kind, name } = binding.roleRef;
  const errors: FieldError[] = [];
  if (apiGroup !== RBAC_GROUP) errors.push(notSupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP]));
  if (!roleKinds.includes(kind ?? '')) errors.push(notSupported('roleRef.kind', kind ?? '', roleKinds));
  if (!name) errors.push(required('roleRef.name'));
  else errors.push(...invalidEach('roleRef.name', name, pathSegmentErrors(name)));
  const subjects = (binding.subjects ?? []).flatMap((subject, index) =>
    validateSubject(subject, namespaced, `subjects[${index}]`),
  );
  return [...errors, ...subjects];
}

function validateSubject(subject: Subject, namespaced: boolean, field: string): FieldError[] {
  const { kind = '', name = '', namespace = '', apiGroup = '' } = subject;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${field}.name`));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.push(...invalidEach(`${field}.name`, name, subdomainErrors(name)));
      if (apiGroup !== '') errors.push(notSupported(`${field}.apiGroup`, apiGroup, ['']));
      if (!namespaced && namespace === '') errors.push(required(`${field}.namespace`));
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) errors.push(notSupported(`${field}.apiGroup`, apiGroup, [RBAC_GROUP]));
      break;
    default:
      errors.push(notSupported(`${field}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}

/** A binding's role stays what it was. */
export function validateSameRole(binding: Binding, old: Binding): FieldError[] {
  const { apiGroup, kind, name } = binding.roleRef;
  if (apiGroup === old.roleRef.apiGroup && kind === old.roleRef.kind && name === old.roleRef.name) return [];
  const texts = [apiGroup, kind, name].map((text) => JSON.stringify(text ?? ''));
  const shown = goText(`rbac.RoleRef{APIGroup:${texts[0]}, Kind:${texts[1]}, Name:${texts[2]}}`);
  return [invalid('roleRef', shown, 'cannot change roleRef')];
}
