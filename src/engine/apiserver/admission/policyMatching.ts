/** Which requests a policy or binding is about, as apiserver's `matching` package decides it. */
import type { AdmissionObject, Matching, Rule } from '../../../kinds/extensions/admissionObject';
import { namespaceKind } from '../../../kinds/namespace';
import type { ClusterObject } from '../../../kinds/object';
import { matchesLabelSelector } from '../../../kinds/selector';
import type { AdmissionContext, AdmissionRequest } from './admission';

/** True when the request is one that the constraints name. Simplified: other versions of a kind are other resources. */
export function matchesConstraints(
  { namespaceSelector = {}, objectSelector = {}, resourceRules, excludeResourceRules = [] }: Matching,
  request: AdmissionRequest,
  context: AdmissionContext,
): boolean {
  if (excludeResourceRules.some((rule) => matchesRule(rule, request))) return false;
  // A binding without rules is about whatever its policy is about.
  if (resourceRules !== undefined && !resourceRules.some((rule) => matchesRule(rule, request))) return false;
  const objects = [request.object, request.old].filter((object) => object !== undefined);
  if (!objects.some(({ metadata }) => matchesLabelSelector(objectSelector, metadata.labels))) return false;
  const namespace = namespaceOf(request, context);
  return namespace === undefined || matchesLabelSelector(namespaceSelector, namespace.metadata.labels);
}

/** The namespace whose labels count; undefined for what is in none. */
export function namespaceOf(request: AdmissionRequest, context: AdmissionContext): ClusterObject | undefined {
  const { kind, namespace } = request;
  if (kind.group === '' && kind.plural === namespaceKind.plural) return request.object ?? request.old;
  return namespace === '' ? undefined : context.find(namespaceKind, '', namespace);
}

/** What decides about requests is decided about by nobody. */
export function isExempt({ kind }: AdmissionRequest): boolean {
  return kind.group === 'admissionregistration.k8s.io';
}

function matchesRule(rule: Rule, request: AdmissionRequest): boolean {
  const { kind, operation, namespace, name } = request;
  const has = (values: readonly string[] | undefined, value: string) =>
    values?.includes('*') === true || values?.includes(value) === true;
  if (!has(rule.operations, operation) || !has(rule.apiGroups, kind.group) || !has(rule.apiVersions, kind.version))
    return false;
  if (!(rule.resources ?? []).some((resource) => matchesResource(resource, request))) return false;
  const names = rule.resourceNames ?? [];
  if (names.length > 0 && !names.includes(name)) return false;
  const isNamespace = kind.group === '' && kind.plural === namespaceKind.plural;
  if (rule.scope === 'Namespaced') return namespace !== '' && !isNamespace;
  return rule.scope !== 'Cluster' || namespace === '' || isNamespace;
}

/** `pods`, `pods/status`, `pods/*`, `*` without subresources, `scale` of everything, and everything. */
function matchesResource(resource: string, { kind, subresource }: AdmissionRequest): boolean {
  const [plural = '', sub = ''] = resource.split('/');
  return (plural === '*' || plural === kind.plural) && (sub === '*' || sub === subresource);
}

/** The bindings of a policy that are about a request. */
export function isAbout(binding: AdmissionObject, request: AdmissionRequest, context: AdmissionContext): boolean {
  const { matchResources } = binding.spec ?? {};
  return matchResources === undefined || matchesConstraints(matchResources, request, context);
}
