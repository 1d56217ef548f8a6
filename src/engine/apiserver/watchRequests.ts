/** GET with `watch=true`: from which revision on, with what first, in which form. */
import { fail, ok, type Result } from '../../base/result';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { WatchEvent, WatchHandle, WatchSink } from '../client/door';
import type { EtcdEvent } from '../etcd/etcd';
import type { Call } from './call';
import { invalidResourceVersion, listObjects, selectionOf } from './listing';
import { formOf, watchPresenter } from './negotiation';
import type { ObjectStore } from './objectStore';
import * as statusError from './statusError';
import { storagePrefix } from './storageKey';
import { bookmark, type WatchHub } from './watchHub';

/** Watchers that ask for bookmarks get one a minute, as from the real server. */
const BOOKMARK_EVERY = 60_000;

interface Beginning {
  readonly initial: readonly WatchEvent<ClusterObject>[];
  readonly since: readonly EtcdEvent<ClusterObject>[];
}

export function openWatch(call: Call, store: ObjectStore, hub: WatchHub, sink: WatchSink): Result<WatchHandle, Status> {
  const { kind, namespace } = call.resource;
  if (!kind.verbs.includes('watch')) return fail(statusError.methodNotAllowed());
  const form = formOf(call.request.headers?.['accept']);
  if (!form.ok) return form;
  const selection = selectionOf(call);
  if (!selection.ok) return selection;
  const beginning = beginningOf(call, store);
  if (!beginning.ok) return beginning;
  const handle = hub.open(
    {
      kind,
      namespace,
      matches: selection.value.matches,
      actor: call.caller.actor,
      ...beginning.value,
      present: watchPresenter(call, form.value, store),
      bookmarkEvery: call.flag('allowWatchBookmarks') ? BOOKMARK_EVERY : 0,
      timeout: Number(call.query['timeoutSeconds'] ?? 0) * 1000,
    },
    sink,
  );
  return ok(handle);
}

function beginningOf(call: Call, store: ObjectStore): Result<Beginning, Status> {
  const { kind, namespace } = call.resource;
  const { etcd } = store;
  const asked = call.query['resourceVersion'] ?? '';
  if (asked === '' || asked === '0' || call.flag('sendInitialEvents')) {
    const list = listObjects(call, etcd);
    if (!list.ok) return list;
    const initial: WatchEvent<ClusterObject>[] = list.value.items.map((object) => ({ type: 'ADDED', object }));
    if (call.flag('sendInitialEvents')) {
      initial.push(bookmark(kind, etcd.revision, { 'k8s.io/initial-events-end': 'true' }));
    }
    return ok({ initial, since: [] });
  }
  const number = Number(asked);
  if (!Number.isInteger(number) || number < 0) return fail(invalidResourceVersion(asked));
  if (number > etcd.revision) return fail(statusError.tooLargeResourceVersion(number, etcd.revision));
  const changes = etcd.since(storagePrefix(kind, namespace), number);
  if (changes.ok) return ok({ initial: [], since: changes.value });
  // A stream that cannot begin says so as its first event, not as a refused request.
  const gone = statusError.expired(`too old resource version: ${asked} (${changes.error.oldest})`);
  return ok({ initial: [{ type: 'ERROR', object: gone as unknown as ClusterObject }], since: [] });
}
