/** PATCH with `application/apply-patch+yaml`: server-side apply. */
import { equal } from '../../../base/equality';
import { fail, ok, type Result } from '../../../base/result';
import {
  difference,
  type FieldSet,
  intersection,
  LEAF,
  pathsOf,
  pathText,
  union,
} from '../../../kinds/fields/fieldSet';
import type { MergeType } from '../../../kinds/fields/mergeType';
import { compare, fieldsOf, merge, withNamedParents, withoutFields } from '../../../kinds/fields/typedValue';
import { typedErrors, typedErrorText } from '../../../kinds/fields/validateTyped';
import { apiVersionOf } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import { decodeKind, mergeTypeOfKind } from '../../../kinds/schema/decodeKind';
import type { Status } from '../../../kinds/status';
import { readBody } from '../body';
import type { Call } from '../call';
import { checkName, settleNamespace } from '../decoding';
import type { ObjectStore, UpdateOptions } from '../objectStore';
import * as statusError from '../statusError';
import { keepLastApplied, lastAppliedFields } from './lastApplied';
import { resetFields } from './managedFields';
import { afterApply, type Conflict, conflictsOf, isSameManager, type Manager, ownable } from './ownership';
import type { Owners } from './pendingOwners';

/** Applies the configuration in the body: makes the object, or merges it in by who owns what. */
export function applyFromBody(
  call: Call,
  store: ObjectStore,
  options: UpdateOptions = {},
): Result<ClusterObject, Status> {
  const { kind, namespace, name } = call.resource;
  const config = configOf(call);
  if (!config.ok) return config;
  const existing = store.find(kind, namespace, name);
  const applied = applyConfig(call, store, existing, config.value);
  if (!applied.ok) return applied;
  const draft = draftOf(call, applied.value.object);
  if (!draft.ok) return draft;
  const { owners } = applied.value;
  if (existing !== undefined) return store.update(call, () => ok(draft.value), { ...options, owners });
  if (options.subresource !== undefined) return fail(statusError.notFound(kind, name));
  const { uid } = draft.value.metadata;
  if (uid !== undefined) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    return fail(statusError.conflict(kind, name, why));
  }
  call.created = true;
  return store.create(call, draft.value, owners);
}

type Config = Readonly<Record<string, unknown>>;

