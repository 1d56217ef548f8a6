/** In which form an answer is asked for (`Accept`): plain objects, tables, or metadata only. */
import { fail, ok, type Result } from '../../base/result';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { WatchEvent } from '../client/door';
import { type Call, seesManagers } from './call';
import type { ObjectStore } from './objectStore';
import { partial } from './partialObject';
import { isScale, scaleColumns } from './scale';
import * as statusError from './statusError';
import { type IncludeObject, tableOf } from './table';

export type Form = 'object' | 'table' | 'metadata';

/** What the server can send; protobuf is left out. */
const MEDIA_TYPES = ['application/json'];
const TRANSFORMS: Readonly<Record<string, Form>> = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadata',
};

/** The first form in the Accept header that can be given. */
export function formOf(accept: string | undefined): Result<Form, Status> {
  if (accept === undefined || accept.trim() === '') return ok('object');
  for (const clause of accept.split(',')) {
    const [type = '', ...parameters] = clause.split(';').map((part) => part.trim());
    if (!acceptsJson(type)) continue;
    const named = new Map(parameters.map((parameter) => splitAt(parameter, '=')));
    const as = named.get('as');
    if (as === undefined) return ok('object');
    const form = TRANSFORMS[as];
    if (form !== undefined && named.get('g') === 'meta.k8s.io' && /^v1(beta1)?$/.test(named.get('v') ?? '')) {
      return ok(form);
    }
  }
  return fail(statusError.notAcceptable(MEDIA_TYPES));
}

/** True when a media range means JSON. */
function acceptsJson(type: string): boolean {
  return MEDIA_TYPES.includes(type) || type === '*/*' || type === 'application/*';
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** An object or a list in the asked form; a Status stays what it is. */
export function represent(call: Call, form: Form, body: unknown, store: ObjectStore): unknown {
  const { kind } = call.resource;
  const now = store.clock.now;
  if (isScale(body)) {
    if (form === 'table') return tableOf(scaleColumns, [body], versionOf(body), now, includeOf(call));
    return form === 'metadata' ? partial(body) : body;
  }
  if (!isObjectOf(kind, body)) return body;
  const list = isList(kind, body) ? body : undefined;
  const shows = seesManagers(call.caller.actor);
  if (form === 'object' && !shows) return body;
  const found = list?.items ?? [body as ClusterObject];
  const items = shows ? found.map((object) => store.managed.shown(object)) : found;
  if (form === 'object') return list === undefined ? items[0] : { ...list, items };
  const metadata = list?.metadata ?? versionOf(body as ClusterObject);
  if (form === 'table') return tableOf(kind.columns, items, metadata, now, includeOf(call));
  if (list === undefined) return partial(items[0] as ClusterObject);
  return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: items.map(partial) };
}

/** How one watch presents its events: a table's columns are described in its first event only. */
export function watchPresenter(
  call: Call,
  form: Form,
  store: ObjectStore,
): (object: ClusterObject, type: WatchEvent['type']) => unknown {
  let first = true;
  const shows = seesManagers(call.caller.actor);
  return (found, type) => {
    const object = shows ? store.managed.shown(found) : found;
    if (form === 'object' || type === 'ERROR') return object;
    if (form === 'metadata') return partial(object);
    const table = tableOf(
      call.resource.kind.columns,
      [object],
      versionOf(object),
      store.clock.now,
      includeOf(call),
      first,
    );
    first = false;
    return table;
  };
}

function versionOf(object: ClusterObject): { resourceVersion?: string } {
  const { resourceVersion } = object.metadata;
  return resourceVersion === undefined ? {} : { resourceVersion };
}

function includeOf(call: Call): IncludeObject {
  const asked = call.query['includeObject'];
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
}

function isObjectOf(kind: Kind, body: unknown): boolean {
  const found = (body as { kind?: unknown } | undefined)?.kind;
  return found === kind.kind || found === `${kind.kind}List`;
}

function isList(kind: Kind, body: unknown): body is ObjectList<ClusterObject> {
  return (body as { kind?: unknown }).kind === `${kind.kind}List`;
}
