/**
 * The strategic merge patch that kubectl apply sends: what was given now against what is there (changes and additions)
 * and against what was given last (deletions). Follows apimachinery's CreateThreeWayMergePatch.
 */
import { equal } from '../../base/equality';
import {
  DELETE_FROM_LIST,
  type FieldSchema,
  fieldSchema,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './strategicMergePatch';

type Fields = Record<string, unknown>;

interface DiffOptions {
  /** Leave out what is gone. */
  readonly ignoreDeletions: boolean;
  /** Leave out what is new or other. */
  readonly ignoreChanges: boolean;
}

/** `definition` is the schema's name of the object. An empty patch means that nothing has to change. */
export function threeWayMergePatch(definition: string, original: unknown, modified: unknown, current: unknown): Fields {
  const changes = diffMaps(asFields(current), asFields(modified), definition, {
    ignoreDeletions: true,
    ignoreChanges: false,
  });
  const deletions = diffMaps(asFields(original), asFields(modified), definition, {
    ignoreDeletions: false,
    ignoreChanges: true,
  });
  return combine(deletions, changes, definition);
}

function diffMaps(before: Fields, after: Fields, definition: string | undefined, options: DiffOptions): Fields {
  const patch: Fields = {};
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) {
    const old = before[key];
    const now = after[key];
    if (now === undefined) {
      if (old !== undefined && !options.ignoreDeletions) patch[key] = null;
    } else if (old === undefined) {
      if (!options.ignoreChanges) patch[key] = now;
    } else diffValue(key, old, now, patch, fieldSchema(definition, key), options);
  }
  return patch;
}

function diffValue(
  key: string,
  old: unknown,
  now: unknown,
  patch: Fields,
  schema: FieldSchema,
  options: DiffOptions,
): void {
  if (isFields(old) && isFields(now)) {
    const inner = diffMaps(old, now, schema.definition, options);
    if (schema.retainKeys && Object.keys(inner).length > 0 && !options.ignoreChanges) {
      patch[key] = { ...inner, [RETAIN_KEYS]: Object.keys(now).sort() };
    } else if (Object.keys(inner).length > 0) patch[key] = inner;
    return;
  }
  if (Array.isArray(old) && Array.isArray(now) && schema.mergesList) {
    if (schema.mergeKey === undefined) diffPlainLists(key, old, now, patch, options);
    else
      diffObjectLists(
        key,
        old.map(asFields),
        now.map(asFields),
        patch,
        { ...schema, mergeKey: schema.mergeKey },
        options,
      );
    return;
  }
  if (!options.ignoreChanges && !equal(old, now)) patch[key] = now;
}

function diffPlainLists(
  key: string,
  old: readonly unknown[],
  now: readonly unknown[],
  patch: Fields,
  options: DiffOptions,
): void {
  const added = now.filter((item) => !old.includes(item));
  const gone = old.filter((item) => !now.includes(item));
  if (!options.ignoreChanges && added.length > 0) patch[key] = added;
  if (!options.ignoreDeletions && gone.length > 0) patch[`${DELETE_FROM_LIST}${key}`] = gone;
  if (patch[key] !== undefined || patch[`${DELETE_FROM_LIST}${key}`] !== undefined)
    patch[`${SET_ELEMENT_ORDER}${key}`] = now;
}

function diffObjectLists(
  key: string,
  old: readonly Fields[],
  now: readonly Fields[],
  patch: Fields,
  schema: FieldSchema & { readonly mergeKey: string },
  options: DiffOptions,
): void {
  const { mergeKey } = schema;
  const items: Fields[] = [];
  const byKey = (list: readonly Fields[]) => [...list].sort((a, b) => compare(a[mergeKey], b[mergeKey]));
  for (const item of byKey(now)) {
    const before = old.find((one) => one[mergeKey] === item[mergeKey]);
    if (before === undefined) {
      if (!options.ignoreChanges) items.push(item);
      continue;
    }
    const inner = diffMaps(before, item, schema.definition, options);
    if (Object.keys(inner).length > 0) items.push({ ...inner, [mergeKey]: item[mergeKey] });
  }
  if (!options.ignoreDeletions) {
    for (const item of byKey(old)) {
      if (!now.some((one) => one[mergeKey] === item[mergeKey]))
        items.push({ [PATCH]: 'delete', [mergeKey]: item[mergeKey] });
    }
  }
  const order = now.map((item) => ({ [mergeKey]: item[mergeKey] }));
  const oldOrder = old
    .filter((item) => now.some((one) => one[mergeKey] === item[mergeKey]))
    .map((item) => item[mergeKey]);
  const moved = !equal(
    oldOrder,
    now.filter((item) => old.some((one) => one[mergeKey] === item[mergeKey])).map((item) => item[mergeKey]),
  );
  if (items.length > 0) patch[key] = items;
  if (items.length > 0 || (moved && !options.ignoreChanges)) patch[`${SET_ELEMENT_ORDER}${key}`] = order;
}

/** Deletions with changes laid over them: both are patches, so lists of objects are joined by key. */
function combine(deletions: Fields, changes: Fields, definition: string | undefined): Fields {
  const out: Fields = { ...deletions };
  for (const [key, value] of Object.entries(changes)) {
    const before = out[key];
    const schema = fieldSchema(definition, key);
    if (isFields(before) && isFields(value)) out[key] = combine(before, value, schema.definition);
    else if (Array.isArray(before) && Array.isArray(value) && schema.mergeKey !== undefined && !key.startsWith('$')) {
      out[key] = combineLists(before.map(asFields), value.map(asFields), schema.mergeKey, schema.definition);
    } else out[key] = value;
  }
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => compare(a, b)));
}

function combineLists(
  deletions: readonly Fields[],
  changes: readonly Fields[],
  mergeKey: string,
  definition: string | undefined,
): Fields[] {
  const out = [...changes];
  for (const item of deletions) {
    const at = out.findIndex((one) => one[mergeKey] === item[mergeKey]);
    if (at < 0) out.push(item);
    else out[at] = combine(item, out[at] as Fields, definition);
  }
  return out;
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}
