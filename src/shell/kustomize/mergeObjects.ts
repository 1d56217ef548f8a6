/** Strategic merge as kustomize does it: like the API server's, but what the patch adds to a list comes first. */
import { clone } from '../../base/clone';
import { fieldSchema } from '../../kinds/patch/strategicMergePatch';
import { findKind } from '../../kinds/registry';
import { definitionName } from '../../kinds/schema/structure';
import { type Fields, idOf, isFields } from './resource';

/** The object with the patch merged in; undefined when the patch says that it goes. The object is not changed. */
export function mergeObjects(object: Fields, patch: Fields): Fields | undefined {
  const { kind, group, version } = idOf(object);
  const known = findKind(kind, group, version);
  const merged = mergeMap(object, clone(patch), known === undefined ? undefined : definitionName(known.schema));
  return merged === undefined ? undefined : merged;
}

function mergeMap(before: Fields, patch: Fields, definition: string | undefined): Fields | undefined {
  const directive = patch['$patch'];
  delete patch['$patch'];
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return clean(patch) as Fields;
  const out: Fields = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue;
    const merged = mergeField(out[name], value, definition, name);
    if (merged === undefined) delete out[name];
    else out[name] = merged;
  }
  return out;
}

function mergeField(before: unknown, value: unknown, definition: string | undefined, name: string): unknown {
  if (value === null) return undefined;
  const schema = fieldSchema(definition, name);
  if (isFields(value))
    return isFields(before) || value['$patch'] === 'delete'
      ? mergeMap(isFields(before) ? before : {}, value, schema.definition)
      : clean(value);
  if (!Array.isArray(value)) return value;
  if (!Array.isArray(before) || !schema.mergesList) return withoutReplacing(value);
  if (schema.mergeKey === undefined) return [...new Set([...(value as unknown[]), ...(before as unknown[])])];
  return mergeList(before as unknown[], value as unknown[], schema.mergeKey, schema.definition);
}

function mergeList(
  before: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  definition: string | undefined,
): unknown[] {
  if (patch.some((item) => isFields(item) && item['$patch'] === 'replace')) return withoutReplacing(patch);
  const rest = [...before];
  const out: unknown[] = [];
  for (const item of patch) {
    if (!isFields(item)) continue;
    const at = rest.findIndex((one) => isFields(one) && one[key] === item[key]);
    const old = at < 0 ? {} : (rest.splice(at, 1)[0] as Fields);
    const merged = mergeMap(old, { ...item }, definition);
    if (merged !== undefined) out.push(merged);
  }
  return [...out, ...rest];
}

/** A list that takes the place of another: without the item that said so. */
function withoutReplacing(list: readonly unknown[]): unknown[] {
  return list.filter((item) => !(isFields(item) && '$patch' in item)).map(clean);
}

/** What has nothing to be merged with: without nulls and directives. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(clean);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== null && !name.startsWith('$'))
      .map(([name, member]) => [name, clean(member)]),
  );
}
