/** Which rules cover which others. */
import type { PolicyRule } from './policyRules';
import { brokenDown } from './ruleForms';

export const ALL = '*';

export function urlMatches(url: string, path: string): boolean {
  return url === ALL || url === path || (url.endsWith(ALL) && path.startsWith(url.replace(/\*+$/, '')));
}

export function holds(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes(ALL) || list.includes(value));
}

/** The parts of `wanted` that `held` does not cover; each part is about one verb of one thing. */
export function missingRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(brokenDown).filter((part) => !held.some((rule) => covers(rule, part)));
}

function covers(held: PolicyRule, part: PolicyRule): boolean {
  const verb = holds(held.verbs, part.verbs[0] ?? '');
  const [url] = part.nonResourceURLs ?? [];
  if (url !== undefined) return verb && (held.nonResourceURLs ?? []).some((one) => urlMatches(one, url));
  return (
    verb &&
    holds(held.apiGroups, part.apiGroups?.[0] ?? '') &&
    resourceCovered(held.resources ?? [], part.resources?.[0] ?? '') &&
    namesCovered(held.resourceNames, part.resourceNames)
  );
}

function resourceCovered(held: readonly string[], resource: string): boolean {
  if (held.includes(ALL) || held.includes(resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && held.includes(`${ALL}${resource.slice(slash)}`);
}

function namesCovered(held: readonly string[] = [], wanted: readonly string[] = []): boolean {
  if (held.length === 0) return true;
  return wanted.length > 0 && wanted.every((name) => held.includes(name));
}
