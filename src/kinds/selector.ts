/** Label selectors: as objects (metav1.LabelSelector), as text (`a=b,c in (x,y),!d`), and what they match. */
import type { LabelSelector } from 'kubernetes-types/meta/v1';

export type SelectorOperator = '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** All requirements must hold. An empty list matches everything. */
export type Selector = readonly Requirement[];

type Labels = Readonly<Record<string, string>> | undefined;

/** Whether labels satisfy every requirement. */
export function matchesSelector(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => matchesRequirement(requirement, labels));
}

/** Whether labels carry every pair of a plain map (service and replication controller selectors). Empty matches all. */
export function matchesLabels(pairs: Labels, labels: Labels): boolean {
  return Object.entries(pairs ?? {}).every(([key, value]) => labels?.[key] === value);
}

/** Whether labels match a LabelSelector. Absent matches nothing, empty matches everything. */
export function matchesLabelSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  return selector !== undefined && matchesSelector(requirementsOf(selector), labels);
}

/** The requirements of a LabelSelector object, sorted by key. */
export function requirementsOf(selector: LabelSelector): Selector {
  const pairs = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]): Requirement => ({ key, operator: '=', values: [value] }),
  );
  const expressions = (selector.matchExpressions ?? []).map(
    (expression): Requirement => ({
      key: expression.key,
      operator: operatorWords[expression.operator] ?? 'in',
      values: expression.values ?? [],
    }),
  );
  return sorted([...pairs, ...expressions]);
}

/** The requirements of a plain map of labels, sorted by key. */
export function requirementsOfLabels(pairs: Labels): Selector {
  return requirementsOf({ matchLabels: { ...pairs } });
}

/** The text of a selector, which `parseSelector` reads back: `app=web,tier in (a,b),!old`. */
export function formatSelector(selector: Selector): string {
  return selector.map(formatRequirement).join(',');
}

/** A LabelSelector as tables and `describe` show it; `<none>` when it is absent or empty. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  const text = selector === undefined ? '' : formatSelector(requirementsOf(selector));
  return text === '' ? '<none>' : text;
}

/** A map of labels as tables show it: `a=b,c=d` sorted by key; `<none>` when there are none. */
export function formatLabels(pairs: Labels): string {
  const text = Object.keys(pairs ?? {})
    .sort()
    .map((key) => `${key}=${pairs?.[key]}`)
    .join(',');
  return text === '' ? '<none>' : text;
}

const operatorWords: Readonly<Record<string, SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function matchesRequirement({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '>':
      return isInteger(value) && Number(value) > Number(values[0]);
    case '<':
      return isInteger(value) && Number(value) < Number(values[0]);
  }
}

function isInteger(value: string | undefined): value is string {
  return value !== undefined && /^[+-]?[0-9]+$/.test(value);
}

function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${[...values].sort().join(',')})`;
    default:
      return `${key}${operator}${values[0] ?? ''}`;
  }
}

/** By key, as apimachinery keeps requirements. */
export function sorted(requirements: readonly Requirement[]): Selector {
  return [...requirements].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
