/** What server-side apply asks of values with a schema: where they differ, which fields they have, their merge. */
import { equal } from '../../base/equality';
import {
  childrenOf,
  type FieldSet,
  fieldElement,
  isEmpty,
  isMember,
  keyElement,
  LEAF,
  node,
  type PathElement,
  valueElement,
} from './fieldSet';
import { DEDUCED, type ListMerge, type MapMerge, type MergeType, mapOf } from './mergeType';

type Fields = Readonly<Record<string, unknown>>;

/** Where two values differ. */
export interface Comparison {
  /** What is new or other. */
  readonly changed: FieldSet | undefined;
  /** What is gone. */
  readonly removed: FieldSet | undefined;
}

const SAME: Comparison = { changed: undefined, removed: undefined };
const CHANGED: Comparison = { changed: LEAF, removed: undefined };
const REMOVED: Comparison = { changed: undefined, removed: LEAF };

/** Compares two values; `undefined` is what isn't there. Follows structured-merge-diff's Compare. */
export function compare(before: unknown, after: unknown, type: MergeType): Comparison {
  if (before === after) return SAME;
  const shape = shapeOf(type, after === undefined || after === null ? before : after);
  if (shape === undefined) return leaf(before, after);
  if (shape.kind === 'list') {
    const empty = length(before) === 0 && length(after) === 0;
    if (shape.relation === 'atomic' || empty || isOther(before, true) || isOther(after, true))
      return leaf(before, after);
    const itemsOf = (value: unknown) => itemsByElement(shape, value);
    return parts(before, after, itemsOf(before), itemsOf(after), () => shape.of);
  }
  const empty = size(before) === 0 && size(after) === 0;
  if (shape.atomic || empty || isOther(before, false) || isOther(after, false)) return leaf(before, after);
  return compareMaps(before as Fields | undefined, after as Fields | undefined, shape);
}

function leaf(before: unknown, after: unknown): Comparison {
  if (before === undefined) return after === undefined ? SAME : CHANGED;
  if (after === undefined) return REMOVED;
  return equal(before, after) ? SAME : CHANGED;
}

function compareMaps(before: Fields | undefined, after: Fields | undefined, type: MapMerge): Comparison {
  let changed: Record<PathElement, FieldSet> | undefined;
  let removed: Record<PathElement, FieldSet> | undefined;
  const take = (name: string, found: Comparison) => {
    if (found.changed !== undefined) {
      changed ??= {};
      changed[fieldElement(name)] = found.changed;
    }
    if (found.removed !== undefined) {
      removed ??= {};
      removed[fieldElement(name)] = found.removed;
    }
  };
  for (const name in after) take(name, compare(before?.[name], after[name], type.member(name) ?? DEDUCED));
  for (const name in before) {
    if (after?.[name] === undefined) take(name, compare(before[name], undefined, type.member(name) ?? DEDUCED));
  }
  return {
    changed: node(before === undefined, changed ?? {}),
    removed: node(after === undefined, removed ?? {}),
  };
}

function parts(
  before: unknown,
  after: unknown,
  old: ReadonlyMap<PathElement, unknown>,
  now: ReadonlyMap<PathElement, unknown>,
  typeOf: () => MergeType,
): Comparison {
  const changed: Record<PathElement, FieldSet> = {};
  const removed: Record<PathElement, FieldSet> = {};
  for (const element of new Set([...now.keys(), ...old.keys()])) {
    const found = compare(old.get(element), now.get(element), typeOf());
    if (found.changed !== undefined) changed[element] = found.changed;
    if (found.removed !== undefined) removed[element] = found.removed;
  }
  return { changed: node(before === undefined, changed), removed: node(after === undefined, removed) };
}

/** The fields that a value says something about: leaves, keys of maps and items of lists. */
export function fieldsOf(value: unknown, type: MergeType): FieldSet {
  return childFields(value, type) ?? LEAF;
}

/** What is below a value; undefined when it is a leaf, an empty record when nothing in it is a member. */
function childFields(value: unknown, type: MergeType): FieldSet | undefined {
  const shape = shapeOf(type, value);
  if (shape === undefined) return undefined;
  const out: Record<PathElement, FieldSet> = {};
  if (shape.kind === 'list') {
    if (shape.relation === 'atomic' || !Array.isArray(value)) return undefined;
    for (const [element, item] of itemsByElement(shape, value)) {
      out[element] = node(true, childFields(item, shape.of) ?? {}) ?? LEAF;
    }
    return out;
  }
  if (shape.atomic || !isFields(value)) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const children = childFields(member, shape.member(name) ?? DEDUCED);
    const isLeaf = children === undefined || member === null || (isFields(member) && Object.keys(member).length === 0);
    const found = node(isLeaf || !shape.isField(name), children ?? {});
    if (found !== undefined) out[fieldElement(name)] = found;
  }
  return out;
}

/** `config` merged into `live`: what it says wins, what it doesn't mention stays. */
export function merge(live: unknown, config: unknown, type: MergeType): unknown {
  if (config === undefined) return live;
  if (live === undefined || live === null || config === null) return config;
  const shape = shapeOf(type, config);
  if (shape === undefined) return config;
  if (shape.kind === 'list') {
    if (shape.relation === 'atomic' || !Array.isArray(live) || !Array.isArray(config)) return config;
    return live.length === 0 && config.length === 0 ? config : mergeLists(live, config, shape);
  }
  if (shape.atomic || !isFields(live) || !isFields(config)) return config;
  const out: Record<string, unknown> = { ...live };
  for (const [name, member] of Object.entries(config)) {
    out[name] = merge(live[name], member, shape.member(name) ?? DEDUCED);
  }
  return out;
}

