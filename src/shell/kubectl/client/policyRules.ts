/** How kubectl sorts the rules of roles before it prints them. */
import type { PolicyRule } from '../../../kinds/access/policyRules';
import { brokenDown, compacted } from '../../../kinds/access/ruleForms';

/** The rules taken apart, put together again by what they are about, and sorted; each has one resource or one path. */
export function tidyRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const keyed = compacted(rules.flatMap(brokenDown)).map((rule) => ({ rule, text: ruleText(rule) }));
  return keyed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ rule }) => rule);
}

/** The cells of a rule: resource, paths, names, verbs. */
export function ruleCells({
  apiGroups = [],
  resources = [],
  nonResourceURLs,
  resourceNames,
  verbs,
}: PolicyRule): string {
  const [whole = ''] = resources;
  const slash = whole.indexOf('/');
  const [resource, subresource] = slash < 0 ? [whole, ''] : [whole.slice(0, slash), whole.slice(slash)];
  const group = apiGroups[0] ? `.${apiGroups[0]}` : '';
  const name = whole === '' ? '' : `${resource}${group}${subresource}`;
  return [name, goList(nonResourceURLs), goList(resourceNames), goList(verbs)].join('\t');
}

/** The rule as Go's protobuf prints it, which is what they are sorted by. */
function ruleText(rule: PolicyRule): string {
  return `&PolicyRule{Verbs:${goList(rule.verbs)},APIGroups:${goList(rule.apiGroups)},Resources:${goList(rule.resources)},ResourceNames:${goList(rule.resourceNames)},NonResourceURLs:${goList(rule.nonResourceURLs)},}`;
}

function goList(list: readonly string[] | undefined): string {
  return `[${(list ?? []).join(' ')}]`;
}
