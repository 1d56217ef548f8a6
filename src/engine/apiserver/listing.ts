/** Lists: selectors, reads at a revision, and pages (`limit`, `continue`). */
import { fail, ok, type Result } from '../../base/result';
import type { FieldRequirement } from '../../kinds/fieldSelector';
import { fieldSelectorError, matchesFields, parseFieldSelector } from '../../kinds/fieldSelector';
import { apiVersionOf } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import type { Selector } from '../../kinds/selector';
import { matchesSelector } from '../../kinds/selector';
import { parseSelector } from '../../kinds/selectorText';
import type { Status } from '../../kinds/status';
import type { Compacted, Etcd, KeyValue } from '../etcd/etcd';
import type { Call } from './call';
import { decodeContinue, encodeContinue } from './continueToken';
import { type ListOptions, listOptionsOf } from './listOptions';
import * as statusError from './statusError';
import { storageKey, storagePrefix } from './storageKey';

/** Which objects of a collection a request means. */
export interface Selection {
  readonly labels: Selector;
  readonly fields: readonly FieldRequirement[];
  readonly matches: (object: ClusterObject) => boolean;
}

/** Reads `labelSelector` and `fieldSelector` of the query. */
export function selectionOf(call: Call): Result<Selection, Status> {
  const { kind, name } = call.resource;
  const labels = parseSelector(call.query['labelSelector'] ?? '');
  if (!labels.ok) {
    return fail(statusError.badRequest(labels.error));
  }
  const fields = parseFieldSelector(call.query['fieldSelector'] ?? '');
  if (!fields.ok) return fail(statusError.badRequest(fields.error));
  const unknown = fieldSelectorError(kind, fields.value);
  if (unknown !== undefined) return fail(statusError.badRequest(unknown));
  const byName: FieldRequirement[] = name === '' ? [] : [{ field: 'metadata.name', operator: '=', value: name }];
  const all = [...fields.value, ...byName];
  const matches = (object: ClusterObject) =>
    (labels.value.length === 0 || matchesSelector(labels.value, object.metadata.labels)) &&
    (all.length === 0 || matchesFields(kind, all, object));
  return ok({ labels: labels.value, fields: all, matches });
}

/** Answers a list request. */
export function listObjects(call: Call, etcd: Etcd<ClusterObject>): Result<ObjectList<ClusterObject>, Status> {
  const options = listOptionsOf(call);
  return options.ok ? listWith(call, etcd, options.value) : options;
}

/** Answers a list request whose options have been read. */
export function listWith(
  call: Call,
  etcd: Etcd<ClusterObject>,
  options: ListOptions,
): Result<ObjectList<ClusterObject>, Status> {
  const { kind, namespace } = call.resource;
  const selection = selectionOf(call);
  if (!selection.ok) return selection;
  const { limit } = options;
  const prefix = storagePrefix(kind, namespace);
  const position = positionOf(options, prefix, etcd);
  if (!position.ok) return position;
  const { revision, from } = position.value;
  const entries = entriesOf(call, etcd, selection.value, revision, from);
  if (!entries.ok) return fail(tooOld(prefix, position.value));
  const items: ClusterObject[] = [];
  let rest = 0;
  let last = '';
  for (const entry of entries.value) {
    if (limit > 0 && items.length === limit) {
      // Whether there is more is all that a selective list says; an unselective one counts.
      if (selection.value.matches(entry.value)) rest++;
      continue;
    }
    if (!selection.value.matches(entry.value)) continue;
    items.push(entry.value);
    last = entry.key;
  }
  const metadata: ObjectList<ClusterObject>['metadata'] = { resourceVersion: String(revision) };
  if (rest > 0) {
    metadata.continue = encodeContinue({ revision, start: `${last.slice(prefix.length)}\0` });
    if (selection.value.labels.length === 0 && selection.value.fields.length === 0) metadata.remainingItemCount = rest;
  }
  return ok({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items });
}

interface Position {
  readonly revision: number;
  /** Of a page that goes on. */
  readonly from: string | undefined;
}

function positionOf(
  { continueToken, resourceVersion, exact }: ListOptions,
  prefix: string,
  etcd: Etcd<ClusterObject>,
): Result<Position, Status> {
  if (continueToken !== '') {
    const point = decodeContinue(continueToken);
    if (!point.ok) return fail(statusError.badRequest(`invalid continue token: ${point.error}`));
    if (resourceVersion !== '' && resourceVersion !== '0') {
      return fail(statusError.badRequest('specifying resource version is not allowed when using continue'));
    }
    const { revision, start } = point.value;
    const from = `${prefix}${start.replace(/^\//, '')}`;
    return ok({ revision: revision < 0 ? etcd.revision : revision, from });
  }
  const number = resourceVersion === '' ? 0 : Number(resourceVersion);
  if (!Number.isInteger(number) || number < 0) return fail(invalidResourceVersion(resourceVersion));
  if (number > etcd.revision) return fail(statusError.tooLargeResourceVersion(number, etcd.revision));
  return ok({ revision: exact ? number : etcd.revision, from: undefined });
}

/** Of a page that goes on, the rest can be had as it is now: the answer carries a token for that. */
function tooOld(prefix: string, { from }: Position): Status {
  if (from === undefined) return statusError.expired('The resourceVersion for the provided list is too old.');
  const token = encodeContinue({ revision: -1, start: from.slice(prefix.length) });
  return { ...statusError.expired(CONTINUE_TOO_OLD), metadata: { continue: token } };
}

const CONTINUE_TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list ' +
  'without the continue parameter, or use the continue token in this response to retrieve the remainder of the ' +
  'results. Continuing with the provided token results in an inconsistent list - objects that were created, ' +
  'modified, or deleted between the time the first chunk was returned and now may show up in the list.';

export function invalidResourceVersion(asked: string): Status {
  return statusError.badRequest(
    `resourceVersion: Invalid value: ${JSON.stringify(asked)}: strconv.ParseUint: parsing ${JSON.stringify(asked)}: invalid syntax`,
  );
}

function entriesOf(
  call: Call,
  etcd: Etcd<ClusterObject>,
  selection: Selection,
  revision: number,
  from: string | undefined,
): Result<Iterable<KeyValue<ClusterObject>>, Compacted> {
  const { kind, namespace } = call.resource;
  const prefix = storagePrefix(kind, namespace);
  if (revision !== etcd.revision) return etcd.rangeAt(prefix, revision, from);
  // One object by its name needs no walk through the collection.
  const name = selection.fields.find(({ field, operator }) => field === 'metadata.name' && operator === '=');
  if (name !== undefined && (namespace !== '' || !kind.namespaced)) {
    const entry = etcd.get(storageKey(kind, namespace, name.value));
    return ok(entry === undefined ? [] : [entry]);
  }
  return ok(etcd.range(prefix, from));
}
