/**
 * Deleting: grace periods, finalizers, preconditions and what becomes of dependents, as apiserver's generic registry
 * decides it. The dependents themselves are the garbage collector's work.
 */
import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';
import { formatTime, parseTime } from '../../base/time';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import type { DeleteOptions } from './deleteOptions';
import { draftMeta } from './draft';
import type { ObjectStore } from './objectStore';
import type { Resource } from './resources/resource';
import * as statusError from './statusError';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

export interface Deletion {
  /** False while a grace period or finalizers keep the object. */
  readonly deleted: boolean;
  readonly object: ClusterObject;
}

/** Begins or completes the deletion of one object. */
export function deleteObject(
  store: ObjectStore,
  resource: Resource | undefined,
  call: Call,
  name: string,
  options: DeleteOptions,
): Result<Deletion, Status> {
  const { kind, namespace } = call.resource;
  const existing = store.find(kind, namespace, name);
  if (existing === undefined) return fail(statusError.notFound(kind, name));
  const refused = preconditionError(call, existing, options);
  if (refused !== undefined) return fail(refused);
  const vetoed = store.review({
    operation: 'DELETE',
    kind,
    namespace,
    name,
    subresource: '',
    object: undefined,
    old: existing,
    dryRun: call.dryRun,
    user: call.caller,
    warn: (text) => call.warn(text),
  });
  if (vetoed !== undefined) return fail(vetoed);
  const begun = resource?.beginDelete?.(call, existing, options, store);
  if (begun !== undefined) return ok({ deleted: false, object: begun });

  const draft = clone(existing);
  const grace = beginGrace(store.clock.now, resource, draft, options);
  if (grace === 'pending') return ok({ deleted: false, object: existing });
  const changed = setDependentFinalizers(resource, draft, options);
  const pendingFinalizers = (draft.metadata.finalizers?.length ?? 0) > 0;
  if (grace === 'none' && (changed || pendingFinalizers)) {
    if (!pendingFinalizers) return ok({ deleted: true, object: store.remove(call, existing, 200) });
    markAsDeleting(draft, store.clock.now);
    return ok({ deleted: false, object: store.replace(call, existing, draft, 200) });
  }
  if (grace !== 'none' && (pendingFinalizers || (draft.metadata.deletionGracePeriodSeconds ?? 0) > 0)) {
    return ok({ deleted: false, object: store.replace(call, existing, draft, 200) });
  }
  // A graceful kind that may go now is marked first, so watchers see both changes.
  const last = grace === 'none' ? existing : store.replace(call, existing, draft, 200);
  return ok({ deleted: true, object: store.remove(call, last, 200) });
}

function preconditionError(call: Call, object: ClusterObject, options: DeleteOptions): Status | undefined {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { kind } = call.resource;
  const { name, uid: actual = '', resourceVersion: version = '' } = object.metadata;
  // The real server names the kind here, where elsewhere it names the resource.
  const named = { group: kind.group, plural: kind.kind };
  if (uid !== undefined && uid !== actual) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${actual}). The object might have been deleted and then recreated`;
    return statusError.conflict(named, name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== version) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${version}). The object might have been modified`;
    return statusError.conflict(named, name, why);
  }
  return undefined;
}

/**
 * Marks the draft with its grace period. `pending`: it is being deleted already and this request doesn't hasten it;
 * `none`: this kind has no grace, or the time was never set, so it goes at once.
 */
function beginGrace(
  now: number,
  resource: Resource | undefined,
  draft: ClusterObject,
  options: DeleteOptions,
): 'begun' | 'pending' | 'none' {
  if (resource?.gracePeriod === undefined) return 'none';
  const metadata = draftMeta(draft);
  const asked = options.gracePeriodSeconds === undefined ? undefined : Math.max(options.gracePeriodSeconds, 0);
  const negative = options.gracePeriodSeconds !== undefined && options.gracePeriodSeconds < 0;
  const wanted = negative ? 1 : asked;
  const current = metadata.deletionGracePeriodSeconds;
  if (metadata.deletionTimestamp !== undefined) {
    if (current === undefined) return 'none';
    if (wanted === undefined || wanted >= current) return 'pending';
    const begun = (parseTime(metadata.deletionTimestamp) ?? now) - current * 1000;
    metadata.deletionTimestamp = formatTime(begun + wanted * 1000);
    metadata.deletionGracePeriodSeconds = wanted;
    return 'begun';
  }
  const seconds = resource.gracePeriod(draft, wanted);
  metadata.deletionTimestamp = formatTime(now + seconds * 1000);
  metadata.deletionGracePeriodSeconds = seconds;
  if ((metadata.generation ?? 0) > 0) metadata.generation = (metadata.generation ?? 0) + 1;
  return 'begun';
}

function markAsDeleting(draft: ClusterObject, now: number): void {
  const metadata = draftMeta(draft);
  if (metadata.deletionTimestamp === undefined && (metadata.generation ?? 0) > 0) {
    metadata.generation = (metadata.generation ?? 0) + 1;
  }
  metadata.deletionTimestamp ??= formatTime(now);
  metadata.deletionGracePeriodSeconds = 0;
}

/** Puts or takes the finalizers that tell the garbage collector what to do. True when that changed something. */
export function setDependentFinalizers(
  resource: Pick<Resource, 'dependents'> | undefined,
  draft: ClusterObject,
  options: DeleteOptions,
): boolean {
  if (resource?.dependents === 'unsupported') return false;
  const before = draft.metadata.finalizers ?? [];
  const policy = policyOf(resource, before, options);
  const after = before.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  if (policy === 'Orphan') after.push(ORPHAN);
  if (policy === 'Foreground') after.push(FOREGROUND);
  if (after.length === before.length && after.every((finalizer) => before.includes(finalizer))) return false;
  if (after.length === 0) delete draft.metadata.finalizers;
  else draft.metadata.finalizers = after;
  return true;
}

function policyOf(
  resource: Pick<Resource, 'dependents'> | undefined,
  finalizers: readonly string[],
  options: DeleteOptions,
): string {
  if (options.orphanDependents !== undefined) return options.orphanDependents ? 'Orphan' : 'Background';
  if (options.propagationPolicy !== undefined) return options.propagationPolicy;
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  if (finalizers.includes(FOREGROUND)) return 'Foreground';
  return resource?.dependents === 'orphan' ? 'Orphan' : 'Background';
}

/** The answer to a DELETE. */
export function deletionAnswer(call: Call, resource: Resource | undefined, deletion: Deletion): unknown {
  if (!deletion.deleted || resource?.returnsDeleted === true) return deletion.object;
  const { kind } = call.resource;
  const { name, uid = '' } = deletion.object.metadata;
  const group = kind.group === '' ? {} : { group: kind.group };
  return statusError.success({ name, ...group, kind: kind.plural, uid });
}