function configOf(call: Call): Result<Config, Status> {
  const body = readBody({ ...call.request, headers: { 'content-type': 'application/yaml' } });
  if (!body.ok) return body;
  const config = body.value;
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    const found = Array.isArray(config) ? 'array' : config === null || config === undefined ? 'null' : typeof config;
    const why = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
    return fail(statusError.badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`));
  }
  const { apiVersion = '', metadata } = config as { apiVersion?: string; metadata?: { managedFields?: unknown } };
  const expected = apiVersionOf(call.resource.kind);
  if (apiVersion !== expected) {
    const why = `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`;
    return fail(statusError.badRequest(why));
  }
  if (metadata?.managedFields !== undefined && metadata.managedFields !== null) {
    return fail(statusError.badRequest('metadata.managedFields must be nil'));
  }
  return ok(config as Config);
}

interface Applied {
  readonly object: unknown;
  readonly owners: Owners;
}

function applyConfig(
  call: Call,
  store: ObjectStore,
  existing: ClusterObject | undefined,
  config: Config,
): Result<Applied, Status> {
  const { kind, namespace, name } = call.resource;
  const type = mergeTypeOfKind(kind);
  const errors = typedErrors(config, type);
  if (errors.length > 0) {
    const { metadata } = config as { metadata?: { name?: string } };
    const subject = `${kind.namespaced ? namespace : ''}/${metadata?.name ?? name}; ${apiVersionOf(kind)}, Kind=${kind.kind}`;
    return fail(
      statusError.unknownError(`failed to create typed patch object (${subject}): ${typedErrorText(errors)}`),
    );
  }
  const manager = store.managed.manager(call, 'Apply');
  const owners = ownersBeforeApply(store, call, existing);
  const merged = mergeConfig(existing, config, owners, manager, type, resetFields(kind, call.resource.subresource));
  const conflicts = call.flag('force') ? [] : refusedConflicts(merged.conflicts, manager, existing, type);
  if (conflicts.length > 0) return fail(conflictError(conflicts));
  const own = owners.find((owner) => isSameManager(owner, manager));
  const changes = !equal(existing, merged.object);
  const time = changes ? store.managed.time : own?.time;
  const object = existing === undefined ? merged.object : keepLastApplied(manager, existing, merged.object, config);
  return ok({ object, owners: afterApply(owners, merged, merged.config, manager, time) });
}

/** Fields of an object whose history nobody knows belong to whoever was there before. */
function ownersBeforeApply(store: ObjectStore, call: Call, existing: ClusterObject | undefined): Owners {
  if (existing === undefined) return [];
  const owners = store.managed.of(existing);
  if (owners.length > 0) return owners;
  const type = mergeTypeOfKind(call.resource.kind);
  const fields = ownable(fieldsOf(existing, type), LEAF);
  const before = { ...store.managed.manager(call, 'Update'), name: 'before-first-apply', subresource: '' };
  return [{ ...before, time: store.managed.time, fields }];
}

interface Merged {
  readonly object: unknown;
  readonly config: FieldSet;
  readonly changed: FieldSet;
  readonly removed: FieldSet;
  readonly conflicts: readonly Conflict[];
}

function mergeConfig(
  existing: ClusterObject | undefined,
  config: Config,
  owners: Owners,
  manager: Manager,
  type: MergeType,
  reset: FieldSet,
): Merged {
  const given = fieldsOf(config, type);
  const last = owners.find((owner) => isSameManager(owner, manager))?.fields ?? LEAF;
  const owned = owners
    .filter((owner) => owner.operation === 'Apply' && !isSameManager(owner, manager))
    .reduce((all, owner) => union(all, owner.fields), given);
  const object = withoutGivenUp(merge(existing ?? {}, config, type), last, owned, type);
  const found = compare(existing ?? {}, object, type);
  const changed = ownable(found.changed, reset);
  return {
    object,
    config: ownable(given, reset),
    changed,
    removed: ownable(found.removed, reset),
    conflicts: conflictsOf(owners, changed, manager),
  };
}

/** Takes out what the manager applied last, does not mention any more, and nobody else applied. */
function withoutGivenUp(merged: unknown, last: FieldSet, owned: FieldSet, type: MergeType): unknown {
  if (Object.keys(last).length === 0) return merged;
  const named = (value: unknown) => withNamedParents(fieldsOf(value, type), type);
  const lastNamed = withNamedParents(last, type);
  const all = named(merged);
  const kept = union(named(withoutFields(merged, lastNamed, type)), withNamedParents(owned, type));
  const pruned = withoutFields(merged, difference(all, kept), type);
  // Only what was applied before goes, and not what fell with it.
  return withoutFields(merged, intersection(difference(all, named(pruned)), lastNamed), type);
}

/** What was applied by the client before may be taken over by the same kubectl. */
function refusedConflicts(
  conflicts: readonly Conflict[],
  manager: Manager,
  existing: ClusterObject | undefined,
  type: MergeType,
): readonly Conflict[] {
  if (conflicts.length === 0 || manager.name !== 'kubectl' || existing === undefined) return conflicts;
  const allowed = lastAppliedFields(existing, type);
  if (allowed === undefined) return conflicts;
  return conflicts
    .map(({ owner, fields }) => ({ owner, fields: difference(fields, allowed) }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
}

function conflictError(conflicts: readonly Conflict[]): Status {
  const fields = conflicts.flatMap(({ owner, fields: set }) =>
    pathsOf(set).map((path) => ({ owner: ownerText(owner), path: pathText(path) })),
  );
  const causes = fields.map(({ owner, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${owner}`,
    field: path,
  }));
  const [only] = fields;
  if (fields.length === 1 && only !== undefined) {
    return statusError.applyConflict(`Apply failed with 1 conflict: conflict with ${only.owner}: ${only.path}`, causes);
  }
  const byOwner = [...new Set(fields.map(({ owner }) => owner))]
    .sort()
    .flatMap((owner) => [
      `conflicts with ${owner}:`,
      ...fields.filter((one) => one.owner === owner).map(({ path }) => `- ${path}`),
    ]);
  return statusError.applyConflict(`Apply failed with ${fields.length} conflicts: ${byOwner.join('\n')}`, causes);
}

function ownerText(owner: Conflict['owner']): string {
  const name = JSON.stringify(owner.name);
  const part = owner.subresource === '' ? name : `${name} with subresource ${JSON.stringify(owner.subresource)}`;
  return owner.operation === 'Update' ? `${part} using ${owner.apiVersion}` : part;
}

function draftOf(call: Call, object: unknown): Result<ClusterObject, Status> {
  const { kind, namespace } = call.resource;
  const { object: draft, error } = decodeKind(kind, object);
  if (error !== undefined) return fail(statusError.badRequest(error));
  draft.kind = kind.kind;
  draft.apiVersion = apiVersionOf(kind);
  draft.metadata ??= { name: '' };
  const wrong = checkName(call, draft) ?? settleNamespace(draft, kind.namespaced ? namespace : '');
  return wrong === undefined ? ok(draft) : fail(wrong);
}