/** Items of both lists in the order of what was applied; those of the live list alone stay before what follows them. */
function mergeLists(live: readonly unknown[], config: readonly unknown[], shape: ListMerge): unknown[] {
  const old = [...itemsByElement(shape, live)];
  const oldByElement = new Map(old);
  const now = [...itemsByElement(shape, config)];
  const wanted = new Set(now.map(([element]) => element));
  const shared = now.map(([element]) => element).filter((element) => oldByElement.has(element));
  const out: unknown[] = [];
  let [at, next] = [0, 0];
  while (at < old.length || next < now.length) {
    const [element, item] = old[at] ?? [];
    const wantedNow = now[next];
    if (element !== undefined && !wanted.has(element)) {
      out.push(item);
      at++;
    } else if (
      wantedNow === undefined ||
      (element !== undefined && element !== wantedNow[0] && element !== shared[0])
    ) {
      // Both have it: its place is that of the applied list.
      at++;
    } else {
      out.push(merge(oldByElement.get(wantedNow[0]), wantedNow[1], shape.of));
      if (wantedNow[0] === element) at++;
      if (wantedNow[0] === shared[0]) shared.shift();
      next++;
    }
  }
  return out;
}

/** The value without the fields of a set; what has nothing left becomes null. */
export function withoutFields(value: unknown, gone: FieldSet, type: MergeType): unknown {
  const shape = shapeOf(type, value);
  if (shape === undefined || isEmpty(gone)) return value;
  const keep = (element: PathElement, item: unknown, of: MergeType): { item: unknown } | undefined => {
    const below = gone[element];
    if (below === undefined) return { item };
    return isMember(below) ? undefined : { item: withoutFields(item, below, of) };
  };
  if (shape.kind === 'list') {
    if (!Array.isArray(value) || shape.relation === 'atomic') return value;
    const items = [...itemsByElement(shape, value)].map(([element, item]) => keep(element, item, shape.of));
    const left = items.filter((item) => item !== undefined).map(({ item }) => item);
    return left.length === 0 ? null : left;
  }
  if (!isFields(value) || shape.atomic) return value;
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const kept = keep(fieldElement(name), member, shape.member(name) ?? DEDUCED);
    if (kept !== undefined) out[name] = kept.item;
  }
  return Object.keys(out).length === 0 ? null : out;
}

/** The set with the structs above its members as members, too. */
export function withNamedParents(set: FieldSet, type: MergeType, isRoot = true): FieldSet {
  const out: Record<PathElement, FieldSet> = {};
  const shape = type.kind === 'deduced' ? undefined : type;
  for (const [element, child] of childrenOf(set)) {
    const name = element.slice(2);
    const named = element.startsWith('f:') && shape?.kind === 'map' && shape.isField(name);
    const below = shape?.kind === 'map' ? (shape.member(name) ?? DEDUCED) : shape?.kind === 'list' ? shape.of : DEDUCED;
    const inner = withNamedParents(child, below, false);
    out[element] = node(named || isMember(child), Object.fromEntries(childrenOf(inner))) ?? LEAF;
  }
  return isRoot ? out : (node(isMember(set), out) ?? LEAF);
}

/** Each item by its path element; items that no element can be made for come by their place. */
function itemsByElement(shape: ListMerge, value: unknown): Map<PathElement, unknown> {
  const items = new Map<PathElement, unknown>();
  if (!Array.isArray(value)) return items;
  value.forEach((item, index) => {
    const element = elementOf(shape, item) ?? `i:${index}`;
    if (!items.has(element)) items.set(element, item);
  });
  return items;
}

/** The path element of a list's item; undefined when it lacks a key. */
export function elementOf(shape: ListMerge, item: unknown): PathElement | undefined {
  if (shape.relation === 'set') return valueElement(item);
  if (!isFields(item)) return undefined;
  const keys: Record<string, unknown> = {};
  for (const key of shape.keys) {
    const value = item[key] ?? shape.defaults[key];
    if (value !== undefined) keys[key] = value;
  }
  return Object.keys(keys).length === 0 ? undefined : keyElement(keys);
}

const deducedMap = mapOf(DEDUCED);
const deducedList: ListMerge = { kind: 'list', relation: 'atomic', keys: [], defaults: {}, of: DEDUCED };

/** The type as a map or list; undefined for what is a leaf anyway. */
function shapeOf(type: MergeType, value: unknown): MapMerge | ListMerge | undefined {
  if (type.kind === 'scalar') return undefined;
  if (type.kind !== 'deduced') return type;
  if (Array.isArray(value)) return deducedList;
  return isFields(value) ? deducedMap : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a value that is there and is not of the kind that the schema says. */
function isOther(value: unknown, isList: boolean): boolean {
  if (value === undefined || value === null) return false;
  return isList ? !Array.isArray(value) : !isFields(value);
}

function length(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function size(value: unknown): number {
  if (!isFields(value)) return 0;
  for (const _ in value) return 1;
  return 0;
}
