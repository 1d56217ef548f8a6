/** kubectl apply --server-side: the server merges; what client-side apply owned before comes along. */
import type { Routine } from '../../../engine/processes/routine';
import {
  difference,
  type FieldSet,
  fieldElement,
  fieldSetOf,
  isEmpty,
  LEAF,
  union,
} from '../../../kinds/fields/fieldSet';
import { CommandError, serverError } from '../errors';
import type { Invocation } from '../verb';
import { resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';
import { LAST_APPLIED } from './lastApplied';
import { type DryRun, writeQuery } from './writing';

const MANAGER = 'kubectl';
const CLIENT_SIDE_MANAGER = 'kubectl-client-side-apply';
/** Who keeps the annotation of client-side apply once its fields have moved. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';

const REVIEW = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** The manager of apply's fields: the flag's, or the usual one for this way of applying. */
export function applyManager({ flags }: Invocation): string {
  if (flags.changed('field-manager')) return flags.string('field-manager');
  return flags.bool('server-side') ? MANAGER : CLIENT_SIDE_MANAGER;
}

/** Applies one object. @throws CommandError with advice for conflicts, or the server's refusal */
export function* applyByServer(invocation: Invocation, item: Item, dryRun: DryRun): Routine<PlainObject> {
  const { access, flags } = invocation;
  const manager = applyManager(invocation);
  const send = (body: unknown, fieldManager: string, subresource = '') =>
    access.attempt<PlainObject>({
      method: 'PATCH',
      path: resourcePath(item.resource, item.namespace, item.name, subresource),
      headers: { 'content-type': 'application/apply-patch+yaml' },
      query: {
        ...writeQuery(flags, dryRun),
        fieldManager,
        force: String(flags.bool('force-conflicts') && fieldManager === manager),
      },
      body,
    });
  const done = yield* send(item.object, manager, flags.string('subresource'));
  if (!done.ok) {
    if (done.error.reason === 'Conflict') throw new CommandError(`${done.error.message ?? ''}\n${REVIEW}`);
    throw serverError(done.error);
  }
  let object = done.value;
  if (manager === MANAGER && keepsOrphanedAnnotation(object)) {
    const { apiVersion, kind, metadata = {} } = object;
    const { name, namespace, annotations } = metadata;
    const kept = { [LAST_APPLIED]: annotations?.[LAST_APPLIED] };
    const only = {
      apiVersion,
      kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }), annotations: kept },
    };
    const saved = yield* send(only, ANNOTATION_MANAGER);
    if (saved.ok) object = saved.value;
  }
  const managedFields = migrated(entriesOf(object), manager);
  if (managedFields === undefined) return object;
  const moved = yield* access.attempt<PlainObject>({
    method: 'PATCH',
    path: resourcePath(item.resource, item.namespace, item.name),
    headers: { 'content-type': 'application/json-patch+json' },
    query: { ...writeQuery(flags, dryRun), fieldManager: manager },
    body: [
      { op: 'replace', path: '/metadata/managedFields', value: managedFields },
      { op: 'replace', path: '/metadata/resourceVersion', value: object.metadata?.['resourceVersion'] },
    ],
  });
  if (!moved.ok) return object;
  const again = yield* send(item.object, manager, flags.string('subresource'));
  return again.ok ? again.value : moved.value;
}

interface Entry {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  readonly subresource?: string;
  readonly fieldsV1?: unknown;
}

const ANNOTATION_FIELD: FieldSet = {
  'f:metadata': { 'f:annotations': { [fieldElement(LAST_APPLIED)]: LEAF } },
};

function entriesOf(object: PlainObject): readonly Entry[] {
  return (object.metadata?.['managedFields'] as readonly Entry[] | undefined) ?? [];
}

/** The entries that own the annotation by some operation. */
function annotationOwners(entries: readonly Entry[], operation: string): readonly Entry[] {
  return entries.filter(
    (entry) => entry.operation === operation && isEmpty(difference(ANNOTATION_FIELD, fieldsOf(entry))),
  );
}

/** True when the annotation is there and no one who applies owns it. */
function keepsOrphanedAnnotation(object: PlainObject): boolean {
  if (object.metadata?.annotations?.[LAST_APPLIED] === undefined) return false;
  return annotationOwners(entriesOf(object), 'Apply').length === 0;
}

function fieldsOf(entry: Entry): FieldSet {
  return fieldSetOf(entry.fieldsV1 ?? {}) ?? LEAF;
}

/**
 * The entries with client-side apply's fields in those of who applies by the server; undefined when none has any. Whoever
 * owns the annotation of client-side apply has applied from a client.
 */
function migrated(entries: readonly Entry[], manager: string): readonly Entry[] | undefined {
  const names = new Set(annotationOwners(entries, 'Update').map((entry) => entry.manager));
  const isClientSide = (entry: Entry) =>
    names.has(entry.manager) && entry.operation === 'Update' && (entry.subresource ?? '') === '';
  const first = entries.find(isClientSide);
  if (first === undefined) return undefined;
  const applying = entries.find(
    (entry) => entry.manager === manager && entry.operation === 'Apply' && (entry.subresource ?? '') === '',
  );
  const target = applying ?? { ...first, manager, operation: 'Apply' };
  const sources = entries.filter((entry) => isClientSide(entry) && entry.apiVersion === target.apiVersion);
  const merged = { ...target, fieldsV1: sources.map(fieldsOf).reduce(union, fieldsOf(target)) };
  const place = applying ?? first;
  return entries.flatMap((entry) => (entry === place ? [merged] : isClientSide(entry) ? [] : [entry]));
}
