/**
 * Sets of fields as `metadata.managedFields` writes them (FieldsV1): a tree whose keys are path elements (`f:spec`,
 * `k:{"name":"web"}`, `v:"x"`). A node without children is a member; one with children is a member when it has `.`.
 * Sets are never changed: operations share what stays the same.
 */

export interface FieldSet {
  readonly [element: string]: FieldSet;
}

/** A node that is a member and has nothing below it; as a whole set, the empty one. */
export const LEAF: FieldSet = Object.freeze({});
const SELF = '.';

/** One step of a path: a field's name, the keys of a list's item, or a value of a set. */
export type PathElement = string;

export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

export function keyElement(keys: Readonly<Record<string, unknown>>): PathElement {
  return `k:${JSON.stringify(keys)}`;
}

export function valueElement(value: unknown): PathElement {
  return `v:${JSON.stringify(value)}`;
}

/** A node from its children; undefined when neither it nor anything below it is a member. */
export function node(member: boolean, children: Readonly<Record<PathElement, FieldSet>>): FieldSet | undefined {
  for (const _ in children) return member ? { [SELF]: LEAF, ...children } : children;
  return member ? LEAF : undefined;
}

export function isEmpty(set: FieldSet): boolean {
  for (const _ in set) return false;
  return true;
}

/** True when a node, not being the root, is a member itself. */
export function isMember(set: FieldSet): boolean {
  return set[SELF] !== undefined || isEmpty(set);
}

/** The children of a node, without the mark that it is a member. */
export function childrenOf(set: FieldSet): [PathElement, FieldSet][] {
  return Object.entries(set).filter(([element]) => element !== SELF);
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  return combine(a, b, (left, right) => left || right, true) ?? LEAF;
}

/** What is in `a` and not in `b`. Children of what is in `b` stay, unless they are in it as well. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return LEAF;
  if (isEmpty(a) || isEmpty(b)) return a;
  return combine(a, b, (left, right) => left && !right, true) ?? LEAF;
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return a;
  if (isEmpty(a) || isEmpty(b)) return LEAF;
  return combine(a, b, (left, right) => left && right, true) ?? LEAF;
}

/** What is in `a` and neither in `b` nor below a member of it. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  const out: Record<PathElement, FieldSet> = {};
  for (const [element, child] of childrenOf(a)) {
    const other = b[element];
    if (other !== undefined && isMember(other)) continue;
    const kept = other === undefined ? child : node(isMember(child), recursiveDifference(child, other));
    if (kept !== undefined) out[element] = kept;
  }
  return out;
}

/** The set's members, as paths in the order of their elements. */
export function pathsOf(set: FieldSet, prefix: readonly PathElement[] = []): PathElement[][] {
  return childrenOf(set)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([element, child]) => {
      const path = [...prefix, element];
      return [...(isMember(child) ? [path] : []), ...pathsOf(child, path)];
    });
}

/** `.spec.containers[name="web"].image`, as conflicts name a field. */
export function pathText(path: readonly PathElement[]): string {
  return path.map(elementText).join('');
}

function elementText(element: PathElement): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('v:')) return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>);
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}

/** A set from its wire form; undefined when it is none. */
export function fieldSetOf(value: unknown): FieldSet | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [element, child] of Object.entries(value)) {
    if (element !== SELF && !/^[fkvi]:/.test(element)) return undefined;
    if (fieldSetOf(child) === undefined) return undefined;
  }
  return value as FieldSet;
}

/** The wire form: the set with its elements in order. */
export function inOrder(set: FieldSet): FieldSet {
  const keys = Object.keys(set);
  if (keys.length === 0) return LEAF;
  const out: Record<PathElement, FieldSet> = {};
  for (const key of keys.sort()) out[key] = inOrder(set[key] as FieldSet);
  return out;
}

/** The two trees laid over each other; `keeps` decides from both memberships. */
function combine(
  a: FieldSet | undefined,
  b: FieldSet | undefined,
  keeps: (a: boolean, b: boolean) => boolean,
  isRoot: boolean,
): FieldSet | undefined {
  const member = !isRoot && keeps(a !== undefined && isMember(a), b !== undefined && isMember(b));
  const children: Record<PathElement, FieldSet> = {};
  for (const element in a) {
    if (element === SELF) continue;
    const other = b?.[element];
    const kept = other === undefined ? onlyOne(a[element], keeps, true) : combine(a[element], other, keeps, false);
    if (kept !== undefined) children[element] = kept;
  }
  for (const element in b) {
    if (element === SELF || a?.[element] !== undefined) continue;
    const kept = onlyOne(b[element], keeps, false);
    if (kept !== undefined) children[element] = kept;
  }
  return node(member, children);
}

/** What is in one of the trees only stays or goes as a whole. */
function onlyOne(
  set: FieldSet | undefined,
  keeps: (a: boolean, b: boolean) => boolean,
  isLeft: boolean,
): FieldSet | undefined {
  return (isLeft ? keeps(true, false) : keeps(false, true)) ? set : undefined;
}
