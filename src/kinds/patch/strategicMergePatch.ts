/**
 * Strategic merge patch: a merge patch that knows from the schema which lists are merged item by item, and by which
 * key. Follows apimachinery's strategicpatch with its directives: `$patch`, `$retainKeys`,
 * `$deleteFromPrimitiveList/FIELD` and `$setElementOrder/FIELD`.
 */
import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';
import { mergeRule } from '../schema/mergeKeys';
import { definitions, type FieldType } from '../schema/structure';
import { inElementOrder } from './elementOrder';
import { goText } from './goText';

export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
export const SET_ELEMENT_ORDER = '$setElementOrder/';

type Fields = Record<string, unknown>;

class PatchError extends Error {}

/**
 * The target with the patch applied; neither is changed, and what the patch does not touch is shared with the target.
 * `definition` is the schema's name for the target
 * (`core/v1.Pod`). The error is apimachinery's sentence.
 */
export function strategicMergePatch(definition: string, target: unknown, patch: unknown): Result<unknown, string> {
  try {
    return ok(mergeObject(asFields(target), asFields(clone(patch)), definition));
  } catch (error) {
    if (error instanceof PatchError) return fail(error.message);
    throw error;
  }
}

/** How a field of a definition is merged, and what it holds. `definition` is undefined where the schema ends. */
export interface FieldSchema {
  /** The definition of the object, or of a list's items. */
  readonly definition: string | undefined;
  /** True for lists that are merged and not replaced. */
  readonly mergesList: boolean;
  /** The key that tells a list's objects apart; undefined for lists of plain values. */
  readonly mergeKey: string | undefined;
  readonly retainKeys: boolean;
}

/** What the schema says of a field. */
export function fieldSchema(definition: string | undefined, field: string): FieldSchema {
  if (definition === undefined)
    return { definition: undefined, mergesList: false, mergeKey: undefined, retainKeys: false };
  const rule = mergeRule(definition, field)?.patch;
  const type = definitions.get(definition)?.fields.get(field)?.type;
  return {
    definition: type === undefined ? undefined : innerDefinition(type),
    mergesList: rule !== undefined,
    mergeKey: rule?.key,
    retainKeys: rule?.retainKeys === true,
  };
}

function innerDefinition(type: FieldType): string | undefined {
  if (type.kind === 'definition') return type.name;
  return type.kind === 'list' ? innerDefinition(type.of) : undefined;
}

function mergeObject(before: Fields, patch: Fields, definition: string | undefined): Fields {
  const target = { ...before };
  const directive = patch[PATCH];
  if (directive !== undefined) {
    delete patch[PATCH];
    if (directive === 'replace') return patch;
    if (directive === 'delete') return {};
    if (directive !== 'merge') throw new PatchError(`unknown patch type found: ${String(directive)}`);
  }
  retainKeys(target, patch);
  orderLists(target, patch, definition);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(DELETE_FROM_LIST)) {
      const field = key.slice(DELETE_FROM_LIST.length);
      const gone = asList(value);
      if (target[field] !== undefined) target[field] = asList(target[field]).filter((item) => !gone.includes(item));
      continue;
    }
    if (value === null) {
      delete target[key];
      continue;
    }
    const old = target[key];
    target[key] = old === undefined || old === null ? withoutDirectives(value) : merged(old, value, definition, key);
  }
  return target;
}

function merged(before: unknown, value: unknown, definition: string | undefined, field: string): unknown {
  const schema = fieldSchema(definition, field);
  if (isFields(before) && isFields(value)) return mergeObject(before, value, schema.definition);
  if (Array.isArray(before) && Array.isArray(value) && schema.mergesList) return mergeList(before, value, schema);
  return withoutDirectives(value);
}

function mergeList(target: unknown[], patch: unknown[], schema: FieldSchema): unknown[] {
  const { mergeKey } = schema;
  if (mergeKey === undefined) {
    const all = [...new Set([...target, ...patch])];
    return inElementOrder(all, patch, target, undefined);
  }
  const { replaces, deleted, items } = specialItems(patch.map(asFields), mergeKey);
  if (replaces) return items;
  const found = target.map(asFields).filter((item) => !deleted.includes(item[mergeKey]));
  for (const item of items) {
    const key = keyOf(item, mergeKey);
    const at = found.findIndex((one) => one[mergeKey] === key);
    if (at < 0) found.push(asFields(withoutDirectives(item)));
    else found[at] = mergeObject(found[at] as Fields, item, schema.definition);
  }
  return inElementOrder(found, items, target, mergeKey);
}

/** Takes the directives out of a list of objects: a replacement of all, deletions by key. */
function specialItems(patch: readonly Fields[], mergeKey: string) {
  const items: Fields[] = [];
  const deleted: unknown[] = [];
  let replaces = false;
  for (const item of patch) {
    const directive = item[PATCH];
    if (directive === undefined) {
      items.push(item);
    } else if (directive === 'delete') {
      deleted.push(keyOf(item, mergeKey));
    } else if (directive === 'replace') {
      replaces = true;
    } else if (directive === 'merge') {
      throw new PatchError('merging lists cannot yet be specified in the patch');
    } else {
      throw new PatchError(`unknown patch type found: ${String(directive)}`);
    }
  }
  return { replaces, deleted, items };
}

function keyOf(item: Fields, mergeKey: string): unknown {
  const key = item[mergeKey];
  if (key === undefined) {
    throw new PatchError(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  }
  return key;
}

/** `$retainKeys`: all other keys of the target go. */
function retainKeys(target: Fields, patch: Fields): void {
  const directive = patch[RETAIN_KEYS];
  if (directive === undefined) return;
  delete patch[RETAIN_KEYS];
  const kept = asList(directive);
  for (const key of Object.keys(patch)) {
    if (patch[key] !== null && !key.startsWith('$') && !kept.includes(key)) {
      throw new PatchError('invalid patch format of retainKeys');
    }
  }
  for (const key of Object.keys(target)) if (!kept.includes(key)) delete target[key];
}

/** `$setElementOrder/FIELD`: the list is merged and put in that order; items that only the server knows keep theirs. */
function orderLists(target: Fields, patch: Fields, definition: string | undefined): void {
  for (const key of Object.keys(patch)) {
    if (!key.startsWith(SET_ELEMENT_ORDER)) continue;
    const field = key.slice(SET_ELEMENT_ORDER.length);
    const order = asList(patch[key]);
    delete patch[key];
    const before = target[field];
    const change = patch[field];
    if (change === null || (before === undefined && change === undefined)) continue;
    delete patch[field];
    const schema = fieldSchema(definition, field);
    const gone = patch[`${DELETE_FROM_LIST}${field}`];
    const kept =
      gone === undefined ? asList(before ?? []) : asList(before ?? []).filter((item) => !asList(gone).includes(item));
    const list = change === undefined ? kept : mergeList([...kept], asList(change), schema);
    target[field] = inElementOrder(list, order, asList(before ?? []), schema.mergeKey);
  }
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => !(isFields(item) && item[PATCH] === 'delete'))
      .filter((item) => !(isFields(item) && item[PATCH] === 'replace' && Object.keys(item).length === 1))
      .map(withoutDirectives);
  }
  if (!isFields(value)) return value;
  const out: Fields = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === PATCH || key === RETAIN_KEYS || member === null) continue;
    if (key.startsWith(DELETE_FROM_LIST) || key.startsWith(SET_ELEMENT_ORDER)) continue;
    out[key] = withoutDirectives(member);
  }
  return out;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  if (isFields(value)) return value;
  throw new PatchError('invalid JSON document');
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new PatchError('invalid patch format of setElementOrder list');
}
