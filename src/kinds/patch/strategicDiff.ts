/**
 * Strategic merge patches made by comparing: two-way (kubectl edit, set) and three-way (kubectl apply), with the
 * directives that apimachinery's strategicpatch puts in.
 */
import { clone } from '../../base/clone';
import { equal } from '../../base/equality';
import { inElementOrder } from './elementOrder';
import {
  DELETE_FROM_LIST,
  type FieldSchema,
  fieldSchema,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './strategicMergePatch';

type Fields = Record<string, unknown>;

interface Options {
  readonly deletions: boolean;
  readonly changes: boolean;
  readonly retainKeys: boolean;
}

/** The patch that turns `from` into `to`; empty when they are equal. `definition` is such as `core/v1.Pod`. */
export function strategicDiff(definition: string, from: unknown, to: unknown): Fields {
  return diffObjects(asFields(from), asFields(to), definition, { deletions: true, changes: true, retainKeys: false });
}

/**
 * The patch of `kubectl apply`: what is new or other in `modified` than in `current`, and what `modified` no longer
 * has of `original` (the configuration that was applied last).
 */
export function threeWayStrategicPatch(
  definition: string,
  original: unknown,
  modified: unknown,
  current: unknown,
): Fields {
  const wanted = asFields(modified);
  const changes = diffObjects(asFields(current), wanted, definition, {
    deletions: false,
    changes: true,
    retainKeys: false,
  });
  const deletions = diffObjects(asFields(original), wanted, definition, {
    deletions: true,
    changes: false,
    retainKeys: false,
  });
  return joinPatches(deletions, changes, definition);
}

function diffObjects(from: Fields, to: Fields, definition: string | undefined, options: Options): Fields {
  const patch: Fields = {};
  for (const [key, after] of Object.entries(to)) {
    if (after === undefined) continue;
    const before = from[key];
    if (before === undefined || typeName(before) !== typeName(after)) {
      if (options.changes) patch[key] = clone(after);
      continue;
    }
    const schema = fieldSchema(definition, key);
    const inner = { ...options, retainKeys: schema.retainKeys };
    if (isFields(before) && isFields(after)) {
      const change = diffObjects(before, after, schema.definition, inner);
      if (Object.keys(change).length > 0) patch[key] = change;
    } else if (Array.isArray(before) && Array.isArray(after) && schema.mergesList) {
      diffLists(patch, key, before, after, schema, inner);
    } else if (options.changes && !equal(before, after)) {
      patch[key] = clone(after);
    }
  }
  if (options.deletions) addDeletions(patch, from, to);
  if (options.retainKeys) addRetainedKeys(patch, from, to);
  return patch;
}

function addDeletions(patch: Fields, from: Fields, to: Fields): void {
  for (const [key, before] of Object.entries(from)) {
    if (before !== undefined && to[key] === undefined) patch[key] = null;
  }
}

/** Also where nothing else is to be changed: what is there and was not asked for goes. */
function addRetainedKeys(patch: Fields, from: Fields, to: Fields): void {
  const isThere = (fields: Fields) => (key: string) => fields[key] !== undefined && fields[key] !== null;
  const kept = Object.keys(to).filter(isThere(to));
  const hasMore = Object.keys(from).some((key) => isThere(from)(key) && to[key] === undefined);
  if (kept.length > 0 && (Object.keys(patch).length > 0 || hasMore)) patch[RETAIN_KEYS] = kept.sort();
}

function diffLists(
  patch: Fields,
  key: string,
  before: readonly unknown[],
  after: readonly unknown[],
  schema: FieldSchema,
  options: Options,
): void {
  if (before.length === 0) {
    if (after.length > 0 && options.changes) patch[key] = clone(after);
    return;
  }
  const { mergeKey } = schema;
  if (mergeKey === undefined) {
    const added = options.changes ? after.filter((item) => !before.includes(item)) : [];
    const gone = options.deletions ? before.filter((item) => !after.includes(item)) : [];
    if (added.length > 0) patch[key] = added;
    if (gone.length > 0) patch[`${DELETE_FROM_LIST}${key}`] = [...new Set(gone)].sort();
    if (gone.length > 0 || (options.changes && !equal(before, after))) {
      patch[`${SET_ELEMENT_ORDER}${key}`] = [...after];
    }
    return;
  }
  const items = diffItems(before.map(asFields), after.map(asFields), mergeKey, schema.definition, options);
  if (items.length > 0) patch[key] = items;
  const sameOrder =
    before.length === after.length &&
    after.every((item, index) => equal(asFields(before[index])[mergeKey], asFields(item)[mergeKey]));
  if ((options.changes && (items.length > 0 || !sameOrder)) || (options.deletions && items.length > 0)) {
    patch[`${SET_ELEMENT_ORDER}${key}`] = after.map((item) => ({ [mergeKey]: asFields(item)[mergeKey] }));
  }
}

/** Changed and new items in the order of the new list, then the deletions by key. */
function diffItems(
  before: readonly Fields[],
  after: readonly Fields[],
  mergeKey: string,
  definition: string | undefined,
  options: Options,
): Fields[] {
  const items: Fields[] = [];
  for (const item of after) {
    const old = before.find((one) => equal(one[mergeKey], item[mergeKey]));
    if (old === undefined) {
      if (options.changes) items.push(clone(item));
      continue;
    }
    const change = diffObjects(old, item, definition, options);
    if (Object.keys(change).length > 0) items.push({ ...change, [mergeKey]: item[mergeKey] });
  }
  if (!options.deletions) return items;
  const gone = before
    .filter((item) => !after.some((one) => equal(one[mergeKey], item[mergeKey])))
    .map((item): Fields => ({ [PATCH]: 'delete', [mergeKey]: item[mergeKey] }));
  return [...items, ...gone];
}

/** One patch that does what both do; the second has no deletions. */
function joinPatches(first: Fields, second: Fields, definition: string | undefined): Fields {
  const out: Fields = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = out[key];
    const schema = fieldSchema(definition, key);
    if (isFields(before) && isFields(value)) {
      out[key] = joinPatches(before, value, schema.definition);
    } else if (Array.isArray(before) && Array.isArray(value) && schema.mergesList && !key.startsWith('$')) {
      out[key] = joinLists(before, value, schema);
    } else {
      out[key] = value;
    }
  }
  return out;
}

function joinLists(first: readonly unknown[], second: readonly unknown[], schema: FieldSchema): unknown[] {
  const { mergeKey } = schema;
  if (mergeKey === undefined) return [...new Set([...first, ...second])];
  const items = first.map(asFields);
  for (const item of second.map(asFields)) {
    const at = items.findIndex((one) => equal(one[mergeKey], item[mergeKey]));
    if (at < 0) items.push(item);
    else items[at] = joinPatches(items[at] as Fields, item, schema.definition);
  }
  return inElementOrder(items, second, first, mergeKey);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}
