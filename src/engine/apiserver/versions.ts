/**
 * Versions that are views: a request for one becomes a request for the version in which the objects are kept, and the
 * answer is turned back. Patches are applied to the view.
 */

import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';
import type { KeptAs, Kind } from '../../kinds/kind';
import { apiVersionOf, pathOf } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { ApiRequest, ApiResponse, WatchEvent, WatchSink } from '../client/door';
import type { Call } from './call';
import { decodeObject } from './decoding';
import { isApply, patchedObject, patchOf } from './patching';

/** Answers a request for a kind that is only a view; `handle` answers for the kept one. */
export function handleView(call: Call, view: KeptAs, handle: (request: ApiRequest) => ApiResponse): ApiResponse {
  const request = keptRequest(call, view);
  const body = keptBody(call, view, handle);
  if (!body.ok) return { code: body.error.code, body: body.error };
  const applying = isApply(call);
  const patching = call.resource.verb === 'patch' && !applying;
  const { warnings: keptWarnings = [], ...answer } = handle({
    ...request,
    ...(patching ? { method: 'PUT' as const } : {}),
    ...(body.value === undefined
      ? {}
      : { body: body.value, headers: applying ? { ...request.headers } : withJson(request) }),
  });
  // That the kept version is deprecated is none of the concern of who uses another one.
  const about = keptWarnings.filter((warning) => warning !== view.kind.deprecation);
  const warnings = [...call.warnings, ...about];
  const shown = { ...answer, body: fromKept(answer.body, call.resource.kind, view) };
  return warnings.length === 0 ? shown : { ...shown, warnings };
}

/** The same request about the kept kind, whose body is still the view's. */
export function keptRequest(call: Call, { kind }: KeptAs): ApiRequest {
  const { namespace, name, subresource } = call.resource;
  const place = [namespace || undefined, name || undefined, subresource || undefined] as const;
  return { ...call.request, path: pathOf(kind, ...place) };
}

/** Gives what a watch of the kept kind tells as the view. */
export function viewSink(sink: WatchSink, kind: Kind, view: KeptAs): WatchSink {
  return {
    event: (event) => sink.event({ ...event, object: fromKept(event.object, kind, view) } as WatchEvent),
    closed: () => sink.closed?.(),
  };
}

function withJson(request: ApiRequest): Record<string, string> {
  return { ...request.headers, 'content-type': 'application/json' };
}

/** The kept form of what a request brings; undefined when it brings nothing. */
function keptBody(
  call: Call,
  view: KeptAs,
  handle: (request: ApiRequest) => ApiResponse,
): Result<ClusterObject | undefined, Status> {
  switch (call.resource.verb) {
    case 'create':
    case 'update': {
      const draft = decodeObject(call);
      return draft.ok ? ok(kept(draft.value, call.resource.kind, view)) : draft;
    }
    case 'patch': {
      if (isApply(call)) return applied(call, view);
      const patch = patchOf(call);
      if (!patch.ok) return patch;
      const { subresource: _, ...resource } = call.resource;
      const path = pathOf(view.kind, resource.namespace || undefined, resource.name);
      const current = handle({ method: 'GET', path });
      if (current.code !== 200) return fail(current.body as Status);
      const before = view.fromKept(current.body as ClusterObject);
      const patched = patchedObject(call, patch.value, before);
      return patched.ok ? ok(kept(patched.value, call.resource.kind, view)) : patched;
    }
    default:
      return ok(undefined);
  }
}

/** What is applied says only what its author wants. Simplified: its fields are then owned as those of the kept version. */
function applied(call: Call, view: KeptAs): Result<ClusterObject, Status> {
  const draft = decodeObject(call);
  if (!draft.ok) return draft;
  const { status: _, ...object } = view.toKept(draft.value) as ClusterObject & { status?: unknown };
  return ok(object);
}

function kept(draft: ClusterObject, kind: Kind, view: KeptAs): ClusterObject {
  const object = clone(draft);
  kind.setDefaults(object);
  return view.toKept(object);
}

interface Shaped {
  readonly kind?: unknown;
  readonly items?: readonly ClusterObject[];
  readonly rows?: readonly { readonly object?: unknown }[];
}

/** An object, a list or a table of the kept kind as the view; anything else as it is. */
function fromKept(body: unknown, kind: Kind, view: KeptAs): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { kind: found, items, rows } = body as Shaped;
  if (found === kind.kind) return view.fromKept(body as ClusterObject);
  if (found === `${kind.kind}List` && items !== undefined) {
    return { ...body, apiVersion: apiVersionOf(kind), items: items.map(view.fromKept) };
  }
  if (found !== 'Table' || rows === undefined) return body;
  return { ...body, rows: rows.map((row) => ({ ...row, object: fromKept(row.object, kind, view) })) };
}
