/** PUT: a whole object in the place of another. */
import { ok, type Result } from '../../base/result';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import { checkName, decodeObject } from './decoding';
import type { ObjectStore, UpdateOptions } from './objectStore';
import { withoutSpec } from './statusSubresource';

/** Replaces the object of the request's path by the one in its body. */
export function updateFromBody(
  call: Call,
  store: ObjectStore,
  options: UpdateOptions = {},
): Result<ClusterObject, Status> {
  const draft = decodeObject(call, options.subresource === 'status' ? withoutSpec : undefined);
  if (!draft.ok) return draft;
  const wrong = checkName(call, draft.value);
  if (wrong !== undefined) return { ok: false, error: wrong };
  const { kind, namespace, name } = call.resource;
  const creates = store.resourceOf(kind)?.createsOnUpdate === true && options.subresource === undefined;
  if (creates && store.find(kind, namespace, name) === undefined) {
    call.created = true;
    return store.create(call, draft.value);
  }
  return store.update(call, () => ok(draft.value), options);
}
