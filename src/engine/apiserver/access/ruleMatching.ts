/** What RBAC's rules allow, and how they are written in messages. */
import type { PolicyRule } from '../../../kinds/access/policyRules';
import { ALL, holds, urlMatches } from '../../../kinds/access/ruleCoverage';
import type { AccessAttributes } from './attributes';

export function ruleAllows(rule: PolicyRule, wanted: AccessAttributes): boolean {
  if (!holds(rule.verbs, wanted.verb)) return false;
  if (wanted.resource === '') return (rule.nonResourceURLs ?? []).some((url) => urlMatches(url, wanted.path));
  return (
    holds(rule.apiGroups, wanted.group) && resourceMatches(rule, wanted) && nameMatches(rule.resourceNames, wanted.name)
  );
}

function resourceMatches({ resources = [] }: PolicyRule, { resource, subresource }: AccessAttributes): boolean {
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  return resources.some(
    (one) => one === ALL || one === whole || (subresource !== '' && one === `${ALL}/${subresource}`),
  );
}

function nameMatches(names: readonly string[] | undefined, name: string): boolean {
  return names === undefined || names.length === 0 || names.includes(name);
}

/** `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}` */
export function ruleText(rule: PolicyRule): string {
  const parts = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ] as const;
  const shown = parts.flatMap(([name, list]) =>
    list === undefined || list.length === 0 ? [] : [`${name}:${quotedList(list)}`],
  );
  return `{${shown.join(', ')}}`;
}

/** Go's %q of a list: `["a" "b"]`. */
export function quotedList(list: readonly string[]): string {
  return `[${list.map((one) => JSON.stringify(one)).join(' ')}]`;
}
