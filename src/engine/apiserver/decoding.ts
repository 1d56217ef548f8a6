/** From a request's body to an object of the kind that its path names. */
import { fail, ok, type Result } from '../../base/result';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8';
import { apiVersionOf } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import { strictDecodingError } from '../../kinds/schema/decode';
import { decodeKind } from '../../kinds/schema/decodeKind';
import type { Status } from '../../kinds/status';
import { readBody } from './body';
import type { Call } from './call';
import * as statusError from './statusError';

/**
 * A draft of the object in the body, with kind, apiVersion and namespace filled in from the path. `part` picks what of
 * the body is read at all.
 */
export function decodeObject(
  call: Call,
  part: (body: unknown) => unknown = (body) => body,
): Result<ClusterObject, Status> {
  const { kind, namespace } = call.resource;
  const body = readBody(call.request, (why) => unrecognized(call, why));
  if (!body.ok) return body;
  const typed = checkType(call, body.value);
  if (typed !== undefined) return fail(typed);
  const { object: draft, unknownFields, error } = decodeKind(kind, part(body.value));
  if (error !== undefined) return fail(cannotBeHandled(call, kind.kind, error));
  if (unknownFields.length > 0 && validationOf(call) === 'Strict') {
    return fail(cannotBeHandled(call, kind.kind, strictDecodingError(unknownFields)));
  }
  if (validationOf(call) === 'Warn') for (const field of unknownFields) call.warn(field);
  draft.kind = kind.kind;
  draft.apiVersion = apiVersionOf(kind);
  draft.metadata ??= { name: '' };
  const misplaced = settleNamespace(draft, kind.namespaced ? namespace : '');
  return misplaced === undefined ? ok(draft) : fail(misplaced);
}

/** What is done about unknown fields: refused, warned about (the default) or passed over. */
export function validationOf(call: Call): string {
  return call.query['fieldValidation'] || 'Warn';
}

function cannotBeHandled(call: Call, given: string, why: string): Status {
  const { kind, version } = call.resource.kind;
  return statusError.badRequest(
    `${given} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}`,
  );
}

/** What is said of a body of which not even version and kind can be told. */
function unrecognized({ request, resource }: Call, why: string): Status {
  // YAML is turned into JSON first, which says by itself what went wrong.
  const told = why.startsWith('error converting') ? why : `couldn't get version/kind; json parse error: ${why}`;
  return statusError.badRequest(
    `the object provided is unrecognized (must be of type ${resource.kind.kind}): ${told} (${summaryOf(request.body)})`,
  );
}

const SUMMARY_LENGTH = 30;

/** The beginning of a body: as it is where it looks like an object, in hexadecimal digits where it may be anything. */
function summaryOf(body: unknown): string {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  if (text === '') return '<empty>';
  const bytes = encodeUtf8(text);
  const start = bytes.subarray(0, SUMMARY_LENGTH);
  const shown = text.startsWith('{')
    ? decodeUtf8(start)
    : [...start].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > SUMMARY_LENGTH ? `${shown} ...` : shown;
}

function checkType(call: Call, value: unknown): Status | undefined {
  const { kind } = call.resource;
  const expected = apiVersionOf(kind);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const why =
      value === undefined
        ? 'unexpected end of JSON input'
        : `json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
    return unrecognized(call, why);
  }
  const given = value as { kind?: unknown; apiVersion?: unknown };
  const givenKind = typeof given.kind === 'string' && given.kind !== '' ? given.kind : kind.kind;
  const givenVersion = typeof given.apiVersion === 'string' && given.apiVersion !== '' ? given.apiVersion : expected;
  if (givenVersion !== expected) {
    return statusError.badRequest(
      `the API version in the data (${givenVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (givenKind === kind.kind) return undefined;
  const why =
    `no kind ${JSON.stringify(givenKind)} is registered for version ${JSON.stringify(expected)} ` +
    'in scheme "pkg/api/legacyscheme/scheme.go:30"';
  return cannotBeHandled(call, givenKind, why);
}

/** The path's namespace goes into the object; another one there is refused. */
export function settleNamespace(draft: ClusterObject, namespace: string): Status | undefined {
  const given = draft.metadata.namespace ?? '';
  if (namespace === '') {
    delete draft.metadata.namespace;
    return undefined;
  }
  if (given !== '' && given !== namespace) {
    return statusError.badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  draft.metadata.namespace = namespace;
  return undefined;
}

/** Refuses an object whose name isn't the path's. */
export function checkName(call: Call, draft: ClusterObject): Status | undefined {
  const { name } = call.resource;
  const given = draft.metadata.name ?? '';
  if (given === '') {
    const why = 'name must be provided';
    return statusError.badRequest(`the name of the object (${name} based on URL) was undeterminable: ${why}`);
  }
  if (given === name) return undefined;
  return statusError.badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}
