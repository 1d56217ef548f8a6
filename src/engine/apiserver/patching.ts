/** PATCH: JSON patch, merge patch and strategic merge patch. Server-side apply is in `managers/`. */
import { fail, ok, type Result } from '../../base/result';
import { invalid } from '../../kinds/fieldError';
import { apiVersionOf } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import { goText } from '../../kinds/patch/goText';
import { jsonPatch } from '../../kinds/patch/jsonPatch';
import { mergePatch } from '../../kinds/patch/mergePatch';
import { strategicMergePatch } from '../../kinds/patch/strategicMergePatch';
import { strictDecodingError } from '../../kinds/schema/decode';
import { decodeKind } from '../../kinds/schema/decodeKind';
import { definitionName } from '../../kinds/schema/structure';
import type { Status } from '../../kinds/status';
import { BODY_TYPES, readBody } from './body';
import type { Call } from './call';
import { checkName, settleNamespace, validationOf } from './decoding';
import * as statusError from './statusError';

const TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

type PatchType = keyof typeof TYPES;

export interface Patch {
  readonly type: PatchType;
  readonly body: unknown;
}

/** True for a request that applies. */
export function isApply(call: Call): boolean {
  return call.resource.verb === 'patch' && contentType(call) === TYPES.apply;
}

function contentType(call: Call): string {
  return (call.request.headers?.['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

/** The patch of a request. */
export function patchOf(call: Call): Result<Patch, Status> {
  const header = contentType(call);
  const type = (Object.keys(TYPES) as PatchType[]).find((name) => TYPES[name] === header);
  if (type === undefined) return fail(statusError.unsupportedMediaType(Object.values(TYPES)));
  if (type === 'strategic' && call.resource.kind.custom !== undefined) {
    // Nobody knows the merge keys of what is defined in the cluster.
    return fail(statusError.unsupportedMediaType([TYPES.json, TYPES.merge, TYPES.apply]));
  }
  if (type === 'apply') {
    return fail(statusError.unsupportedMediaType([TYPES.json, TYPES.merge, TYPES.strategic]));
  }
  const body = readBody({ ...call.request, headers: { 'content-type': BODY_TYPES[0] ?? '' } });
  if (!body.ok) return body;
  const { value } = body;
  const found = value === undefined ? 'nothing' : Array.isArray(value) ? 'array' : typeof value;
  if (type === 'json' && !Array.isArray(value)) {
    const why = `error decoding patch: json: cannot unmarshal ${found} into Go value of type []handlers.jsonPatchOp`;
    return fail(statusError.badRequest(why));
  }
  if (type !== 'json' && found !== 'object') {
    return fail(
      statusError.badRequest(`json: cannot unmarshal ${found} into Go value of type map[string]interface {}`),
    );
  }
  return ok({ type, body: value });
}

/** Applies a patch to any plain object; `schema` is its OpenAPI name. */
export function applyPatch(patch: Patch, target: unknown, schema: string): Result<unknown, Status> {
  if (patch.type === 'json') {
    const patched = jsonPatch(target, patch.body as readonly unknown[]);
    return patched.ok ? patched : fail(statusError.unprocessable());
  }
  if (patch.type === 'merge') return ok(mergePatch(target, patch.body));
  const patched = strategicMergePatch(definitionName(schema), target, patch.body);
  if (patched.ok) return patched;
  const known = /^(invalid|unknown)/.test(patched.error);
  return fail(known ? statusError.badRequest(patched.error) : statusError.unknownError(patched.error));
}

/** The stored object with the patch applied, read anew as its kind. */
export function patchedObject(call: Call, patch: Patch, existing: ClusterObject): Result<ClusterObject, Status> {
  const { kind, namespace } = call.resource;
  const patched = applyPatch(patch, existing, kind.schema);
  if (!patched.ok) return patched;
  const { object: draft, unknownFields, error } = decodeKind(kind, patched.value);
  if (error !== undefined)
    return fail(refused(patch, patched.value, patch.type === 'strategic' ? goError(error) : error));
  if (unknownFields.length > 0 && validationOf(call) === 'Strict') {
    return fail(refused(patch, patched.value, strictDecodingError(unknownFields)));
  }
  if (validationOf(call) === 'Warn') for (const field of unknownFields) call.warn(field);
  if (draft.kind !== kind.kind || draft.apiVersion !== apiVersionOf(kind)) {
    draft.kind = kind.kind;
    draft.apiVersion = apiVersionOf(kind);
  }
  draft.metadata ??= { name: '' };
  const wrong = checkName(call, draft) ?? settleNamespace(draft, kind.namespaced ? namespace : '');
  return wrong === undefined ? ok(draft) : fail(wrong);
}

function refused(patch: Patch, patched: unknown, why: string): Status {
  const value = patch.type === 'strategic' ? goText(patch.body) : JSON.stringify(sortedKeys(patched));
  return statusError.invalid(undefined, '', [invalid('patch', value, why)]);
}

/** What the converter of unstructured data says where the JSON decoder says "cannot unmarshal". */
function goError(error: string): string {
  const match = /^json: cannot unmarshal (\S+).* of type (\S+)$/.exec(error);
  if (match === null) return error;
  const [, from = '', to = ''] = match;
  const source = from === 'object' ? 'map' : from === 'array' ? 'slice' : from === 'number' ? 'int64' : from;
  if (to.startsWith('[]')) return `cannot restore slice from ${source}`;
  if (to.startsWith('map[')) return `cannot restore map from ${source}`;
  if (/^v\d/.test(to)) return `cannot restore struct from: ${source}`;
  if (source === 'int64' && to === 'string') return 'cannot convert int64 to string';
  return `unrecognized type: ${to}`;
}

/** Go writes the keys of a map in order. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortedKeys(member)]));
}
