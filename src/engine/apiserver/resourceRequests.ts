/** What a request about a resource does: the verbs on collections, objects and subresources. */
import { fail, ok, type Result } from '../../base/result';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { Stream } from '../client/door';
import type { Call } from './call';
import { decodeObject } from './decoding';
import { deleteOptionsOf } from './deleteOptions';
import { deleteObject, deletionAnswer } from './deletion';
import { listObjects, selectionOf } from './listing';
import { applyFromBody } from './managers/applying';
import type { ObjectStore } from './objectStore';
import { readObserved } from './observing';
import { applyPatch, isApply, type Patch, patchedObject, patchOf } from './patching';
import { handleScale, type Scale, writeScale } from './scale';
import * as statusError from './statusError';
import { statusUpdate, withoutSpec } from './statusSubresource';
import { updateFromBody } from './updates';
import { writeOptionsError } from './writeOptions';

/** Answers a request; the value is the body of the answer. */
export function handleResource(call: Call, store: ObjectStore): Result<unknown, Status> {
  const { kind, subresource, verb } = call.resource;
  const wrong = writeOptionsError(call);
  if (wrong !== undefined) return fail(wrong);
  if (subresource !== '') return handleSubresource(call, store);
  if (!kind.verbs.includes(verb) || !isRouted(call)) return fail(statusError.methodNotAllowed());
  const observed = store.resourceOf(kind)?.observed;
  if (observed !== undefined) return readObserved(call, observed);
  switch (verb) {
    case 'get':
      return store.get(call);
    case 'list':
      return listObjects(call, store.etcd);
    case 'create': {
      const own = store.resourceOf(kind)?.create;
      if (own !== undefined) return own(call, store);
      const draft = decodeObject(call);
      return draft.ok ? store.create(call, draft.value) : draft;
    }
    case 'update':
      return updateFromBody(call, store);
    case 'patch':
      return patchObject(call, store);
    case 'delete':
      return deleteOne(call, store);
    case 'deletecollection':
      return deleteMany(call, store);
    default:
      return fail(statusError.methodNotAllowed());
  }
}

/** Collections are written to in their namespace; what changes an object needs its name. */
function isRouted(call: Call): boolean {
  const { kind, namespace, name, verb } = call.resource;
  if (verb === 'list' || verb === 'watch') return true;
  if (kind.namespaced && namespace === '') return false;
  const onCollection = verb === 'create' || verb === 'deletecollection';
  return onCollection === (name === '');
}

function handleSubresource(call: Call, store: ObjectStore): Result<unknown, Status> {
  const { kind, subresource, verb, name } = call.resource;
  if (name === '') return fail(statusError.noSuchResource());
  if (subresource === 'status' && kind.hasStatus) return handleStatus(call, store);
  if (subresource === 'scale' && kind.scale !== undefined) {
    if (verb === 'patch') return patchScale(call, store, kind.scale);
    if (verb !== 'get' && verb !== 'update') return fail(statusError.methodNotAllowed());
    return handleScale(call, store, kind.scale);
  }
  const declared = kind.subresources?.find((one) => one.name === subresource);
  const own = store.resourceOf(kind)?.subresources?.[subresource];
  if (declared === undefined || own === undefined) return fail(statusError.noSuchResource());
  if (!declared.verbs.includes(verb)) return fail(statusError.methodNotAllowed());
  return own.handle(call, store);
}

/** Opens a stream to a subresource that has one: exec, attach, port-forward, a followed log. */
export function connectResource(call: Call, store: ObjectStore): Result<Stream, Status> {
  const { kind, subresource } = call.resource;
  const connect = store.resourceOf(kind)?.subresources?.[subresource]?.connect;
  return connect === undefined ? fail(statusError.noSuchResource()) : connect(call, store);
}

function handleStatus(call: Call, store: ObjectStore): Result<unknown, Status> {
  const { kind, verb } = call.resource;
  switch (verb) {
    case 'get':
      return store.get(call);
    case 'update':
      return updateFromBody(call, store, statusUpdate(kind));
    case 'patch': {
      if (isApply(call)) return applyFromBody(call, store, statusUpdate(kind));
      const patch = patchOf(call);
      if (!patch.ok) return patch;
      const change = (existing: ClusterObject) =>
        patchedObject(call, patch.value, withoutSpec(existing) as ClusterObject);
      return store.update(call, change, statusUpdate(kind));
    }
    default:
      return fail(statusError.methodNotAllowed());
  }
}

function patchObject(call: Call, store: ObjectStore): Result<unknown, Status> {
  if (isApply(call)) return applyFromBody(call, store);
  const patch = patchOf(call);
  if (!patch.ok) return patch;
  return store.update(call, (existing) => patchedObject(call, patch.value, targetOf(store, patch.value, existing)));
}

/** A patch may be about the managed fields themselves. */
function targetOf(store: ObjectStore, { type, body }: Patch, existing: ClusterObject): ClusterObject {
  const mentions =
    type === 'json'
      ? (body as readonly { path?: unknown }[]).some((one) => String(one?.path).startsWith('/metadata/managedFields'))
      : (body as { metadata?: { managedFields?: unknown } }).metadata?.managedFields !== undefined;
  return mentions ? store.managed.shown(existing) : existing;
}

function patchScale(call: Call, store: ObjectStore, paths: NonNullable<Kind['scale']>): Result<unknown, Status> {
  const patch = patchOf(call);
  if (!patch.ok) return patch;
  return writeScale(call, store, paths, (current) => {
    const patched = applyPatch(patch.value, current, 'io.k8s.api.autoscaling.v1.Scale');
    return patched.ok ? ok(patched.value as Scale) : patched;
  });
}

function deleteOne(call: Call, store: ObjectStore): Result<unknown, Status> {
  const options = deleteOptionsOf(call);
  if (!options.ok) return options;
  const resource = store.resourceOf(call.resource.kind);
  const deletion = deleteObject(store, resource, call, call.resource.name, options.value);
  return deletion.ok ? ok(deletionAnswer(call, resource, deletion.value)) : deletion;
}

/** Deletes everything that the request selects, one after the other, and answers with what there was. */
function deleteMany(call: Call, store: ObjectStore): Result<unknown, Status> {
  const options = deleteOptionsOf(call);
  if (!options.ok) return options;
  const selection = selectionOf(call);
  if (!selection.ok) return selection;
  const list = listObjects(call, store.etcd);
  if (!list.ok) return list;
  const resource = store.resourceOf(call.resource.kind);
  for (const { metadata } of list.value.items) {
    const deletion = deleteObject(store, resource, call, metadata.name, options.value);
    // Somebody else was faster: that is what was wanted.
    if (!deletion.ok && deletion.error.reason !== 'NotFound') return deletion;
  }
  return list;
}
